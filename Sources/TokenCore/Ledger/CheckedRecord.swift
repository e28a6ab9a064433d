// CheckedRecord.swift: a record that was checked by itself, with what the rules between records need of it and nothing
// more: the form that a ledger is folded from, whether it is read or written.

/// One record for the fold.
struct CheckedRecord: Sendable {
  var envelope: RecordEnvelope
  var body: RecordBody
  /// SHA-256(0x00 then bytes 4 to the end of the committed part), RFC 6962.
  var leaf: Digest
  /// Bytes of the whole record.
  var encodedBytes: Int
  var attachments = AttachmentFacts()
}

/// What the rules need of a record's attachments. What can't be read is nil.
struct AttachmentFacts: Sendable {
  /// Bit n: attachment n is not what was committed to.
  var unreadable: UInt32 = 0
  var requestID: Digest?
  /// Of a content or of a given digest.
  var contentSHA256: Digest?
  /// Bytes of a content; nil: there is none.
  var contentBytes: Int?
  /// A URL, a name or a reason.
  var text: [UInt8]?
  var sealedCode: SealedCode?
  /// The length of a sealed code's data; nil: it is all zeros, or there is none.
  var standingCodeBytes: Int?
  /// The header of the block that the record seals can be read.
  var hasHeader = false

  /// Nothing is unreadable.
  var areIntact: Bool { unreadable == 0 }

  /// The text, when it is UTF-8.
  var string: String? { text.flatMap { String(validating: $0, as: UTF8.self) } }
}

extension AttachmentFacts {
  /// Of attachments that are about to be written.
  ///
  /// - Parameter contentSHA256: of the content, if there is one.
  init(_ attachments: [Attachment], contentSHA256: Digest? = nil) {
    self.contentSHA256 = contentSHA256
    for attachment in attachments {
      switch attachment.kind {
      case .requestID: requestID = Digest(attachment.data)
      case .content: contentBytes = attachment.data.count
      case .contentSHA256, .blockHeader: break
      case .url, .name, .reason: text = attachment.data
      case .sealedCode:
        sealedCode = SealedCode(keyID: attachment.keyID, bytes: attachment.data)
        standingCodeBytes = attachment.data.count
      }
    }
  }

  /// Takes note of the attachment at `index` of a record that is read.
  fileprivate mutating func add(_ frame: AttachmentFrame, at index: Int, _ digests: RecordDigests) {
    if frame.kind == .sealedCode, !frame.isBlank { standingCodeBytes = frame.data.count }
    guard digests.isIntact(index) else { return }
    switch frame.kind {
    case .requestID: requestID = Digest(frame.data)
    case .content: contentBytes = frame.data.count
    case .contentSHA256, .blockHeader: break
    case .url, .name, .reason: text = [UInt8](frame.data)
    case .sealedCode: sealedCode = SealedCode(keyID: frame.keyID, bytes: [UInt8](frame.data))
    }
  }
}

/// What costs most of reading a record: its hashes, which any thread may make.
struct RecordDigests: Sendable {
  /// Leaf hash of the record.
  private(set) var leaf: Digest
  /// Of its content, or a given digest; zeros: it has none that can be read.
  private var content = Digest.zero
  /// Bit n: attachment n is not what was committed to.
  private var unreadable: UInt32 = 0
  private var hasContent = false
  /// The header of the block that the record seals can be read.
  private(set) var hasHeader = false
  let encodedBytes: UInt32

  /// Reads the record at the start of `bytes` and checks all that can be seen in it alone.
  ///
  /// - Parameters:
  ///   - epoch: gets the record's.
  ///   - headers: gets the header of the block that the record seals, if it can be read.
  init(
    _ bytes: UnsafeRawBufferPointer, seed: UInt32, hasher: inout SHA256, epoch: inout UInt32, headers: inout [UInt8]
  ) throws(RecordFault) {
    let frame = try RecordFrame(bytes, seed: seed)
    epoch = frame.envelope.epoch
    encodedBytes = UInt32(frame.encodedBytes)
    leaf = MerkleTree.leaf(frame.covered, &hasher)
    try frame.eachAttachment(seed: seed) { attachment, commitment, index in
      guard attachment.isIntact(commitment, seed: seed, &hasher) else {
        // Types that have so many are passed over: nothing erases theirs.
        unreadable |= 1 << UInt32(min(index, 31))
        return
      }
      switch (attachment.kind, frame.body) {
      case (.content, _): note(SHA256.hash(attachment.data))
      case (.contentSHA256, _): note(Digest(attachment.data))
      case (.blockHeader, .blockSealed) where attachment.data.count == BlockHeader.byteCount:
        headers.append(contentsOf: attachment.data)
        hasHeader = true
      default: break
      }
    }
  }

  private mutating func note(_ digest: Digest?) {
    guard let digest else { return }
    content = digest
    hasContent = true
  }

  /// Attachments that are not what was committed to, a bit each.
  var unreadableAttachments: UInt32 { unreadable }

  var contentSHA256: Digest? { hasContent ? content : nil }

  func isIntact(_ index: Int) -> Bool { unreadable & 1 << UInt32(min(index, 31)) == 0 }
}

extension CheckedRecord {
  /// The record at the start of `bytes`, of which these are the hashes.
  init(_ bytes: UnsafeRawBufferPointer, _ digests: RecordDigests) throws(RecordFault) {
    let frame = try RecordFrame(bytes, seed: nil)
    envelope = frame.envelope
    body = frame.body
    leaf = digests.leaf
    encodedBytes = frame.encodedBytes
    var facts = AttachmentFacts()
    facts.unreadable = digests.unreadableAttachments
    facts.contentSHA256 = digests.contentSHA256
    facts.hasHeader = digests.hasHeader
    try frame.eachAttachment(seed: nil) { attachment, _, index in facts.add(attachment, at: index, digests) }
    attachments = facts
  }
}
