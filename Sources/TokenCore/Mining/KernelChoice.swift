// KernelChoice.swift: which kernel a process hashes with. Made once at its start, and immutable from then on.

/// Why a kernel can't be had.
public enum KernelError: Error, Sendable, Equatable, CustomStringConvertible {
  case unknown(String)
  case unsupported(String)
  case failedSelfTest(String)

  public var description: String {
    switch self {
    case .unknown(let name):
      "there is no kernel '\(name)'; there are \(Self.list { _ in true })"
    case .unsupported(let name):
      "this processor, or its system, lacks the instructions of kernel \(name); here run "
        + Self.list(\.isSupported)
    case .failedSelfTest(let name): "kernel \(name) gives wrong answers on this machine and is not used"
    }
  }

  /// What may be said instead.
  private static func list(_ isListed: (MiningKernel) -> Bool) -> String {
    (MiningKernel.all.filter(isListed).map(\.name) + [KernelChoice.auto]).joined(separator: ", ")
  }
}

/// The kernel that a process hashes with, and those that are not to be trusted here.
public struct KernelChoice: Sendable {
  public let kernel: MiningKernel
  /// Names of supported kernels whose answers were wrong: not used, to be reported.
  public let failed: [String]
  /// What one thread did with it, timed when it was chosen.
  public let hashesPerSecond: Double

  /// What a caller says to have the fastest.
  public static let auto = "auto"

  /// Tests every kernel that runs here and times those that pass, a few milliseconds in all: which one is the fastest
  /// depends on the processor, not only on its instructions. With a name other than `auto`, that one or none.
  ///
  /// - Parameter nanoseconds: a clock that never goes back.
  public init(_ name: String = auto, nanoseconds: () -> UInt64 = Environment.monotonicNanoseconds)
    throws(KernelError)
  {
    if name == Self.auto {
      try self.init(MiningKernel.all.filter(\.isSupported), nanoseconds)
    } else {
      let kernel = try Self.kernel(name)
      guard kernel.passesSelfTest() else { throw .failedSelfTest(name) }
      self.init(kernel: kernel, failed: [], hashesPerSecond: kernel.hashesPerSecond(nanoseconds))
    }
  }

  /// Whether there is a kernel of that name that runs here, at no cost; `auto` always does.
  public static func check(_ name: String) throws(KernelError) {
    if name != auto { _ = try kernel(name) }
  }

  private static func kernel(_ name: String) throws(KernelError) -> MiningKernel {
    guard let kernel = MiningKernel.named(name) else { throw .unknown(name) }
    guard kernel.isSupported else { throw .unsupported(name) }
    return kernel
  }

  private init(kernel: MiningKernel, failed: [String], hashesPerSecond: Double) {
    self.kernel = kernel
    self.failed = failed
    self.hashesPerSecond = hashesPerSecond
  }

  private init(_ supported: [MiningKernel], _ nanoseconds: () -> UInt64) throws(KernelError) {
    let passed = supported.filter { $0.passesSelfTest() }
    let failed = supported.filter { !passed.contains($0) }.map(\.name)
    let timed = passed.map { (kernel: $0, speed: $0.hashesPerSecond(nanoseconds)) }
    // If plain C gives wrong hashes too, nothing can be trusted here.
    guard let fastest = timed.max(by: { $0.speed < $1.speed }) else {
      throw .failedSelfTest(MiningKernel.portable.name)
    }
    self.init(kernel: fastest.kernel, failed: failed, hashesPerSecond: fastest.speed)
  }
}

extension MiningKernel {
  /// Hashes timed at once when kernels are compared: some 100 us of the fast ones.
  private static let timedHashes = 8192
  /// How often: the least counts, because whatever else the machine does only adds.
  private static let timings = 3

  /// What one thread does, timed now.
  func hashesPerSecond(_ nanoseconds: () -> UInt64 = Environment.monotonicNanoseconds) -> Double {
    let job = GrindJob(self)
    let count = UInt64(max(1, Self.timedHashes / lanes))
    var least = UInt64.max
    for _ in 0..<Self.timings {
      let start = nanoseconds()
      // A mask that hardly any hash meets.
      _ = job.grind(mask: .max, from: 0, count: count)
      least = min(least, nanoseconds() - start)
    }
    return Double(count * UInt64(lanes)) * 1e9 / Double(max(1, least))
  }
}
