// CheckpointLoader.swift: from the file `checkpoint` to the fold it holds. Promise: what it gives was sealed by this
// ledger and belongs to a batch that the log has and `head` knows of; everything else is a fault.

/// Reads a checkpoint. Writes nothing.
struct CheckpointLoader {
  let files: LedgerFiles
  let head: Head
  /// Of the keys that tokens are found by, with a key of this process's own.
  let hash: SecretHash
  let queueEventsMax: Int

  /// A checkpoint that checks.
  struct Loaded {
    let header: CheckpointHeader
    let fold: LedgerFold
    /// Where the log goes on.
    let start: LogStart
  }

  /// nil: there is no checkpoint.
  func load() throws(CheckpointFault) -> Loaded? {
    guard let file = try open() else { return nil }
    guard let bytes = try? file.read(at: 0, count: CheckpointHeader.byteCount),
      let header = CheckpointHeader(decoding: bytes)
    else { throw .badHeader }
    guard header.ledgerID == head.ledgerID else { throw .otherLedger }
    let end = try findEnd(of: header.place)
    var source = CheckpointSource(header, file)
    let (fold, tree) = try fold(&source, records: header.place.records)
    var hasher = SHA256()
    guard fold.records == header.place.records, fold.epoch == header.place.epoch, tree.count == fold.records,
      tree.root(&hasher) == header.place.root, fold.created?.ledgerID == head.ledgerID
    else { throw .badContents }
    return Loaded(header: header, fold: fold, start: LogStart(place: header.place, tree: tree, end: end))
  }

  private func open() throws(CheckpointFault) -> (any StorageFile)? {
    do throws(StorageError) {
      guard try files.storage.list(files.directory).contains(CheckpointHeader.fileName) else { return nil }
      return try files.storage.open(files.checkpointPath, .read)
    } catch {
      throw .unreadable(.io(error))
    }
  }

  /// The first byte behind the checkpoint's batch, if the log has this batch and `head` does not contradict.
  private func findEnd(of place: CheckpointPlace) throws(CheckpointFault) -> RecordLocation {
    guard head.batch > place.batch || (head.batch == place.batch && head.root == place.root) else { throw .notInLog }
    let header: BatchHeader?
    let segmentBytes: Int
    do throws(LedgerError) {
      let segment = try files.openSegment(place.location.segment, .read, ledgerID: head.ledgerID)
      let bytes = try ledger { () throws(StorageError) in
        try segment.file.read(at: Int(place.location.offset), count: BatchHeader.byteCount)
      }
      segmentBytes = segment.byteCount
      header = bytes.withUnsafeBytes { BatchHeader(decoding: $0, seed: segment.header.seed) }
    } catch {
      throw .unreadable(error)
    }
    guard let header, header.number == place.batch, header.root == place.root, header.epoch == place.epoch,
      header.firstSequence &+ UInt64(header.records) == place.records,
      Int(place.location.offset) + header.paddedBytes <= segmentBytes
    else { throw .notInLog }
    return RecordLocation(
      segment: place.location.segment, offset: place.location.offset + UInt32(header.paddedBytes))
  }

  // MARK: Contents, in the order in which they were written

  /// - Parameter records: in the log up to the checkpoint's end: nothing is counted more often.
  private func fold(
    _ source: inout CheckpointSource, records: UInt64
  ) throws(CheckpointFault) -> (LedgerFold, MerkleTree) {
    let base = try source.one { FoldBase(&$0) }
    guard base.records == records, base.uses <= records else { throw .badContents }
    let tree = try source.one { MerkleTree(&$0) }
    let tokens = TokenTable(hash: hash)
    let pending = try readTokens(&source, into: tokens, blocks: base.tip.height, records: records)
    let tokenCount = tokens.count
    let revocations = try readRevocations(&source, tokenCount)
    let queue = try readQueue(&source, tokens, count: pending)
    let users = UserTable()
    let names = try readUsers(&source, into: users, records: records)
    let erasables = try readErasables(&source, tokenCount)
    let repeats = try readRepeats(&source)
    try source.committedEnds()
    try readContents(&source, into: tokens)
    try readNames(&source, of: names, into: users)
    let events = try readEvents(&source)
    try source.end()
    let sealedCodes = try readLog(tokens, users, base, revocations, queue, erasables)
    let fold = LedgerFold(
      base, tokens: tokens, users: users, queue: queue, history: QueueHistory(events), erasables: erasables,
      repeats: repeats, sealedCodes: sealedCodes)
    return (fold, tree)
  }

