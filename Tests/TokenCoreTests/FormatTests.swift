// FormatTests.swift: block headers, attachments, batches, segment headers, head and keys, byte for byte as the golden
// files.

import Testing

@testable import TokenCore

@Suite("formats on the disk")
struct FormatTests {
  // MARK: Block headers

  @Test("a block header is its golden bytes, names its identity and its link, and proves its work", arguments: 1...3)
  func blockHeader(_ height: Int) throws {
    let (golden, header) = try worked(height)
    #expect(header.bytes == golden.bytes)
    #expect(golden.bytes.withUnsafeBytes { BlockHeader(decoding: $0) } == header)
    let identity = header.identity()
    #expect(identity.identityText == (try golden.fact("identity")))
    var hasher = SHA256()
    // By a hasher that is used again.
    for _ in 0..<2 {
      #expect(header.identity(by: &hasher) == identity)
      #expect(BlockHeader.link(to: identity, by: &hasher) == BlockHeader.link(to: identity))
    }
    #expect(BlockHeader.link(to: identity) == (try golden.digest("link of the next block")))
    #expect(header.difficulty.isMet(by: identity))
  }

  /// The three worked headers: difficulty 0, whole bits, bits and a fraction.
  private func worked(_ height: Int) throws -> (golden: GoldenFile, header: BlockHeader) {
    func salt(_ first: UInt8) -> BlockHeader.Salt {
      let words = Golden.digest(first).words
      return BlockHeader.Salt(high: words.0, low: words.1)
    }
    let first = try GoldenFile("header-no-difficulty")
    let second = try GoldenFile("header-whole-bits")
    var header = BlockHeader(
      extraNonce: 0, height: UInt64(height), link: try GoldenFile("record-01-ledger-created").digest("leaf"),
      time: Golden.time + UInt64(height), difficulty: .none, chainID: Golden.chainID,
      requisitionDigest: try GoldenFile("record-05-requisition-accepted").digest("leaf"), salt: salt(0x10), nonce: 0)
    switch height {
    case 1: return (first, header)
    case 2:
      header.extraNonce = 0x0102_0304
      header.link = try first.digest("link of the next block")
      header.difficulty = try Golden.difficulty(16 << 24)
      header.requisitionDigest = Golden.digest(0x20)
      header.salt = salt(0x11)
      header.nonce = 0xB455
      return (second, header)
    default:
      header.extraNonce = 2
      header.link = try second.digest("link of the next block")
      header.difficulty = try Golden.difficulty(0x0C80_0000)
      header.requisitionDigest = Golden.digest(0x21)
      header.salt = salt(0x12)
      header.nonce = 0x13DE
      return (try GoldenFile("header-fraction"), header)
    }
  }

  @Test("a header of another length, magic, version or with more than 63 bits is none")
  func badBlockHeader() throws {
    let bytes = try GoldenFile("header-whole-bits").bytes
    func decodes(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { BlockHeader(decoding: $0) } != nil }
    #expect(decodes(bytes))
    #expect(!decodes(Array(bytes.dropLast())))
    #expect(!decodes(bytes + [0]))
    for index in 0..<4 {
      var changed = bytes
      changed[index] ^= 1
      #expect(!decodes(changed))
    }
    var changed = bytes
    changed[56] = 63
    #expect(decodes(changed))
    changed[56] = 64
    #expect(!decodes(changed))
  }

  // MARK: Attachments

  /// The golden attachments: the file, and the record that holds the same.
  static let attachments = [
    "attachment-plain": "record-03-user-named", "attachment-sealed": "record-09-code-issued",
  ]

  @Test("an attachment is its golden bytes and its commitment", arguments: attachments)
  func attachment(_ name: String, _ record: String) throws {
    let attachment = try #require(GoldenRecords.record(record).attachments.first)
    let golden = try GoldenFile(name)
    var bytes: [UInt8] = []
    attachment.encode(into: &bytes, seed: try golden.seed())
    #expect(bytes == golden.bytes)
    #expect(bytes.count == attachment.encodedBytes)
    #expect(attachment.commitment == (try golden.digest("commitment")))
    #expect(try stored(golden.bytes, golden) == .intact(attachment))
  }

