// MiningPlan.swift: how blocks of one difficulty are mined: by how many threads, with what, in how large pieces.

/// The way to mine a difficulty. A value; made once for each difficulty.
struct MiningPlan: Sendable, Equatable {
  /// The expected hashes of a block for each thread that mines it: some 100 us of a fast kernel. For less it costs a
  /// thread too much to be told of it.
  static let hashesPerThread = 16_384.0
  /// Looks for another block while a thread does its share. What it hashes after a block was found is for nothing: on
  /// average half a look of each other thread, so 3 % at most.
  static let looksPerShare = 16.0
  /// The most hashes between two looks: well under a millisecond even for plain C.
  static let maxHashesPerLook = 4096
  /// Hashes that a fast kernel does while plain C does one. A kernel that does more than this times the expected hashes
  /// at once does most of them for nothing, and plain C is done before it.
  static let hashesPerPlainHash = 32.0

  let difficulty: Difficulty
  /// Threads that mine it, the first ones.
  let threads: Int
  /// What they hash with.
  let kernel: MiningKernel
  /// Bits of H7 that a hit has not; 0: every nonce is a hit, and no kernel is asked.
  let mask: UInt32
  /// Nonces between two looks, each tried on every lane.
  let noncesPerLook: UInt64

  /// - Parameters:
  ///   - kernel: the fastest one.
  ///   - threads: as many as there are.
  init(_ difficulty: Difficulty, kernel: MiningKernel, threads: Int) {
    let expected = difficulty.expectedHashes
    self.difficulty = difficulty
    self.threads = Self.threads(forExpected: expected, of: threads)
    self.kernel = expected * Self.hashesPerPlainHash < Double(kernel.hashesAtOnce) ? .portable : kernel
    mask = difficulty.hitMask
    noncesPerLook = Self.noncesPerLook(self.kernel, share: expected / Double(self.threads), isShared: self.threads > 1)
  }

  /// How many threads a block is worth.
  static func threads(forExpected hashes: Double, of threads: Int) -> Int {
    Int(min(Double(threads), max(1, hashes / hashesPerThread)))
  }

  /// A multiple of what the kernel does at once.
  private static func noncesPerLook(_ kernel: MiningKernel, share: Double, isShared: Bool) -> UInt64 {
    let most = Double(maxHashesPerLook)
    let hashes = isShared ? min(most, share / looksPerShare) : most
    return UInt64(kernel.noncesAtOnce * max(1, Int(hashes) / kernel.hashesAtOnce))
  }
}