  /// Each height from 1 to `blocks` is one token's. Returns how many wait.
  private func readTokens(
    _ source: inout CheckpointSource, into tokens: TokenTable, blocks: UInt64, records: UInt64
  ) throws(CheckpointFault) -> Int {
    let count = try source.count()
    guard blocks <= UInt64(count), UInt64(count) <= records, count < Int(UInt32.max) else { throw .badContents }
    var pending = 0
    var last: UInt64 = 0
    tokens.reserve(requisitions: count, blocks: blocks)
    var heights = [UInt64](repeating: 0, count: Int(blocks) / 64 + 1)
    var found: UInt64 = 0
    try source.read(count) { reader in
      guard let state = TokenState(&reader), state.acceptedSequence > last, state.acceptedSequence < records,
        state.uses <= records
      else { return false }
      last = state.acceptedSequence
      if state.isPending { pending += 1 }
      if let height = state.height {
        guard height <= blocks else { return false }
        let (word, bit) = Int(height - 1).quotientAndRemainder(dividingBy: 64)
        guard heights[word] & 1 << UInt64(bit) == 0 else { return false }
        heights[word] |= 1 << UInt64(bit)
        found += 1
      }
      tokens.restore(state)
      return true
    }
    guard found == blocks else { throw .badContents }
    return pending
  }

  private func readRevocations(
    _ source: inout CheckpointSource, _ tokenCount: Int
  ) throws(CheckpointFault) -> [Int: RecordLocation] {
    var revocations: [Int: RecordLocation] = [:]
    try source.read(try source.count()) { reader in
      guard let ordinal = reader.integer(UInt64.self).flatMap({ Int(exactly: $0) }), ordinal < tokenCount,
        let location = RecordLocation(&reader)
      else { return false }
      return revocations.updateValue(location, forKey: ordinal) == nil
    }
    return revocations
  }

  /// Exactly those that are pending.
  private func readQueue(
    _ source: inout CheckpointSource, _ tokens: TokenTable, count: Int
  ) throws(CheckpointFault) -> PendingQueue {
    guard try source.count() == count else { throw .badContents }
    var queue = PendingQueue()
    var next = 0
    try source.read(count) { reader in
      guard let ordinal = reader.integer(UInt64.self).flatMap({ Int(exactly: $0) }), ordinal >= next,
        tokens.read(ordinal, { $0.isPending }) == true
      else { return false }
      queue.append(ordinal)
      next = ordinal + 1
      return true
    }
    return queue
  }

  /// Returns the users in order.
  private func readUsers(
    _ source: inout CheckpointSource, into users: UserTable, records: UInt64
  ) throws(CheckpointFault) -> [UInt64] {
    var order: [UInt64] = []
    try source.read(try source.count()) { reader in
      guard let user = reader.integer(UInt64.self), order.last.map({ $0 < user }) ?? true,
        let entry = UserEntry(&reader), entry.isPossible(records: records)
      else { return false }
      users.restore(user, entry)
      order.append(user)
      return true
    }
    return order
  }

  private func readErasables(
    _ source: inout CheckpointSource, _ tokenCount: Int
  ) throws(CheckpointFault) -> ShardedDictionary<UInt64, ErasableRecord> {
    var records = ShardedDictionary<UInt64, ErasableRecord>(shardCount: LedgerFold.erasableShards)
    try source.read(try source.count()) { reader in
      guard let sequence = reader.integer(UInt64.self), let record = ErasableRecord(&reader),
        record.ordinal.map({ $0 < tokenCount }) ?? true
      else { return false }
      records[sequence] = record
      return true
    }
    return records
  }

  private func readRepeats(_ source: inout CheckpointSource) throws(CheckpointFault) -> RepeatTable {
    var repeats = RepeatTable()
    try source.read(try source.count()) { reader in
      guard let one = RememberedRepeat(&reader) else { return false }
      repeats.restore(one.key, one.outcome, time: one.time)
      return true
    }
    return repeats
  }

