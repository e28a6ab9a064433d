// LogReader.swift: the records of a log, as they stand on a disk in memory.

import Testing

@testable import TokenCore

enum LogReader {
  /// All records in order.
  static func records(_ disk: MemoryDisk) throws -> [Record] {
    final class Found {
      var records: [Record] = []
    }
    let storage = MemoryStorage(MemoryDisk(disk.state))
    let head = try #require(disk.state["/data/head"].flatMap { Head(decoding: $0) })
    let found = Found()
    _ = try LogScanner(
      LedgerFiles(storage: storage, directory: Bench.directory), head: head, kernel: .portable,
      unexplained: { nil }, each: { found.records.append($0) }, apply: { (_, _, _) throws(Corruption) in }
    ).run()
    return found.records
  }
}
