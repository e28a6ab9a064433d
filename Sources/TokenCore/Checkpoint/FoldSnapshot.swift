// FoldSnapshot.swift: all that a fold adds up to at one moment, as a value that another thread may read while the fold
// goes on: what both hold is copied a part at a time, when the fold changes it.

/// A fold's state behind one batch.
struct FoldSnapshot: Sendable {
  let base: FoldBase
  let tree: MerkleTree
  let tokens: TokenTable.Snapshot
  /// By the sequences that name them, in parts.
  let users: [[UInt64: UserEntry]]
  let queue: PendingQueue
  let erasables: ShardedDictionary<UInt64, ErasableRecord>
  let repeats: ShardedDictionary<RepeatKey.Half, RepeatTable.Entry>
  let events: QueueRing
}

/// The numbers of a fold.
struct FoldBase: Sendable, Equatable {
  var created: LedgerCreated
  var records: UInt64
  var time: UInt64
  var epoch: UInt32
  var tip: ChainTip
  var uses: UInt64
  var hasLostRecords: Bool
}

extension FoldSnapshot {
  /// The digest of what the log commits to: the same for everybody who read the same log, whatever was erased since.
  func digest() -> Digest {
    do throws(StorageError) {
      var sink = CheckpointSink { _, _ in }
      try encodeCommitted(to: &sink)
      return sink.digest
    } catch {
      preconditionFailure("nothing is written")
    }
  }

  /// Everything, in the order in which it is read again (docs/ledger.md).
  func encode(to sink: inout CheckpointSink) throws(StorageError) {
    try encodeCommitted(to: &sink)
    try encodeErasable(to: &sink)
    try sink.end()
  }

  private func encodeCommitted(to sink: inout CheckpointSink) throws(StorageError) {
    base.encode(into: &sink.bytes)
    tree.encode(into: &sink.bytes)
    try sink.elementEnds()
    try encodeTokens(to: &sink)
    try encodeQueue(to: &sink)
    try encodeUsers(to: &sink)
    try encodeErasables(to: &sink)
    try encodeRepeats(to: &sink)
    try sink.committedEnds()
  }

  private func encodeTokens(to sink: inout CheckpointSink) throws(StorageError) {
    sink.bytes.append(bigEndian: UInt64(tokens.count))
    try sink.elementEnds()
    for ordinal in 0..<tokens.count {
      sink.bytes.append(TokenState.encodedBytes) { tokens[ordinal].encode(into: $0) }
      try sink.elementEnds()
    }
    let revocations = tokens.revocations.sorted { $0.key < $1.key }
    sink.bytes.append(bigEndian: UInt64(revocations.count))
    try sink.elementEnds()
    for (ordinal, location) in revocations {
      sink.bytes.append(bigEndian: UInt64(ordinal))
      location.encode(into: &sink.bytes)
      try sink.elementEnds()
    }
  }

  private func encodeQueue(to sink: inout CheckpointSink) throws(StorageError) {
    sink.bytes.append(bigEndian: UInt64(queue.count))
    try sink.elementEnds()
    for ordinal in queue.slice(from: 0, limit: .max) {
      sink.bytes.append(bigEndian: UInt64(ordinal))
      try sink.elementEnds()
    }
  }

  private var sortedUsers: [(user: UInt64, entry: UserEntry)] {
    users.joined().map { (user: $0.key, entry: $0.value) }.sorted { $0.user < $1.user }
  }

  private func encodeUsers(to sink: inout CheckpointSink) throws(StorageError) {
    let users = sortedUsers
    sink.bytes.append(bigEndian: UInt64(users.count))
    try sink.elementEnds()
    for (user, entry) in users {
      sink.bytes.append(bigEndian: user)
      entry.encode(into: &sink.bytes)
      try sink.elementEnds()
    }
  }

  private func encodeErasables(to sink: inout CheckpointSink) throws(StorageError) {
    let records = erasables.shards.joined().sorted { $0.key < $1.key }
    sink.bytes.append(bigEndian: UInt64(records.count))
    try sink.elementEnds()
    for (sequence, record) in records {
      sink.bytes.append(bigEndian: sequence)
      record.encode(into: &sink.bytes)
      try sink.elementEnds()
    }
  }

  private func encodeRepeats(to sink: inout CheckpointSink) throws(StorageError) {
    let entries = repeats.shards.joined().sorted { $0.value.number < $1.value.number }
    sink.bytes.append(bigEndian: UInt64(entries.count))
    try sink.elementEnds()
    for (key, entry) in entries {
      entry.encode(key, into: &sink.bytes)
      try sink.elementEnds()
    }
  }

  /// Contents' digests and names; then the events of the queue, of which a setting says how many are kept.
  private func encodeErasable(to sink: inout CheckpointSink) throws(StorageError) {
    for ordinal in 0..<tokens.count {
      sink.bytes.append(tokens[ordinal].contentSHA256 ?? .zero)
      try sink.elementEnds()
    }
    for (_, entry) in sortedUsers {
      let name = entry.name?.bytes ?? []
      sink.bytes.append(bigEndian: UInt32(name.count))
      sink.bytes += name
      try sink.elementEnds()
    }
    sink.bytes.append(bigEndian: events.dropped)
    sink.bytes.append(bigEndian: UInt64(events.end - events.start))
    try sink.elementEnds()
    for position in events.start..<events.end {
      events[position].encode(into: &sink.bytes)
      try sink.elementEnds()
    }
  }
}
