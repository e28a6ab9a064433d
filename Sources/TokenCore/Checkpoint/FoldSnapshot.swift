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
    try sink.list(0..<tokens.count) { ordinal, output in
      output.append(TokenState.encodedBytes) { tokens[ordinal].encode(into: $0) }
    }
    try sink.list(tokens.revocations.sorted { $0.key < $1.key }) { revocation, output in
      output.append(bigEndian: UInt64(revocation.key))
      revocation.value.encode(into: &output)
    }
    try sink.list(queue.slice(from: 0, limit: .max)) { $1.append(bigEndian: UInt64($0)) }
    try sink.list(sortedUsers) { user, output in
      output.append(bigEndian: user.key)
      user.value.encode(into: &output)
    }
    try sink.list(erasables.shards.joined().sorted { $0.key < $1.key }) { record, output in
      output.append(bigEndian: record.key)
      record.value.encode(into: &output)
    }
    try sink.list(repeats.shards.joined().sorted { $0.value.number < $1.value.number }) { entry, output in
      entry.value.encode(entry.key, into: &output)
    }
    try sink.committedEnds()
  }

  private var sortedUsers: [(key: UInt64, value: UserEntry)] {
    users.joined().sorted { $0.key < $1.key }
  }

  /// Contents' digests and names; then the events of the queue, of which a setting says how many are kept.
  private func encodeErasable(to sink: inout CheckpointSink) throws(StorageError) {
    try sink.each(0..<tokens.count) { $1.append(tokens[$0].contentSHA256 ?? .zero) }
    try sink.each(sortedUsers) { user, output in
      let name = user.value.name?.bytes ?? []
      output.append(bigEndian: UInt32(name.count))
      output += name
    }
    sink.bytes.append(bigEndian: events.dropped)
    sink.bytes.append(bigEndian: UInt64(events.end - events.start))
    try sink.elementEnds()
    try sink.each(events.start..<events.end) { events[$0].encode(into: &$1) }
  }
}
