// LedgerBackup.swift: copies a ledger while a server writes it. Promise: the copy holds at least everything up to the
// batch that `head` named when the copying began, byte for byte, and is a ledger by itself.

/// Why a ledger could not be copied.
public enum BackupError: Error, Sendable, Equatable {
  /// The ledger, or the copy of it, can't be read or written.
  case ledger(LedgerError)
  /// The target is there and has something in it.
  case occupied(directory: String)
}

/// Copies one data directory to another. Takes no lock: a server may run.
public struct LedgerBackup {
  /// Codes and erased attachments may be overwritten after `head` was read, for reasons that only later records tell:
  /// such a copy is made again.
  private static let attempts = 3
  /// How often the copy follows a head that has gone on: each time there is less to copy.
  private static let rounds = 5

  private let source: LedgerFiles
  private let target: LedgerFiles
  private let kernel: MiningKernel

  /// - Parameters:
  ///   - target: made when it is missing; must be empty.
  ///   - kernel: hashes the blocks of the copy. It has passed its self-test.
  public init(of directory: String, to target: String, kernel: MiningKernel = .portable) {
    let storage = SystemStorage()
    self.init(
      LedgerFiles(storage: storage, directory: directory), LedgerFiles(storage: storage, directory: target), kernel)
  }

  init(_ source: LedgerFiles, _ target: LedgerFiles, _ kernel: MiningKernel = .portable) {
    self.source = source
    self.target = target
    self.kernel = kernel
  }

  /// Copies, each file durable (I4), and checks the copy as a whole.
  ///
  /// - Parameter progress: called with the batches that are copied and how many there are.
  public func run(progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }) throws(BackupError) -> LedgerSummary {
    try prepareTarget()
    do throws(LedgerError) {
      var attempt = 1
      while true {
        try copy(progress)
        do throws(LedgerError) {
          return try LedgerInspector(files: target, kernel: kernel).read()
        } catch .corrupt(_, _, .unreadableAttachment) where attempt < Self.attempts {
          attempt += 1
        } catch {
          throw error
        }
      }
    } catch {
      throw .ledger(error)
    }
  }

  private func prepareTarget() throws(BackupError) {
    do throws(StorageError) {
      try target.storage.makeDirectory(target.directory)
      guard try target.storage.list(target.directory).isEmpty else {
        throw StorageError(.makeDirectory, target.directory, 17)
      }
      try target.storage.syncDirectory(target.parentDirectory)
      try target.storage.makeDirectory(target.logDirectory)
      try target.storage.syncDirectory(target.directory)
    } catch  where error.errno == 17 {
      throw .occupied(directory: target.directory)
    } catch {
      throw .ledger(.io(error))
    }
  }

  private func copy(_ progress: (UInt64, UInt64) -> Void) throws(LedgerError) {
    guard let keys = try source.contents(KeyFile.fileName), KeyFile(decoding: keys) != nil else {
      throw .incomplete(file: KeyFile.fileName, .missing)
    }
    var head = try readHead()
    try create(KeyFile.fileName, keys, in: target.directory)
    let tail = LogTail(files: source, at: LogPlace())
    var segment: OpenCopy?
    var rounds = Self.rounds
    while tail.place.batch < head.batch {
      let batch = try tail.next()
      if segment?.header != batch.segment {
        try segment.map { copy throws(LedgerError) in try finish(copy) }
        segment = OpenCopy(batch.segment)
      }
      segment?.bytes.replaceSubrange(batch.offset..<batch.offset + batch.bytes.count, with: batch.bytes)
      progress(tail.place.batch, head.batch)
      // What was overwritten meanwhile is explained by what a head names that is read after it.
      if tail.place.batch == head.batch, rounds > 0 {
        rounds -= 1
        head = try readHead()
      }
    }
    try segment.map { copy throws(LedgerError) in try finish(copy) }
    // Last, so that a copy that was cut short has none and is refused.
    try create(Head.fileName, head.fileBytes, in: target.directory)
  }

  private func readHead() throws(LedgerError) -> Head {
    guard let head = try source.contents(Head.fileName).flatMap({ Head(decoding: $0) }) else {
      throw .incomplete(file: Head.fileName, .missing)
    }
    return head
  }

  /// A segment as it will stand in the copy: zeros behind the last batch.
  private struct OpenCopy {
    let header: SegmentHeader
    var bytes: [UInt8]

    init(_ header: SegmentHeader) {
      self.header = header
      bytes = [UInt8](repeating: 0, count: Int(header.segmentBytes))
      bytes.replaceSubrange(..<SegmentHeader.byteCount, with: header.bytes)
    }
  }

  private func finish(_ copy: OpenCopy) throws(LedgerError) {
    try create(SegmentHeader.fileName(copy.header.number), copy.bytes, in: target.logDirectory)
  }

  private func create(_ name: String, _ bytes: [UInt8], in directory: String) throws(LedgerError) {
    try ledger { () throws(StorageError) in
      try target.storage.createDurably(name, in: directory) { (file) throws(StorageError) in
        try file.write(bytes, at: 0)
      }
    }
  }
}

extension BackupError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ledger(let error): "\(error)"
    case .occupied(let directory): "\(directory) is not empty; choose another directory"
    }
  }
}
