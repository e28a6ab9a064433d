// MiningJob.swift: one block to find: everything of a header but the nonces.

/// A requisition that is ready to be mined.
struct MiningRequisition: Sendable, Equatable {
  var acceptedSequence: UInt64
  /// Leaf hash of its accepted record.
  var digest: Digest
}

/// A block that was found.
struct FoundBlock: Sendable {
  var header: BlockHeader
  var identity: Digest
  /// What the next block names it by.
  var link: Digest
  var acceptedSequence: UInt64
  /// Which start of the miners it belongs to; blocks of an earlier one are worth nothing.
  var generation: UInt64
}

/// One block to find. Threads share it, but for the extra nonces: each takes some of its own.
struct MiningJob: Sendable {
  var generation: UInt64
  var requisition: MiningRequisition
  /// The nonce is 0 here, the extra nonce the first that is this thread's own.
  var header: BlockHeader
}
