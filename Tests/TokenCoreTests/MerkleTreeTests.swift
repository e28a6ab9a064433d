// MerkleTreeTests.swift: the right edge against the definition of RFC 6962, section 2.1, read word for word.

import Testing

@testable import TokenCore

@Suite("MerkleTree")
struct MerkleTreeTests {
  /// MTH of RFC 6962: k is the largest power of two smaller than n.
  private func root(_ leaves: ArraySlice<Digest>) -> Digest {
    guard let first = leaves.first else { return SHA256.hash([]) }
    guard leaves.count > 1 else { return first }
    var k = 1
    while k * 2 < leaves.count { k *= 2 }
    let middle = leaves.startIndex + k
    return SHA256.hash([1] + root(leaves[..<middle]).bytes + root(leaves[middle...]).bytes)
  }

  @Test("the root over 0 to 200 leaves is that of the definition")
  func naive() {
    var generator = SeededGenerator(seed: 6962)
    var hasher = SHA256()
    var tree = MerkleTree()
    var leaves: [Digest] = []
    for count in 0...200 {
      #expect(tree.count == count)
      #expect(tree.root(&hasher) == root(leaves[...]))
      let leaf = generator.digest()
      leaves.append(leaf)
      tree.append(leaf, &hasher)
    }
  }

  @Test("the roots of 0 to 8 leaves are those of the reference implementation")
  func reference() throws {
    let golden = try GoldenFile("merkle-roots")
    var hasher = SHA256()
    var tree = MerkleTree()
    for count in 0...8 {
      #expect(tree.root(&hasher).bytes == Array(golden.bytes[32 * count..<32 * (count + 1)]))
      guard count < 8 else { break }
      let leaf = try #require(Hex.bytes(of: golden.fact("leaf \(count)")))
      tree.append(MerkleTree.leaf(leaf[...], &hasher), &hasher)
    }
  }

  @Test("a copy of a tree goes its own way")
  func copies() {
    var generator = SeededGenerator(seed: 1)
    var hasher = SHA256()
    var tree = MerkleTree()
    for _ in 0..<5 { tree.append(generator.digest(), &hasher) }
    let before = tree.root(&hasher)
    let copy = tree
    tree.append(generator.digest(), &hasher)
    #expect(copy.root(&hasher) == before)
    #expect(tree.root(&hasher) != before)
  }
}
