// RecordFrame.swift: one record in the bytes of a segment, checked by its CRC, without a copy of anything.

/// The parts of a record, which point into the bytes it was read from.
struct RecordFrame {
  let envelope: RecordEnvelope
  let body: RecordBody
  /// What the CRC and the leaf hash cover.
  let covered: UnsafeRawBufferPointer
  private let commitments: UnsafeRawBufferPointer
  private let attachments: UnsafeRawBufferPointer
  /// Bytes of the whole record.
  let encodedBytes: Int

  /// The record at the start of `bytes`. Its attachments are not looked at yet.
  ///
  /// - Parameter seed: of the segment; nil: the bytes have been checked before.
  init(_ bytes: UnsafeRawBufferPointer, seed: UInt32?) throws(RecordFault) {
    guard bytes.count >= RecordEnvelope.byteCount else { throw .truncated }
    var reader = ByteReader(bytes)
    guard let crc = reader.integer(UInt32.self), let type = reader.integer(UInt16.self),
      let version = reader.integer(UInt8.self), let count = reader.integer(UInt8.self),
      let committedLength = reader.integer(UInt32.self), let attachmentsLength = reader.integer(UInt32.self)
    else { throw .truncated }
    let committed = Int(committedLength)
    let commitmentsAt = committed - 32 * Int(count)
    guard committed.isMultiple(of: 8), committed <= NewRecord.maxCommittedBytes,
      commitmentsAt >= RecordEnvelope.byteCount, attachmentsLength.isMultiple(of: 8)
    else { throw .badLength }
    encodedBytes = committed + Int(attachmentsLength)
    guard bytes.count >= encodedBytes else { throw .truncated }
    covered = UnsafeRawBufferPointer(rebasing: bytes[4..<committed])
    if let seed, Checksum.crc32c(covered, seed: seed) != crc { throw .badChecksum }
    guard let envelope = RecordEnvelope(&reader) else { throw .truncated }
    self.envelope = envelope
    body = try Self.body(
      type: type, version: version,
      UnsafeRawBufferPointer(rebasing: bytes[RecordEnvelope.byteCount..<commitmentsAt]))
    commitments = UnsafeRawBufferPointer(rebasing: bytes[commitmentsAt..<committed])
    attachments = UnsafeRawBufferPointer(rebasing: bytes[committed..<encodedBytes])
  }

  /// How many bytes the record at the start of `bytes` has, as its first 16 say, checked by nothing; nil: those are not
  /// there.
  static func encodedBytes(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var reader = ByteReader(bytes)
    guard reader.slice(8) != nil, let committed = reader.integer(UInt32.self),
      let attachments = reader.integer(UInt32.self)
    else { return nil }
    return Int(committed) + Int(attachments)
  }

  private static func body(
    type: UInt16, version: UInt8, _ bytes: UnsafeRawBufferPointer
  ) throws(RecordFault) -> RecordBody {
    guard let kind = RecordBody.Kind(rawValue: type) else {
      guard type >= 0x8000 else { throw .unknownType(type) }
      return .passedOver(type: type)
    }
    guard version == NewRecord.bodyVersion else { throw .unknownVersion(version) }
    guard let body = RecordBody(decoding: kind, bytes) else { throw .badBody }
    return body
  }

  /// Calls `each` with each attachment in order, its commitment, and its index; then checks that they are of the kinds
  /// that the type has.
  ///
  /// - Parameter seed: of the segment; nil: the bytes have been checked before.
  func eachAttachment(
    seed: UInt32?, _ each: (AttachmentFrame, _ commitment: Digest, _ index: Int) -> Void
  ) throws(RecordFault) {
    var commitmentReader = ByteReader(commitments)
    var reader = ByteReader(attachments)
    var kinds = AttachmentKinds()
    while let commitment = commitmentReader.digest() {
      guard let attachment = AttachmentFrame(&reader, seed: seed) else { throw .badAttachment(kinds.count) }
      each(attachment, commitment, kinds.count)
      kinds.append(attachment.kind)
    }
    guard reader.remaining == 0 else { throw .badLength }
    guard kinds.fit(body) else { throw .badBody }
  }
}

