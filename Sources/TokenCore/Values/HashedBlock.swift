// HashedBlock.swift: a block's header with its hashes. Promise: they are the header's own, for whoever makes one hashes
// it.

/// A block's header, its identity, and the link form of that.
struct HashedBlock: Sendable, Equatable {
  let header: BlockHeader
  let identity: Digest
  /// What the next block and the record that seals this one hold.
  let link: Digest

  /// Hashes one header.
  init(_ header: BlockHeader, _ hasher: inout SHA256) {
    self.header = header
    identity = header.identity(by: &hasher)
    link = BlockHeader.link(to: identity, by: &hasher)
  }

  private init(_ header: BlockHeader, _ identity: Digest, _ hasher: inout SHA256) {
    self.header = header
    self.identity = identity
    link = BlockHeader.link(to: identity, by: &hasher)
  }

  /// Hashes many headers at once. In their order; nil where 116 bytes are no header.
  ///
  /// - Parameter headers: one behind the other, 116 bytes each.
  static func hash(
    _ headers: UnsafeRawBufferPointer, _ kernel: MiningKernel, _ hasher: inout SHA256
  ) -> [HashedBlock?] {
    var blocks: [HashedBlock?] = []
    let identities = kernel.identities(of: headers)
    blocks.reserveCapacity(identities.count)
    for (index, identity) in identities.enumerated() {
      let start = index * BlockHeader.byteCount
      let bytes = UnsafeRawBufferPointer(rebasing: headers[start..<start + BlockHeader.byteCount])
      blocks.append(BlockHeader(decoding: bytes).map { HashedBlock($0, identity, &hasher) })
    }
    return blocks
  }
}
