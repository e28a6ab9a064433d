// LedgerExporter.swift: reads a ledger without owning it and hands out every requisition with what became of it.

/// A requisition and its token as the log's end leaves them.
public struct ExportedToken: Sendable, Equatable {
  public var entry: TokenEntry
  public var status: TokenStatus
  /// From 1; nil: it does not wait.
  public var queuePosition: Int?
  /// nil: it was not asked for, the ledger has only its digest, or it was erased.
  public var content: [UInt8]?
}

/// Exports one data directory. Checks everything first, as a verification does, and writes nothing.
public struct LedgerExporter {
  private let files: LedgerFiles
  private let inspector: LedgerInspector

  /// - Parameter kernel: hashes the blocks. It has passed its self-test.
  public init(directory: String, kernel: MiningKernel = .portable) {
    self.init(files: LedgerFiles(storage: SystemStorage(), directory: directory), kernel: kernel)
  }

  init(files: LedgerFiles, kernel: MiningKernel = .portable) {
    self.files = files
    inspector = LedgerInspector(files: files, kernel: kernel)
  }

  /// Reads the whole log, then each token once more. Costs the memory of the tokens.
  ///
  /// - Parameters:
  ///   - isServed: a server writes the ledger: up to the batch that `head` names at the beginning, and what was erased
  ///     since is told as it is now, without its content.
  ///   - withContent: contents are read too.
  ///   - progress: called before each segment is read, with its number and how many there are.
  ///   - event: called with each record, before all tokens.
  ///   - token: called with each, in the order of acceptance, with how many there are.
  /// - Returns: what the tokens add up to.
  public func run(
    isServed: Bool = false, withContent: Bool = false,
    progress: @escaping (_ segment: UInt32, _ of: Int) -> Void = { _, _ in }, count: @escaping () -> Void = {},
    event: ((Record) -> Void)? = nil, token: (ExportedToken, _ of: Int) -> Void
  ) throws(LedgerError) -> LedgerSummary {
    let (summary, fold) = try inspector.fold(isServed: isServed, progress: progress, count: count, each: event)
    let reader = TokenReader(files: files, tokens: fold.tokens)
    var position = 0
    for ordinal in 0..<fold.tokens.count {
      guard let entry = try reader.entryNow(ordinal) else { continue }
      if entry.isPending { position += 1 }
      token(
        ExportedToken(
          entry: entry, status: entry.status(at: fold.time), queuePosition: entry.isPending ? position : nil,
          content: withContent ? try content(of: entry, reader) : nil), fold.tokens.count)
    }
    return summary
  }

  private func content(of entry: TokenEntry, _ reader: TokenReader) throws(LedgerError) -> [UInt8]? {
    guard !entry.isErased, !entry.requisition.contentIsDigest else { return nil }
    return try reader.record(at: entry.location).data(.content)
  }
}