/// One attachment in the bytes of a record.
struct AttachmentFrame {
  let kind: Attachment.Kind
  let form: Attachment.Form
  let keyID: UInt16
  /// Salt and data.
  private let salted: UnsafeRawBufferPointer
  private let crc: UInt32

  /// The next attachment; nil when its prefix does not check or the padding is not zero.
  init?(_ reader: inout ByteReader, seed: UInt32?) {
    guard let prefix = reader.slice(Attachment.saltOffset) else { return nil }
    if let seed {
      let crc = Checksum.crc32c(UnsafeRawBufferPointer(rebasing: prefix[..<12]), seed: seed)
      guard crc == prefix.loadUnaligned(fromByteOffset: 12, as: UInt32.self).bigEndian else { return nil }
    }
    var fields = ByteReader(prefix)
    guard let kind = fields.integer(UInt8.self).flatMap(Attachment.Kind.init(rawValue:)),
      let form = fields.integer(UInt8.self).flatMap(Attachment.Form.init(rawValue:)),
      let keyID = fields.integer(UInt16.self), let length = fields.integer(UInt32.self),
      let crc = fields.integer(UInt32.self), let salted = reader.slice(32 + Int(length)),
      reader.zeros((8 - Int(length) % 8) % 8)
    else { return nil }
    self.kind = kind
    self.form = form
    self.keyID = keyID
    self.salted = salted
    self.crc = crc
  }

  /// The data as it stands there, whether it is what was committed to or not.
  var data: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: salted[32...]) }

  var salt: Digest? { Digest(UnsafeRawBufferPointer(rebasing: salted[..<32])) }

  /// Salt and data are zeros.
  var isBlank: Bool { salted.allSatisfy { $0 == 0 } }

  /// It is what was committed to.
  func isIntact(_ commitment: Digest, seed: UInt32, _ hasher: inout SHA256) -> Bool {
    Checksum.crc32c(salted, seed: seed) == crc && Attachment.commitment(kind, salted, &hasher) == commitment
  }
}

/// Kinds of a record's attachments, in order.
struct AttachmentKinds {
  private(set) var count = 0
  /// Four bits each, the first in the lowest.
  private var kinds: UInt64 = 0

  mutating func append(_ kind: Attachment.Kind) {
    if count < 16 { kinds |= UInt64(kind.rawValue) << UInt64(4 * count) }
    count += 1
  }

  private func equal(_ expected: Attachment.Kind...) -> Bool {
    var other = AttachmentKinds()
    for kind in expected { other.append(kind) }
    return count == other.count && kinds == other.kinds
  }

  /// Whether a record of this type has such attachments.
  func fit(_ body: RecordBody) -> Bool {
    switch body {
    case .requisitionAccepted(let body):
      let content = body.contentIsDigest ? Attachment.Kind.contentSHA256 : .content
      return equal(.requestID, content) || equal(.requestID, content, .url)
    case .blockSealed: return equal(.blockHeader)
    case .userNamed, .callerNamed: return equal(.name)
    case .codeIssued: return equal(.sealedCode)
    case .revoked: return equal(.reason)
    case .passedOver: return true
    case .ledgerCreated, .epochOpened, .requisitionFailed, .tokenUsed, .codeUsed, .refused, .erased, .timeMark,
      .clockCorrected, .pushBackTried:
      return count == 0
    }
  }
}

extension RecordEnvelope {
  fileprivate init?(_ reader: inout ByteReader) {
    guard let sequence = reader.integer(UInt64.self), let time = reader.integer(UInt64.self),
      let epoch = reader.integer(UInt32.self), let realm = reader.integer(UInt32.self),
      let caller = reader.integer(UInt64.self)
    else { return nil }
    self.init(sequence: sequence, time: time, epoch: epoch, realm: realm, caller: caller)
  }
}
