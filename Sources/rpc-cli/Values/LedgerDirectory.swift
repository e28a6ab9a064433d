// LedgerDirectory.swift: the data directory of a ledger, as far as the command line names it.

internal import Glibc
internal import TokenCore

/// A data directory.
enum LedgerDirectory {
  /// What every ledger has from its first moment.
  private static let entries = ["keys", "head", "log"]

  /// Whether a server owns the directory, as /proc/locks says: to try the lock could keep a server from starting.
  static func isServed(_ directory: String, locks: String = "/proc/locks") -> Bool {
    var status = stat()
    guard stat(directory + "/lock", &status) == 0, let file = fopen(locks, "r") else { return false }
    defer { fclose(file) }
    let inode = ":\(status.st_ino) "
    var line = [CChar](repeating: 0, count: 512)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.contains("FLOCK"), text.contains("WRITE"), text.contains(inode) { return true }
    }
    return false
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

  /// The kernel that blocks are checked with, by its name: what the environment says, or the fastest.
  func kernelName() throws(UsageError) -> String {
    let name = environment.kernel ?? KernelChoice.auto
    do {
      try KernelChoice.check(name)
    } catch {
      throw wrong("\(ProcessEnvironment.kernelName): \(error)")
    }
    return name
  }
}

extension Console {
  /// The kernel of that name; plain C if it gives wrong answers. Kernels that do are named on standard error.
  func kernel(_ name: String) -> MiningKernel {
    do throws(KernelError) {
      let choice = try KernelChoice(name)
      for failed in choice.failed { note("\(KernelError.failedSelfTest(failed))") }
      return choice.kernel
    } catch {
      note("\(error)")
      return .portable
    }
  }
}
