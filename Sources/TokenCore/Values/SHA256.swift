// SHA256.swift: SHA-256 outside mining, through OpenSSL's libcrypto.

internal import COpenSSL

/// SHA-256 (FIPS 180-4) fed piece by piece. Not Sendable: one owner.
public struct SHA256: ~Copyable {
  /// In place: nothing is allocated for a hash.
  private var context = SHA256_CTX()

  public init() {
    precondition(SHA256_Init(&context) == 1, "SHA-256 failed")
  }

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0 else { return }
    precondition(SHA256_Update(&context, bytes.baseAddress, bytes.count) == 1, "SHA-256 failed")
  }

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds one byte.
  public mutating func update(_ byte: UInt8) {
    withUnsafeBytes(of: byte) { update($0) }
  }

  /// Adds a digest's bytes.
  public mutating func update(_ digest: Digest) {
    digest.withBytes { update($0) }
  }

  /// Adds a tag's ASCII bytes.
  public mutating func update(_ tag: StaticString) {
    update(UnsafeRawBufferPointer(start: tag.utf8Start, count: tag.utf8CodeUnitCount))
  }

  /// The digest of all that was added; begins anew.
  public mutating func finalize() -> Digest {
    var output: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &output) { bytes in
      let target = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      precondition(SHA256_Final(target, &context) == 1 && SHA256_Init(&context) == 1, "SHA-256 failed")
    }
    return Digest(
      words: (
        UInt64(bigEndian: output.0), UInt64(bigEndian: output.1), UInt64(bigEndian: output.2),
        UInt64(bigEndian: output.3)
      ))
  }

  /// A hasher that has been fed the same and goes on by itself.
  func copy() -> SHA256 { SHA256(context) }

  private init(_ context: SHA256_CTX) {
    self.context = context
  }

  /// The digest of `bytes`.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
    var hasher = SHA256()
    hasher.update(bytes)
    return hasher.finalize()
  }

  /// The digest of `bytes`.
  public static func hash(_ bytes: [UInt8]) -> Digest {
    bytes.withUnsafeBytes { hash($0) }
  }
}
