// SealTests.swift: what the sequencer asks of a found block before anything of it is written.

import Testing

@testable import TokenCore

@Suite("sealing found blocks")
struct SealTests {
  /// Each makes a found block one that must not be sealed.
  private static let faults: [String: @Sendable (inout FoundBlock) -> Void] = [
    "an identity that is not the header's": { $0.identity = Digest(words: (1, 2, 3, 0)) },
    "a link that is not its own": { $0.link = .zero },
    "a header that was changed after it was found": { $0.header.salt.low &+= 1 },
    "a difficulty that its identity does not meet": { $0.header.difficulty = Difficulty(bits: 63) ?? .none },
    "another chain": { $0.header.chainID &+= 1 },
    "another block before it": { $0.header.link = .zero },
    "another height": { $0.header.height += 1 },
    "another requisition's digest": { $0.header.requisitionDigest = .zero },
    "no requisition": { $0.acceptedSequence += 1 },
  ]

  @Test(
    "a block that is not what it says is dropped before anything is written, and the miners start again",
    arguments: Self.faults.keys.sorted())
  func dropped(name: String) throws {
    let fault = try #require(Self.faults[name])
    let bench = try Bench(MemoryStorage(MemoryDisk()))
    try bench.request()
    let records = bench.published.read().records
    guard case .found(var block) = try #require(bench.findBlocks(1).first) else { return }
    fault(&block)
    bench.run(.found(block))
    #expect(bench.published.read().records == records)
    #expect(bench.core.generation == 1)
    bench.mine()
    #expect(bench.published.read().height == 1, "the requisition still waits and becomes a token")
  }

  @Test("blocks and requisitions that share a batch are found by all who ask in it")
  func shared() throws {
    let bench = try Bench(MemoryStorage(MemoryDisk()))
    let first = try #require(try bench.request().value)
    let block = try #require(bench.findBlocks(1).first)
    let second = try bench.requesting()
    let revocation = bench.revoking(.requestID(try #require(first.entry.requestID)))
    bench.run(block, second.command, revocation.command)
    #expect(revocation.reply.value?.status == .revoked)
    #expect(revocation.reply.value?.entry.block?.header.height == 1)
    #expect(second.reply.value?.status == .pending)
    bench.mine()
    #expect(bench.published.read().height == 2)
  }

  @Test("a requisition that is sealed in the open batch is not sealed again")
  func twice() throws {
    let bench = try Bench(MemoryStorage(MemoryDisk()))
    try bench.request()
    guard case .found(let block) = try #require(bench.findBlocks(1).first) else { return }
    var again = block
    again.header.height += 1
    again.header.link = BlockHeader.link(to: block.identity)
    again.identity = again.header.identity()
    again.link = BlockHeader.link(to: again.identity)
    bench.run(.found(block), .found(again))
    #expect(bench.published.read().height == 1)
    #expect(bench.core.generation == 1)
  }
}
