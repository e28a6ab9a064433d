// Record.swift: one record of the log: envelope, body, commitments, attachments. Exact, and for years (docs/ledger.md).

/// A record's place, time and origin.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | CRC of bytes 4 to the end of the committed part |
/// | 4 | 2 | type |
/// | 6 | 1 | body version |
/// | 7 | 1 | number of attachments |
/// | 8 | 4 | length of the committed part, a multiple of 8, at most 65,528 |
/// | 12 | 4 | length of the attachments, a multiple of 8 |
/// | 16 | 8 | sequence |
/// | 24 | 8 | time |
/// | 32 | 4 | epoch |
/// | 36 | 4 | realm |
/// | 40 | 8 | caller |
/// | 48 |  | body, zeros to a multiple of 8, then the commitments, 32 bytes each |
public struct RecordEnvelope: Sendable, Equatable {
  /// Index of the leaf, from 0 without gaps.
  public var sequence: UInt64
  /// Unix ms, never lower than the record before, but for `clock corrected`.
  public var time: UInt64
  /// One higher at each open or take-over.
  public var epoch: UInt32
  /// The tenant; 0 is the default.
  public var realm: UInt32
  /// Sequence of the caller's record; 0: nobody in particular.
  public var caller: UInt64

  static let byteCount = 48
}

/// A record to be written.
struct NewRecord {
  var envelope: RecordEnvelope
  var body: RecordBody
  var attachments: [Attachment] = []

  /// Version of every body so far.
  static let bodyVersion: UInt8 = 1
  /// The longest committed part.
  static let maxCommittedBytes = 65_528

  /// Appends the record as it stands in a segment with this seed, and returns its leaf hash.
  @discardableResult
  func encode(into output: inout [UInt8], seed: UInt32, hasher: inout SHA256) -> Digest {
    let start = output.count
    guard let kind = body.kind else { preconditionFailure("a record of an unknown type is never written") }
    // CRC and lengths follow when they are known.
    output.append(RecordEnvelope.byteCount) { bytes in
      bytes.put(kind.rawValue, at: 4)
      bytes.put(Self.bodyVersion, at: 6)
      bytes.put(UInt8(attachments.count), at: 7)
      bytes.put(envelope.sequence, at: 16)
      bytes.put(envelope.time, at: 24)
      bytes.put(envelope.epoch, at: 32)
      bytes.put(envelope.realm, at: 36)
      bytes.put(envelope.caller, at: 40)
    }
    body.encode(into: &output)
    output.pad(to: 8, from: start)
    for attachment in attachments { output.append(attachment.commitment) }
    let committed = output.count - start
    precondition(committed <= Self.maxCommittedBytes, "a record's committed part is at most 65,528 bytes")
    output.put(UInt32(committed), at: start + 8)
    output.put(UInt32(attachments.reduce(0) { $0 + $1.encodedBytes }), at: start + 12)
    output.put(Checksum.crc32c(output[(start + 4)...], seed: seed), at: start)
    let leaf = MerkleTree.leaf(output[(start + 4)...], &hasher)
    for attachment in attachments { attachment.encode(into: &output, seed: seed) }
    return leaf
  }

  /// An upper bound of the encoded length that needs no encoding.
  var encodedBytesBound: Int {
    var bytes = RecordEnvelope.byteCount + 32 * attachments.count
    for attachment in attachments { bytes += attachment.encodedBytes }
    if case .erased(let entries) = body { return bytes + 16 * entries.count }
    return bytes + 160
  }
}

/// A record that was read and checked by itself.
public struct Record: Sendable, Equatable {
  public var envelope: RecordEnvelope
  public var body: RecordBody
  public var attachments: [StoredAttachment]
  /// SHA-256(0x00 then bytes 4 to the end of the committed part), RFC 6962.
  public var leaf: Digest
  /// Bytes of the whole record.
  var encodedBytes: Int

  /// The data of the attachment of this kind, when it is there and readable.
  public func data(_ kind: Attachment.Kind) -> [UInt8]? {
    for case .intact(let attachment) in attachments where attachment.kind == kind { return attachment.data }
    return nil
  }
}

/// Why bytes are not a record.
public enum RecordFault: Error, Sendable, Equatable {
  case truncated
  case badLength
  case badChecksum
  case unknownType(UInt16)
  case unknownVersion(UInt8)
  case badBody
  case badAttachment(Int)
}

extension Record {
  /// Reads the record at the start of `bytes` and checks all that can be seen in it alone.
  init(
    decoding bytes: UnsafeRawBufferPointer, seed: UInt32, hasher: inout SHA256
  ) throws(RecordFault) {
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
    guard bytes.count >= committed + Int(attachmentsLength) else { throw .truncated }
    let covered = UnsafeRawBufferPointer(rebasing: bytes[4..<committed])
    guard Checksum.crc32c(covered, seed: seed) == crc else { throw .badChecksum }
    guard let envelope = RecordEnvelope(&reader) else { throw .truncated }
    self.envelope = envelope
    body = try Self.readBody(
      type: type, version: version,
      UnsafeRawBufferPointer(rebasing: bytes[RecordEnvelope.byteCount..<commitmentsAt]))
    leaf = MerkleTree.leaf(covered, &hasher)
    encodedBytes = committed + Int(attachmentsLength)
    attachments = try Self.readAttachments(
      commitments: UnsafeRawBufferPointer(rebasing: bytes[commitmentsAt..<committed]),
      UnsafeRawBufferPointer(rebasing: bytes[committed..<encodedBytes]), seed: seed)
    guard hasExpectedAttachments else { throw .badBody }
  }

  private static func readBody(
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

  private static func readAttachments(
    commitments: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer, seed: UInt32
  ) throws(RecordFault) -> [StoredAttachment] {
    var attachments: [StoredAttachment] = []
    var commitmentReader = ByteReader(commitments)
    var reader = ByteReader(bytes)
    while let commitment = commitmentReader.digest() {
      guard let attachment = StoredAttachment.decode(&reader, seed: seed, commitment: commitment) else {
        throw .badAttachment(attachments.count)
      }
      attachments.append(attachment)
    }
    guard reader.remaining == 0 else { throw .badLength }
    return attachments
  }

  /// Which kinds of attachment a type has, in order.
  private var hasExpectedAttachments: Bool {
    let kinds = attachments.map(\.kind)
    return switch body {
    case .requisitionAccepted(let body):
      kinds.starts(with: [.requestID, body.contentIsDigest ? .contentSHA256 : .content])
        && (kinds.count == 2 || kinds[2...] == [.url])
    case .blockSealed: kinds == [.blockHeader]
    case .userNamed, .callerNamed: kinds == [.name]
    case .codeIssued: kinds == [.sealedCode]
    case .revoked: kinds == [.reason]
    case .passedOver: true
    default: kinds.isEmpty
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
