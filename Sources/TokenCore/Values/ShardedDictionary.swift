// ShardedDictionary.swift: a dictionary in parts, so that a copy that is read elsewhere costs its owner one part at a
// time and not the whole at the next change.

/// A key that spreads over the parts of a dictionary by itself.
protocol ShardKey: Hashable, Sendable {
  /// Bits that differ from key to key.
  var shardBits: UInt64 { get }
}

/// A dictionary as a value. Copies share what neither of them has changed since, a part at a time.
struct ShardedDictionary<Key: ShardKey, Value: Sendable>: Sendable {
  private(set) var shards: [[Key: Value]]
  private let mask: UInt64

  /// - Parameter shardCount: a power of two; 1 for a dictionary that stays small.
  init(shardCount: Int) {
    precondition(shardCount > 0 && shardCount & (shardCount - 1) == 0, "the parts are a power of two")
    shards = Array(repeating: [:], count: shardCount)
    mask = UInt64(shardCount - 1)
  }

  private func shard(_ key: Key) -> Int { Int(truncatingIfNeeded: key.shardBits & mask) }

  subscript(key: Key) -> Value? {
    get { shards[shard(key)][key] }
    _modify { yield &shards[shard(key)][key] }
  }

  var isEmpty: Bool { shards.allSatisfy(\.isEmpty) }
  var count: Int { shards.reduce(0) { $0 + $1.count } }
}

extension UInt64: ShardKey {
  var shardBits: UInt64 { self }
}

extension RepeatKey.Half: ShardKey {
  // The result of a keyed hash.
  var shardBits: UInt64 { low }
}