  @Test(
    "any flipped bit of an attachment is seen; one in salt or data may be explained by an erasure",
    arguments: attachments)
  func flippedAttachment(_ name: String, _ record: String) throws {
    let attachment = try #require(GoldenRecords.record(record).attachments.first)
    let golden = try GoldenFile(name)
    let data = 16..<LedgerAttachment.prefixBytes + attachment.data.count
    for bit in 0..<8 * golden.bytes.count {
      var bytes = golden.bytes
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      let expected: StoredAttachment? =
        data.contains(bit / 8)
        ? .unreadable(kind: attachment.kind, dataBytes: attachment.data.count, isBlank: false) : nil
      #expect(try stored(bytes, golden) == expected, "bit \(bit)")
    }
  }

  private func stored(_ bytes: [UInt8], _ golden: GoldenFile) throws -> StoredAttachment? {
    let seed = try golden.seed()
    let commitment = try golden.digest("commitment")
    return bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      var hasher = SHA256()
      return AttachmentFrame(&reader, seed: seed).map { StoredAttachment($0, commitment, seed: seed, &hasher) }
    }
  }

  // MARK: Batches and files

  @Test("a batch is its golden bytes: header, records, root, zeros to 512")
  func batch() throws {
    let golden = try GoldenFile("batch")
    let seed = try golden.seed()
    var hasher = SHA256()
    var tree = MerkleTree()
    var records: [UInt8] = []
    for record in try GoldenRecords.firstBatch() {
      tree.append(record.encode(into: &records, seed: seed, hasher: &hasher), &hasher)
    }
    let header = BatchHeader(
      byteLength: UInt32(BatchHeader.byteCount + records.count), number: 1, firstSequence: 0, records: 2, epoch: 1,
      root: tree.root(&hasher))
    var bytes = header.bytes(seed: seed) + records
    bytes.pad(to: BatchHeader.alignment)
    #expect(bytes == golden.bytes)
    #expect(batchHeader(golden.bytes, seed) == header)
    #expect(batchHeader(golden.bytes, seed &+ 1) == nil)
  }

  @Test("any flipped bit of a batch header is refused")
  func flippedBatchHeader() throws {
    let golden = try GoldenFile("batch")
    let seed = try golden.seed()
    #expect(Array(golden.bytes[..<96]).bits { batchHeader($0, seed) != nil } == [])
  }

  private func batchHeader(_ bytes: [UInt8], _ seed: UInt32) -> BatchHeader? {
    bytes[..<BatchHeader.byteCount].withUnsafeBytes { BatchHeader(decoding: $0, seed: seed) }
  }

  @Test("a segment header is its golden bytes, and any flipped bit of it is refused")
  func segmentHeader() throws {
    let golden = try GoldenFile("segment-header")
    let header = SegmentHeader(ledgerID: Golden.ledgerID, number: 2, segmentBytes: 65_536, seed: 0xA1B2_C3D4)
    func decode(_ bytes: [UInt8]) -> SegmentHeader? { bytes.withUnsafeBytes { SegmentHeader(decoding: $0) } }
    #expect(header.bytes == golden.bytes)
    #expect(decode(golden.bytes) == header)
    #expect(golden.bytes.bits { decode($0) != nil } == [])
    #expect(SegmentHeader.fileName(2) == "00000002.seg")
  }

  @Test("head is its golden bytes, and the valid slot with the larger batch holds")
  func head() throws {
    let golden = try GoldenFile("head")
    let six = Head(ledgerID: Golden.ledgerID, batch: 6, records: 40, epoch: 2, root: Golden.digest(12))
    let seven = Head(ledgerID: Golden.ledgerID, batch: 7, records: 43, epoch: 3, root: Golden.digest(13))
    var bytes = six.fileBytes
    bytes.replaceSubrange(seven.offset..<seven.offset + Head.slotBytes, with: seven.slotBytes)
    #expect(bytes == golden.bytes)
    #expect(Head(decoding: golden.bytes) == seven)

    let empty = try GoldenFile("head-first-start")
    var hasher = SHA256()
    let first = Head(ledgerID: Golden.ledgerID, batch: 0, records: 0, epoch: 0, root: MerkleTree().root(&hasher))
    #expect(first.fileBytes == empty.bytes)
    #expect(Head(decoding: empty.bytes) == first)
    #expect(Head(decoding: Array(golden.bytes.dropLast())) == nil)
  }

  @Test("any flipped bit of a slot of head leaves the other slot")
  func flippedHead() throws {
    let bytes = try GoldenFile("head").bytes
    for bit in 0..<8 * Head.slotBytes {
      var first = bytes
      first[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Head(decoding: first)?.batch == 7)
      var second = bytes
      second[4096 + bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Head(decoding: second)?.batch == 6)
      second[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Head(decoding: second) == nil)
    }
  }

  @Test("a slot of head that stands where the other belongs is none")
  func misplacedHead() throws {
    let bytes = try GoldenFile("head").bytes
    #expect(Head(decoding: Array(bytes[4096...] + bytes[..<4096])) == nil)
  }

  @Test("keys are their golden bytes, and any flipped bit of them is refused")
  func keys() throws {
    let golden = try GoldenFile("keys")
    var keys = KeyFile(random: { .zero })
    keys.entries = [
      KeyFile.Entry(id: 1, purpose: .code, state: .active, key: Golden.digest(14)),
      KeyFile.Entry(id: 2, purpose: .repeatKey, state: .retired, key: Golden.digest(15)),
      KeyFile.Entry(id: 3, purpose: .seal, state: .active, key: Golden.digest(16)),
      KeyFile.Entry(id: 4, purpose: .repeatKey, state: .active, key: Golden.digest(17)),
    ]
    #expect(keys.bytes == golden.bytes)
    #expect(KeyFile(decoding: golden.bytes) == keys)
    #expect(KeyFile(decoding: golden.bytes)?.active(.repeatKey)?.id == 4)
    #expect(golden.bytes.bits { KeyFile(decoding: $0) != nil } == [])
    for count in 0..<golden.bytes.count { #expect(KeyFile(decoding: Array(golden.bytes[..<count])) == nil) }
  }

  // MARK: Keyed and public forms

  @Test("a repeat key is the golden HMACs, for a requisition and for a use")
  func repeatKey() throws {
    let caller = Caller(realm: 5, id: 9)
    let key = [UInt8]("sixteen bytes key".utf8)
    let request = try GoldenFile("repeat-request")
    let preparer = CommandPreparer(
      environment: .system, repeatKey: try request.digest("key of purpose repeat"))
    let new = NewRequisition(
      id: Golden.digest(0x40), clientTime: 1, content: .bytes([UInt8]("a token's content".utf8)),
      effectiveness: try #require(Effectiveness(uses: 3, instant: Golden.time + 86_400_000, duration: nil)),
      url: "https://example.org/done", idempotencyKey: key, caller: caller)
    #expect(bytes(try preparer.prepare(new).body.repeatKey) == request.bytes)
    let use = preparer.repeatKey(of: ValidationQuery(identity: Golden.digest(0x30)), key: key, caller)
    #expect(bytes(use) == (try GoldenFile("repeat-validate").bytes))
    let code = CodeQuery(name: try UserName("zoë"), digits: try #require(CodeDigits("012345")), caller: caller)
    #expect(bytes(preparer.repeatKey(of: code, key: key)) == (try GoldenFile("repeat-validate-code").bytes))
    #expect(preparer.repeatKey(of: ValidationQuery(identity: .zero), key: nil, caller) == .none)
  }

  private func bytes(_ key: RepeatKey) -> [UInt8] {
    var bytes: [UInt8] = []
    key.encode(into: &bytes)
    return bytes
  }

  @Test("a code's HMAC and its sealed digits are the golden bytes")
  func code() throws {
    let mac = try GoldenFile("code-hmac")
    let sealed = try GoldenFile("code-sealed")
    var keys = KeyFile(random: { .zero })
    for index in keys.entries.indices {
      switch keys.entries[index].purpose {
      case .code: keys.entries[index].key = try mac.digest("key of purpose code")
      case .seal: keys.entries[index].key = try sealed.digest("key of purpose seal")
      case .repeatKey: break
      }
    }
    let vault = CodeVault(ledgerID: Golden.ledgerID, keys: keys)
    let binding = CodeBinding(realm: 5, user: 2, created: Golden.time)
    let digits = try #require(CodeDigits("012345"))
    #expect(vault.mac(digits, binding).bytes == mac.bytes)
    let attachment = vault.seal(digits, binding, nonce: Array(sealed.bytes.prefix(12)), salt: .zero)
    #expect(attachment.data == sealed.bytes)
    #expect(vault.open(SealedCode(keyID: attachment.keyID, bytes: sealed.bytes), binding) == digits)
  }

  @Test("a public id is the golden digest of its request id")
  func publicID() throws {
    let golden = try GoldenFile("public-id")
    #expect(CommandPreparer.publicID(of: try golden.digest("request id")).bytes == golden.bytes)
  }
}
