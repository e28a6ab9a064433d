// BlockHeader.swift: the 116 bytes that are mined. Exact, and for years (docs/ledger.md).

/// A block's header. Its SHA-256 is the token's identity.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | `TKB`, then format version 1 |
/// | 4 | 4 | extra nonce |
/// | 8 | 8 | height, from 1 |
/// | 16 | 32 | link to the previous block; in block 1 the leaf hash of record 0 |
/// | 48 | 8 | time the job was made, Unix ms; informative |
/// | 56 | 4 | difficulty |
/// | 60 | 4 | chain id |
/// | 64 | 32 | requisition digest: the leaf hash of the accepted record |
/// | 96 | 16 | salt |
/// | 112 | 4 | nonce |
public struct BlockHeader: Sendable, Hashable {
  /// Length of an encoded header in bytes.
  public static let byteCount = 116
  /// The first four bytes of every header.
  static let magic: UInt32 = 0x544B_4201

  public var extraNonce: UInt32
  public var height: UInt64
  public var link: Digest
  /// Unix milliseconds; no rule reads it.
  public var time: UInt64
  public var difficulty: Difficulty
  public var chainID: UInt32
  public var requisitionDigest: Digest
  /// 128 random bits as two big-endian words, so that an identity can't be computed from a known requisition.
  public var salt: Salt
  public var nonce: UInt32

  /// Sixteen random bytes.
  public struct Salt: Sendable, Hashable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
      self.high = high
      self.low = low
    }
  }

  public init(
    extraNonce: UInt32, height: UInt64, link: Digest, time: UInt64, difficulty: Difficulty, chainID: UInt32,
    requisitionDigest: Digest, salt: Salt, nonce: UInt32
  ) {
    self.extraNonce = extraNonce
    self.height = height
    self.link = link
    self.time = time
    self.difficulty = difficulty
    self.chainID = chainID
    self.requisitionDigest = requisitionDigest
    self.salt = salt
    self.nonce = nonce
  }

  /// The header in these bytes; nil when they are not 116, not version 1 or have an impossible difficulty.
  public init?(decoding bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    var reader = ByteReader(bytes)
    guard reader.integer(UInt32.self) == Self.magic,
      let extraNonce = reader.integer(UInt32.self), let height = reader.integer(UInt64.self),
      let link = reader.digest(), let time = reader.integer(UInt64.self),
      let difficulty = reader.integer(UInt32.self).flatMap(Difficulty.init(field:)),
      let chainID = reader.integer(UInt32.self), let requisitionDigest = reader.digest(),
      let high = reader.integer(UInt64.self), let low = reader.integer(UInt64.self),
      let nonce = reader.integer(UInt32.self)
    else { return nil }
    self.init(
      extraNonce: extraNonce, height: height, link: link, time: time, difficulty: difficulty, chainID: chainID,
      requisitionDigest: requisitionDigest, salt: Salt(high: high, low: low), nonce: nonce)
  }

  /// The 116 bytes.
  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      write(to: UnsafeMutableRawBufferPointer(buffer))
      count = Self.byteCount
    }
  }

  /// Writes the 116 bytes to the start of `buffer`, which has room for them.
  func write(to buffer: UnsafeMutableRawBufferPointer) {
    precondition(buffer.count >= Self.byteCount, "a header has 116 bytes")
    buffer.put(Self.magic, at: 0)
    buffer.put(extraNonce, at: 4)
    buffer.put(height, at: 8)
    buffer.put(link, at: 16)
    buffer.put(time, at: 48)
    buffer.put(difficulty.field, at: 56)
    buffer.put(chainID, at: 60)
    buffer.put(requisitionDigest, at: 64)
    buffer.put(salt.high, at: 96)
    buffer.put(salt.low, at: 104)
    buffer.put(nonce, at: 112)
  }

  /// Calls `body` with the 116 bytes, which are on the stack.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeTemporaryAllocation(byteCount: Self.byteCount, alignment: 8) { buffer in
      write(to: buffer)
      return body(UnsafeRawBufferPointer(buffer))
    }
  }

  /// SHA-256 of the header: the token's identity, a bearer secret.
  public func identity() -> Digest {
    withBytes { SHA256.hash($0) }
  }

  /// The same by a hasher that is used again and again.
  func identity(by hasher: inout SHA256) -> Digest {
    withBytes { hasher.update($0) }
    return hasher.finalize()
  }

  /// What the next block names instead of this one's identity: SHA-256(`tokenrpc/link/1` then the identity).
  public static func link(to identity: Digest) -> Digest {
    var hasher = SHA256()
    return link(to: identity, by: &hasher)
  }

  /// The same by a hasher that is used again and again.
  static func link(to identity: Digest, by hasher: inout SHA256) -> Digest {
    hasher.update("tokenrpc/link/1")
    hasher.update(identity)
    return hasher.finalize()
  }
}
