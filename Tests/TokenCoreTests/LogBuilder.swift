// LogBuilder.swift: writes any records into a log, also those that no method writes yet and those that break a rule.

import Testing

@testable import TokenCore

/// A ledger that is written record by record, each in a batch of its own unless it is told otherwise. No rule is asked.
final class LogBuilder {
  let disk: MemoryDisk
  let storage: MemoryStorage
  private var ledger: OpenLedger
  private(set) var tip: ChainTip
  var time: UInt64
  /// A batch is written when it has so many; the last one at the end.
  var recordsPerBatch = 1
  private var openRecords = 0
  /// Where the last record stands.
  private(set) var last = RecordLocation(segment: 0, offset: 0)

  init(_ disk: MemoryDisk = MemoryDisk(), settings: EngineSettings = Bench.settings(segmentBytes: 65_536)) throws {
    self.disk = disk
    storage = MemoryStorage(disk)
    let environment = TestClocks().environment()
    let birth = LedgerBirth(difficultyFloor: settings.difficultyFloor, segmentBytes: settings.segmentBytes)
    let files = LedgerFiles(storage: storage, directory: settings.directory)
    ledger = try LedgerOpener(files: files, birth: birth, random: environment.random).open()
    let clock = LedgerClock(environment, lastTime: ledger.lastTime, isAccepted: false)
    try ledger.openEpoch(clock, birth, environment)
    tip = ledger.fold.tip
    time = ledger.fold.time
  }

  var chainID: UInt32 { ledger.fold.created?.chainID ?? 0 }

  /// Writes a record; returns its sequence and its leaf hash.
  @discardableResult
  func add(
    _ body: RecordBody, _ attachments: [LedgerAttachment] = [], realm: UInt32 = 0
  ) throws -> (sequence: UInt64, leaf: Digest) {
    let envelope = RecordEnvelope(
      sequence: ledger.writer.nextSequence, time: time, epoch: ledger.writer.epoch, realm: realm, caller: 0)
    let record = NewRecord(envelope: envelope, body: body, attachments: attachments)
    if openRecords == 0 { try ledger.writer.makeRoom(for: recordsPerBatch * record.encodedBytesBound) }
    let added = ledger.writer.add(record)
    openRecords += 1
    if openRecords == recordsPerBatch { try commit() }
    last = added.location
    return (envelope.sequence, added.leaf)
  }

  private func commit() throws {
    try ledger.writer.commit()
    openRecords = 0
  }

  /// Begins an epoch with a record of its own.
  func openEpoch(_ reason: EpochOpened.Reason, firstMissing: UInt64) throws {
    let body = EpochOpened(
      oldRecords: ledger.writer.tree.count, oldRoot: ledger.writer.root(), reason: reason, firstMissing: firstMissing)
    ledger.writer.openEpoch()
    try add(.epochOpened(body))
  }

  func accept(
    id: UInt8, _ effectiveness: Effectiveness = .unlimited, content: String = "content", repeatKey: RepeatKey = .none,
    change: (inout RequisitionAccepted) -> Void = { _ in }
  ) throws -> (sequence: UInt64, leaf: Digest) {
    let digest = Golden.digest(id)
    var body = RequisitionAccepted(
      publicID: CommandPreparer.publicID(of: digest), clientTime: 0, effectiveness: effectiveness,
      contentIsDigest: false, contentBytes: UInt64(content.utf8.count), holderCommitment: .zero, repeatKey: repeatKey)
    change(&body)
    return try add(
      .requisitionAccepted(body),
      [
        LedgerAttachment(.requestID, digest.bytes, salt: Golden.digest(id &+ 1)),
        LedgerAttachment(.content, [UInt8](content.utf8), salt: Golden.digest(id &+ 2)),
      ])
  }

