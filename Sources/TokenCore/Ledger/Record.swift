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

  /// The text of the attachment of this kind, when it is there, readable and UTF-8.
  func text(_ kind: Attachment.Kind) -> String? {
    data(kind).flatMap { String(validating: $0, as: UTF8.self) }
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
    let frame = try RecordFrame(bytes, seed: seed)
    envelope = frame.envelope
    body = frame.body
    leaf = MerkleTree.leaf(frame.covered, &hasher)
    encodedBytes = frame.encodedBytes
    var attachments: [StoredAttachment] = []
    try frame.eachAttachment(seed: seed) { attachment, commitment, _ in
      attachments.append(StoredAttachment(attachment, commitment, seed: seed, &hasher))
    }
    self.attachments = attachments
  }
}
