// LedgerDirectory.swift: the data directory of a ledger, as far as the command line names it.

internal import Glibc
internal import TokenCore

/// A data directory.
enum LedgerDirectory {
  /// What every ledger has from its first moment.
  private static let entries = ["keys", "head", "log"]

  /// What its blocks are checked with: the fastest kernel that gives right answers here.
  static func kernel() -> MiningKernel {
    (try? KernelChoice())?.kernel ?? .portable
  }

  /// Nothing in the directory belongs to a ledger: there never was one.
  static func isEmpty(_ directory: String) -> Bool {
    entries.allSatisfy { access("\(directory)/\($0)", F_OK) != 0 && errno == ENOENT }
  }
}

extension ParsedArguments {
  /// The data directory given as the operand.
  func ledgerDirectory() throws(UsageError) -> String {
    guard let directory = operands.first, !directory.isEmpty else { throw wrong("name the data directory") }
    return directory
  }
}