  /// Seals a requisition with the header and body that `change` leaves; returns the identity.
  @discardableResult
  func seal(
    _ requisition: (sequence: UInt64, leaf: Digest), end: UInt64 = 0,
    change: (inout BlockHeader, inout BlockSealed) -> Void = { _, _ in }
  ) throws -> Digest {
    var header = BlockHeader(
      extraNonce: 0, height: tip.height + 1, link: tip.link, time: time, difficulty: .none, chainID: chainID,
      requisitionDigest: requisition.leaf, salt: BlockHeader.Salt(high: 1, low: tip.height), nonce: 0)
    var body = BlockSealed(height: header.height, acceptedSequence: requisition.sequence, end: end, link: .zero)
    change(&header, &body)
    let identity = header.identity()
    if body.link == .zero { body.link = BlockHeader.link(to: identity) }
    try add(.blockSealed(body), [LedgerAttachment(.blockHeader, header.bytes, salt: Golden.digest(9))])
    tip = ChainTip(height: header.height, link: BlockHeader.link(to: identity))
    return identity
  }

  /// Ends the process that wrote.
  func close() throws {
    if openRecords > 0 { try commit() }
    try ledger.writer.syncHead()
    ledger.writer.close()
    ledger.lock.release()
    storage.end()
  }

  /// Gives the last record another type and makes everything that is computed from it fit again.
  func changeLastType(to type: UInt16, before tree: MerkleTree) throws {
    var hasher = SHA256()
    var tree = tree
    let path = "/data/log/" + SegmentHeader.fileName(last.segment)
    var bytes = try #require(disk.state[path])
    let seed = try #require(bytes.prefix(512).withUnsafeBytes { SegmentHeader(decoding: $0) }).seed
    let start = Int(last.offset)
    let batch = start - BatchHeader.byteCount
    let length = bytes[start + 8..<start + 12].reduce(0) { $0 << 8 | Int($1) }
    bytes[start + 4] = UInt8(type >> 8)
    bytes[start + 5] = UInt8(type & 255)
    bytes.put(Checksum.crc32c(bytes[start + 4..<start + length], seed: seed), at: start)
    tree.append(MerkleTree.leaf(bytes[start + 4..<start + length], &hasher), &hasher)
    var header = try #require(
      bytes[batch..<start].withUnsafeBytes { BatchHeader(decoding: $0, seed: seed) })
    header.root = tree.root(&hasher)
    bytes.replaceSubrange(batch..<start, with: header.bytes(seed: seed))
    let head = Head(
      ledgerID: ledger.writer.ledgerID, batch: header.number, records: tree.count, epoch: header.epoch,
      root: header.root)
    disk.change {
      $0[path] = bytes
      $0["/data/head"] = head.fileBytes
    }
  }

  var writer: LedgerWriter { ledger.writer }

  /// The tree over all records so far.
  var tree: MerkleTree { ledger.writer.tree }

  /// Overwrites salt and data of an attachment of the record at a place, as an erasure does.
  ///
  /// - Parameter checks: its checksums fit what stands there then, so that only its commitment says that it is another.
  func overwrite(attachment index: Int, of location: RecordLocation, checks: Bool = false) throws {
    let path = "/data/log/" + SegmentHeader.fileName(location.segment)
    var bytes = try #require(disk.state[path])
    let seed = try #require(bytes.prefix(512).withUnsafeBytes { SegmentHeader(decoding: $0) }).seed
    func integer(_ offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    var start = Int(location.offset) + integer(Int(location.offset) + 8)
    for _ in 0..<index { start += (LedgerAttachment.prefixBytes + integer(start + 4) + 7) & ~7 }
    let body = start + 16..<start + LedgerAttachment.prefixBytes + integer(start + 4)
    for offset in body { bytes[offset] ^= 0xA5 }
    if checks {
      bytes.put(Checksum.crc32c(bytes[body], seed: seed), at: start + 8)
      bytes.put(Checksum.crc32c(bytes[start..<start + 12], seed: seed), at: start + 12)
    }
    disk.change { $0[path] = bytes }
  }
}
