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
    hasher.update("tokenrpc/attachment/1")
    hasher.update([kind.rawValue])
    hasher.update(salt)
    hasher.update(data)
    commitment = hasher.finalize()
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

  /// Reads the next attachment; nil when its prefix does not check or the padding is not zero.
  static func decode(_ reader: inout ByteReader, seed: UInt32, commitment: Digest) -> StoredAttachment? {
    guard let prefix = reader.slice(16) else { return nil }
    var fields = ByteReader(prefix)
    guard
      Checksum.crc32c(UnsafeRawBufferPointer(rebasing: prefix[..<12]), seed: seed)
        == prefix.loadUnaligned(fromByteOffset: 12, as: UInt32.self).bigEndian,
      let kind = fields.integer(UInt8.self).flatMap(Attachment.Kind.init(rawValue:)),
      let form = fields.integer(UInt8.self).flatMap(Attachment.Form.init(rawValue:)),
      let keyID = fields.integer(UInt16.self), let length = fields.integer(UInt32.self),
      let crc = fields.integer(UInt32.self), let body = reader.slice(32 + Int(length)),
      reader.zeros((8 - Int(length) % 8) % 8),
      let salt = Digest(UnsafeRawBufferPointer(rebasing: body[..<32]))
    else { return nil }
    let attachment = Attachment(kind, [UInt8](body[32...]), salt: salt, form: form, keyID: keyID)
    guard Checksum.crc32c(body, seed: seed) == crc, attachment.commitment == commitment else {
      return .unreadable(kind: kind, dataBytes: Int(length), isBlank: body.allSatisfy { $0 == 0 })
    }
    return .intact(attachment)
  }
}
