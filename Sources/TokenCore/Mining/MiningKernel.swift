// MiningKernel.swift: the Swift face of the kernels: which there are, and what each can do.

internal import COpenSSL
internal import CTokenKernels

/// One way to hash block headers: an instruction set. An immutable value; any thread may use it.
public struct MiningKernel: Sendable {
  nonisolated(unsafe) let pointer: UnsafePointer<token_kernel>

  private init(_ pointer: UnsafePointer<token_kernel>) {
    self.pointer = pointer
  }

  /// Every kernel that was built, supported here or not; the portable one last.
  public static let all: [MiningKernel] = {
    var all: [MiningKernel] = []
    while let pointer = token_kernel_at(all.count) { all.append(MiningKernel(pointer)) }
    return all
  }()

  /// Plain C, which runs everywhere.
  public static let portable = all[all.count - 1]

  /// The kernel of that name; nil: none is called so.
  public static func named(_ name: String) -> MiningKernel? {
    all.first { $0.name == name }
  }

  /// What flags and logs call it: `portable`.
  public var name: String { String(cString: pointer.pointee.name) }

  /// Extra nonces that it grinds at once.
  public var lanes: Int { Int(pointer.pointee.lanes) }

  /// Nonces that it grinds at once on each of them.
  public var noncesAtOnce: Int { Int(pointer.pointee.nonces) }

  /// Hashes that it does at once: its smallest piece of work.
  public var hashesAtOnce: Int { lanes * noncesAtOnce }

  /// This processor and its system have the instructions.
  public var isSupported: Bool { pointer.pointee.supported() }

  /// Whether all its answers to a planted test are OpenSSL's. Some milliseconds. It has to be supported.
  public func passesSelfTest() -> Bool {
    precondition(isSupported, "a kernel runs only where its instructions are")
    return token_kernel_self_test(pointer) { _ = COpenSSL.SHA256($0, $1, $2) }
  }

  /// SHA-256 of headers that stand one behind the other, 116 bytes each.
  ///
  /// - Parameter headers: a multiple of 116 bytes.
  public func identities(of headers: UnsafeRawBufferPointer) -> [Digest] {
    precondition(headers.count.isMultiple(of: BlockHeader.byteCount), "headers are whole")
    let count = headers.count / BlockHeader.byteCount
    guard count > 0, let start = headers.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return [] }
    return withUnsafeTemporaryAllocation(byteCount: count * 32, alignment: 32) { bytes in
      guard let digests = bytes.baseAddress else { return [] }
      token_identify(pointer, start, count, digests.assumingMemoryBound(to: UInt8.self))
      return (0..<count).compactMap { Digest(UnsafeRawBufferPointer(rebasing: bytes[32 * $0..<32 * $0 + 32])) }
    }
  }
}

extension MiningKernel: Equatable {
  public static func == (left: MiningKernel, right: MiningKernel) -> Bool { left.pointer == right.pointer }
}
