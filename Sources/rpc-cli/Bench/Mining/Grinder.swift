// Grinder.swift: one thread's grinding: real headers, every hit confirmed by the full rule, every hash counted once.

internal import TokenCore

/// Grinds a random header with one kernel, extra nonce after extra nonce. Owned by one thread.
struct Grinder: ~Copyable {
  /// What a piece of the work came to.
  struct Piece {
    var hashes: UInt64 = 0
    var shares: UInt64 = 0
    var falseHits: UInt64 = 0
  }

  /// Work between two looks at the clock takes at least this long, once it has got going.
  private static let leastNanoseconds: UInt64 = 500_000
  /// Nonces that a header has.
  private static let nonces = UInt64(UInt32.max) + 1

  private var job: GrindJob
  private var header: BlockHeader
  private var extraNonce: UInt32 = 0
  private var nonce: UInt64 = 0
  /// Nonces tried between two looks at the clock; a multiple of what the kernel does at once.
  private var stride: UInt64

  init(_ kernel: MiningKernel, bits: Int = HashRate.shareBits) {
    header = .random(bits: bits)
    job = GrindJob(kernel)
    stride = UInt64(kernel.noncesAtOnce)
    job.prepare(header, firstExtraNonce: extraNonce)
  }

  /// Grinds for `nanoseconds`. Calls `progress` with the hashes of each step, and `found` with each share's header.
  mutating func run(
    for nanoseconds: UInt64, progress: (UInt64) -> Void, found: (BlockHeader) -> Void
  ) -> Piece {
    var piece = Piece()
    let start = Environment.monotonicNanoseconds()
    var last = start
    while last - start < nanoseconds {
      let before = piece.hashes
      let isWhole = step(&piece, found)
      progress(piece.hashes - before)
      let now = Environment.monotonicNanoseconds()
      if isWhole, now - last < Self.leastNanoseconds, stride < Self.nonces / 2 { stride *= 2 }
      last = now
    }
    return piece
  }

  /// One call of the kernel. It ends at the first hit, and the next one goes on behind that. False: there was one.
  private mutating func step(_ piece: inout Piece, _ found: (BlockHeader) -> Void) -> Bool {
    if nonce == Self.nonces { nextExtraNonces() }
    let count = min(stride, Self.nonces - nonce)
    let hit = job.grind(mask: header.difficulty.hitMask, from: UInt32(nonce), count: count)
    let tried = hit.map { UInt64($0.nonce) - nonce + 1 } ?? count
    nonce += tried
    piece.hashes += tried * UInt64(job.kernel.lanes)
    guard let hit else { return true }
    header.extraNonce = hit.extraNonce
    header.nonce = hit.nonce
    if header.difficulty.isMet(by: header.identity()) {
      piece.shares += 1
      found(header)
    } else {
      piece.falseHits += 1
    }
    return false
  }

  private mutating func nextExtraNonces() {
    nonce = 0
    extraNonce &+= UInt32(job.kernel.lanes)
    job.prepare(header, firstExtraNonce: extraNonce)
  }
}

extension BlockHeader {
  /// A header of `bits` whole bits that no chain knows.
  static func random(bits: Int) -> BlockHeader {
    var random = SystemRandomNumberGenerator()
    func digest() -> Digest { Digest((0..<32).map { _ in UInt8.random(in: .min ... .max) }) ?? .zero }
    return BlockHeader(
      extraNonce: 0, height: random.next() >> 1, link: digest(), time: Environment.system.wallMilliseconds(),
      difficulty: Difficulty(bits: bits) ?? .none, chainID: random.next(), requisitionDigest: digest(),
      salt: Salt(high: random.next(), low: random.next()), nonce: 0)
  }
}