  private func readContents(_ source: inout CheckpointSource, into tokens: TokenTable) throws(CheckpointFault) {
    var ordinal = 0
    try source.read(tokens.count) { reader in
      guard let digest = reader.digest() else { return false }
      tokens.update(ordinal) { $0.restore(content: digest) }
      ordinal += 1
      return true
    }
  }

  private func readNames(
    _ source: inout CheckpointSource, of order: [UInt64], into users: UserTable
  ) throws(CheckpointFault) {
    var index = 0
    try source.read(order.count) { reader in
      guard let length = reader.integer(UInt32.self), let bytes = reader.slice(Int(length)) else { return false }
      defer { index += 1 }
      if length == 0 { return true }
      return UserName(recorded: [UInt8](bytes)).map { users.restore($0, of: order[index]) } ?? false
    }
  }

  private func readEvents(_ source: inout CheckpointSource) throws(CheckpointFault) -> QueueRing {
    let (dropped, count) = try source.one { reader -> (UInt64, Int)? in
      guard let dropped = reader.integer(UInt64.self),
        let count = reader.integer(UInt64.self).flatMap({ Int(exactly: $0) })
      else { return nil }
      return (dropped, count)
    }
    var ring = QueueRing(capacity: queueEventsMax, dropped: dropped)
    try source.read(count) { reader in
      guard let event = QueueRing.Entry(&reader) else { return false }
      ring.append(event)
      return true
    }
    return ring
  }

  // MARK: What only the log has

  /// Completes the tokens from the log, and gives back the sealed codes that stand in it.
  private func readLog(
    _ tokens: TokenTable, _ users: UserTable, _ base: FoldBase, _ revocations: [Int: RecordLocation],
    _ queue: PendingQueue, _ erasables: ShardedDictionary<UInt64, ErasableRecord>
  ) throws(CheckpointFault) -> SealedCodes {
    do throws(LedgerError) {
      let reader = TokenReader(files: files, tokens: tokens)
      try tokens.completeRestore(blocks: base.tip.height, revocations: revocations, pending: queue) {
        (ordinal) throws(LedgerError) in
        guard let entry = try reader.storedEntry(ordinal) else { preconditionFailure("it was read before") }
        return entry.details
      }
      return try readSealedCodes(reader, users, base, erasables)
    } catch {
      throw .unreadable(error)
    }
  }

  /// Only codes whose time is not over: the bytes of all others are gone.
  private func readSealedCodes(
    _ reader: TokenReader, _ users: UserTable, _ base: FoldBase,
    _ erasables: ShardedDictionary<UInt64, ErasableRecord>
  ) throws(LedgerError) -> SealedCodes {
    var sealedCodes = SealedCodes()
    for (user, entry) in users.snapshot().joined() {
      guard let code = entry.code, !code.isPast, code.issued.end > base.time,
        let location = erasables[code.sequence]?.location
      else { continue }
      let record = try reader.record(at: location)
      let facts = record.sealedCodeFacts
      users.change(codeOf: user) { $0.restore(sealed: facts.sealed) }
      let end = Int(location.offset) + record.encodedBytes
      sealedCodes.issued(
        code.sequence, user: user, end: code.issued.end,
        at: facts.standingBytes.map { SealedCodes.Place(dataBytes: $0, endsAt: end, in: location) })
    }
    return sealedCodes
  }
}

extension UserEntry {
  /// Nothing is counted more often than there are records.
  fileprivate func isPossible(records: UInt64) -> Bool {
    issued <= records && (code.map { $0.timesUsed <= records && UInt64($0.refusals) <= records } ?? true)
  }
}

extension Record {
  /// The sealed code that it carries, and the length of its data unless that is zeros by now.
  fileprivate var sealedCodeFacts: (sealed: SealedCode?, standingBytes: Int?) {
    guard let attachment = attachments.first(where: { $0.kind == .sealedCode }) else { return (nil, nil) }
    let sealed = attachment.intact.map { SealedCode(keyID: $0.keyID, bytes: $0.data) }
    return (sealed, attachment.isBlank ? nil : attachment.dataBytes)
  }
}
