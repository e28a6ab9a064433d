// LedgerInspector.swift: reads a ledger without owning it: checks everything, writes nothing, takes no lock.

/// Offline reading of a data directory. Beside a running server it sees the log up to some batch of the recent past,
/// and may call the batch that is being written torn.
public struct LedgerInspector {
  private let files: LedgerFiles
  private let kernel: MiningKernel

  /// - Parameter kernel: hashes the blocks. It has passed its self-test.
  public init(directory: String, kernel: MiningKernel = .portable) {
    self.init(files: LedgerFiles(storage: SystemStorage(), directory: directory), kernel: kernel)
  }

  init(files: LedgerFiles, kernel: MiningKernel = .portable) {
    self.files = files
    self.kernel = kernel
  }

  /// Reads and checks the whole log: CRCs, sequences, roots, links, proofs of work, the rules between records, and
  /// `head`. Costs one pass over the files and the memory of the tokens.
  ///
  /// - Parameters:
  ///   - isServed: a server writes the ledger: the log is checked up to the batch that `head` names at the beginning,
  ///     and overwritten attachments are no fault.
  ///   - progress: called before each segment is read, with its number and how many there are.
  ///   - count: called for each record, after it was checked.
  ///   - each: called with each record in order, after it was checked.
  /// - Returns: what is in the ledger; `torn` says where a batch stands that was never acknowledged.
  public func read(
    isServed: Bool = false,
    progress: @escaping (_ segment: UInt32, _ of: Int) -> Void = { _, _ in },
    count: @escaping () -> Void = {}, each: ((Record) -> Void)? = nil
  ) throws(LedgerError) -> LedgerSummary {
    try fold(isServed: isServed, progress: progress, count: count, each: each).summary
  }

  /// The same, with all that the records add up to.
  func fold(
    isServed: Bool, progress: @escaping (_ segment: UInt32, _ of: Int) -> Void, count: @escaping () -> Void,
    each: ((Record) -> Void)? = nil
  ) throws(LedgerError) -> (summary: LedgerSummary, fold: LedgerFold) {
    guard let keys = try files.contents(KeyFile.fileName) else {
      throw .incomplete(file: KeyFile.fileName, .missing)
    }
    guard let keys = KeyFile(decoding: keys) else { throw .incomplete(file: KeyFile.fileName, .badChecksum) }
    let contents = Contents()
    let scan = try LogScanner(
      files, head: try head(), kernel: kernel, endsAtHead: isServed, progress: progress,
      unexplained: { contents.fold.unexplainedAttachment() }, each: each,
      apply: { (record, block, location) throws(Corruption) in
        try contents.fold.apply(record, block, at: location)
        count()
      }
    ).run()
    guard let created = contents.fold.created else {
      throw .incomplete(file: "log/" + SegmentHeader.fileName(1), .missing)
    }
    var hasher = SHA256()
    let fold = contents.fold
    try fold.checkSealedCodes(keys)
    let summary = LedgerSummary(
      ledgerID: created.ledgerID, chainID: created.chainID, difficultyFloor: created.difficultyFloor,
      records: fold.records, batches: scan.batch, epoch: fold.epoch, root: scan.tree.root(&hasher),
      tokens: fold.tip.height, queued: fold.queue.count, requisitions: fold.tokens.count, uses: fold.uses,
      torn: scan.torn)
    return (summary, fold)
  }

  private final class Contents {
    var fold: LedgerFold

    init() {
      var generator = SystemRandomNumberGenerator()
      fold = LedgerFold(hash: SecretHash(key: (generator.next(), generator.next())))
    }
  }

  private func head() throws(LedgerError) -> Head {
    guard let bytes = try files.contents(Head.fileName) else {
      throw .incomplete(file: Head.fileName, .missing)
    }
    guard let head = Head(decoding: bytes) else { throw .incomplete(file: Head.fileName, .badChecksum) }
    return head
  }
}
