// Attachment.swift: the erasable part of a record: its bytes stand behind the committed part, which holds only a salted
// commitment to them.

/// Data beside a record that can be erased without breaking a hash.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 1 | kind |
/// | 1 | 1 | form: 0 plain, 1 sealed |
/// | 2 | 2 | key id, 0 when plain |
/// | 4 | 4 | length of data |
/// | 8 | 4 | CRC of salt and data |
/// | 12 | 4 | CRC of the 12 bytes before |
/// | 16 | 32 | salt, random |
/// | 48 |  | data, then zeros to a multiple of 8 |
public struct Attachment: Sendable, Equatable {
  /// What the data is.
  public enum Kind: UInt8, Sendable {
    case requestID = 1
    case content = 2
    case contentSHA256 = 3
    case url = 4
    case name = 5
    case blockHeader = 6
    case sealedCode = 7
    case reason = 8
  }

  /// Whether the data is encrypted. Never changes.
  public enum Form: UInt8, Sendable {
    case plain = 0
    case sealed = 1
  }

  /// Where the salt begins.
  static let saltOffset = 16
  /// Bytes before the data.
  static let prefixBytes = 48

  public let kind: Kind
  public let form: Form
  public let keyID: UInt16
  public let salt: Digest
  public let data: [UInt8]
  /// What stands in the committed part: SHA-256(`tokenrpc/attachment/1`, kind, salt, data).
  public let commitment: Digest

  init(_ kind: Kind, _ data: [UInt8], salt: Digest, form: Form = .plain, keyID: UInt16 = 0) {
    self.kind = kind
    self.form = form
    self.keyID = keyID
    self.salt = salt
    self.data = data
    var hasher = SHA256()
    hasher.update(Self.commitmentTag)
    hasher.update(kind.rawValue)
    hasher.update(salt)
    hasher.update(data)
    commitment = hasher.finalize()
  }

  /// One whose commitment has been checked.
  fileprivate init(kind: Kind, data: [UInt8], salt: Digest, form: Form, keyID: UInt16, commitment: Digest) {
    self.kind = kind
    self.form = form
    self.keyID = keyID
    self.salt = salt
    self.data = data
    self.commitment = commitment
  }

  private static let commitmentTag: StaticString = "tokenrpc/attachment/1"

  /// What an attachment with this salt and data behind it commits to.
  static func commitment(_ kind: Kind, _ salted: UnsafeRawBufferPointer, _ hasher: inout SHA256) -> Digest {
    hasher.update(commitmentTag)
    hasher.update(kind.rawValue)
    hasher.update(salted)
    return hasher.finalize()
  }

  /// Bytes this attachment takes in a record.
  var encodedBytes: Int { Self.encodedBytes(data.count) }

  /// Bytes that an attachment with so much data takes in a record.
  static func encodedBytes(_ dataBytes: Int) -> Int { (prefixBytes + dataBytes + 7) & ~7 }

  /// Appends the encoded attachment to a record in a segment with this seed.
  func encode(into output: inout [UInt8], seed: UInt32) {
    let start = output.count
    output.append(Self.prefixBytes) { bytes in
      bytes.put(kind.rawValue, at: 0)
      bytes.put(form.rawValue, at: 1)
      bytes.put(keyID, at: 2)
      bytes.put(UInt32(data.count), at: 4)
      bytes.put(salt, at: Self.saltOffset)
    }
    output.append(contentsOf: data)
    output.put(Checksum.crc32c(output[(start + 16)...], seed: seed), at: start + 8)
    output.put(Checksum.crc32c(output[start..<start + 12], seed: seed), at: start + 12)
    output.pad(to: 8, from: start)
  }
}

/// An attachment as it was found on the disk.
public enum StoredAttachment: Sendable, Equatable {
  /// It is what was committed to.
  case intact(Attachment)
  /// Salt or data are other bytes: erased, torn or damaged; the rest of the log decides which.
  /// - Parameter isBlank: salt and data are zeros.
  case unreadable(kind: Attachment.Kind, dataBytes: Int, isBlank: Bool)

  public var kind: Attachment.Kind {
    switch self {
    case .intact(let attachment): attachment.kind
    case .unreadable(let kind, _, _): kind
    }
  }

  /// Length of the data.
  var dataBytes: Int {
    switch self {
    case .intact(let attachment): attachment.data.count
    case .unreadable(_, let dataBytes, _): dataBytes
    }
  }

  /// Salt and data have been overwritten with zeros.
  var isBlank: Bool {
    if case .unreadable(_, _, let isBlank) = self { isBlank } else { false }
  }

  /// It is what was committed to.
  var isIntact: Bool {
    if case .intact = self { true } else { false }
  }

  /// The attachment if it is what was committed to.
  public var intact: Attachment? {
    if case .intact(let attachment) = self { attachment } else { nil }
  }

  /// An attachment in the bytes of a record, copied.
  init(_ frame: AttachmentFrame, _ commitment: Digest, seed: UInt32, _ hasher: inout SHA256) {
    guard frame.isIntact(commitment, seed: seed, &hasher), let salt = frame.salt else {
      self = .unreadable(kind: frame.kind, dataBytes: frame.data.count, isBlank: frame.isBlank)
      return
    }
    self = .intact(
      Attachment(
        kind: frame.kind, data: [UInt8](frame.data), salt: salt, form: frame.form, keyID: frame.keyID,
        commitment: commitment))
  }
}
