// MerkleTree.swift: the tree over all records, as in RFC 6962, kept as its right edge.

/// The Merkle tree hash over the log's leaves (RFC 6962 section 2.1), of which only the roots of the complete subtrees
/// are kept: one digest a set bit of the number of leaves.
struct MerkleTree: Sendable {
  /// Leaves so far.
  private(set) var count: UInt64 = 0
  /// Roots of the complete subtrees, the largest first.
  private var edge: [Digest] = []

  /// A leaf's hash: SHA-256(0x00 then the bytes).
  static func leaf(_ bytes: UnsafeRawBufferPointer, _ hasher: inout SHA256) -> Digest {
    hasher.update("\0")
    hasher.update(bytes)
    return hasher.finalize()
  }

  /// A leaf's hash: SHA-256(0x00 then the bytes).
  static func leaf(_ bytes: ArraySlice<UInt8>, _ hasher: inout SHA256) -> Digest {
    bytes.withUnsafeBytes { leaf($0, &hasher) }
  }

  fileprivate static func node(_ left: Digest, _ right: Digest, _ hasher: inout SHA256) -> Digest {
    hasher.update("\u{1}")
    hasher.update(left)
    hasher.update(right)
    return hasher.finalize()
  }

  /// Adds a leaf.
  mutating func append(_ leaf: Digest, _ hasher: inout SHA256) {
    var node = leaf
    var size = count
    while size & 1 == 1, let left = edge.popLast() {
      node = Self.node(left, node, &hasher)
      size >>= 1
    }
    edge.append(node)
    count += 1
  }

  /// The leaves' number 8, then the roots.
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: count)
    for root in edge { output.append(root) }
  }

  init() {}

  init?(_ reader: inout ByteReader) {
    guard let count = reader.integer(UInt64.self) else { return nil }
    self.count = count
    for _ in 0..<count.nonzeroBitCount {
      guard let root = reader.digest() else { return nil }
      edge.append(root)
    }
  }

  /// The root; of no leaves the hash of nothing.
  func root(_ hasher: inout SHA256) -> Digest {
    guard var root = edge.last else { return hasher.finalize() }
    for left in edge.dropLast().reversed() { root = Self.node(left, root, &hasher) }
    return root
  }

  /// Adds leaves that were added up before: those that follow the ones that are here.
  mutating func append(_ range: MerkleRange, _ hasher: inout SHA256) {
    precondition(range.first == count, "a range follows the leaves before it")
    for subtree in range.subtrees {
      var node = subtree.root
      var level = subtree.level
      while count >> UInt64(level) & 1 == 1, let left = edge.popLast() {
        node = Self.node(left, node, &hasher)
        level += 1
      }
      edge.append(node)
      count += 1 << UInt64(subtree.level)
    }
  }
}

/// Consecutive leaves of a tree, added up as far as they can be without those before: any thread may do it.
struct MerkleRange: Sendable {
  /// A complete subtree of 2^level leaves that begins at a multiple of so many.
  struct Subtree: Sendable {
    var level: Int
    var root: Digest
  }

  /// Index of the first leaf.
  let first: UInt64
  private var end: UInt64
  /// In the order of their leaves, none of them the left half of a larger one that is whole.
  private(set) var subtrees: [Subtree] = []

  init(first: UInt64) {
    self.first = first
    end = first
  }

  /// Adds a leaf.
  mutating func append(_ leaf: Digest, _ hasher: inout SHA256) {
    var node = Subtree(level: 0, root: leaf)
    while end >> UInt64(node.level) & 1 == 1, let left = subtrees.last, left.level == node.level {
      subtrees.removeLast()
      node = Subtree(level: node.level + 1, root: MerkleTree.node(left.root, node.root, &hasher))
    }
    subtrees.append(node)
    end += 1
  }
}
