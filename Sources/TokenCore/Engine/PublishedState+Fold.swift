// PublishedState+Fold.swift: the numbers of a fold as they are published.

extension LedgerFold {
  func summary(batches: UInt64, root: Digest) -> PublishedState.Summary {
    PublishedState.Summary(numbers: numbers(batches: batches, root: root), queue: queue)
  }

  func numbers(batches: UInt64, root: Digest) -> PublishedState.Summary.Numbers {
    PublishedState.Summary.Numbers(
      records: records, requisitions: tokens.count, height: tip.height, epoch: epoch, batches: batches, uses: uses,
      root: root)
  }
}
