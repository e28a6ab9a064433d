// ScratchDirectory.swift: owns a directory that is gone with all in it when it is done with, also after Ctrl-C.

internal import Glibc
internal import Synchronization
internal import TokenWire

/// A fresh directory. A kill -9 leaves it behind, everything else does not.
final class ScratchDirectory {
  let path: String
  private let owned: Owned

  /// Makes a directory in `parent`.
  init(in parent: String) throws(CommandFailure) {
    let owned = Owned()
    if let error = EndingSignals.start({ owned.removeAndEnd(by: $0) }) {
      throw Self.failure(parent, error)
    }
    guard let path = owned.make("\(parent)/token-rpc-bench-XXXXXX") else {
      let error = errno
      EndingSignals.stop()
      throw Self.failure(parent, error)
    }
    self.path = path
    self.owned = owned
  }

  private static func failure(_ parent: String, _ error: Int32) -> CommandFailure {
    .machine(MachineFault(.failedPrecondition, "can't make a directory in \(parent): \(SystemReason.text(error))"))
  }

  /// Where such directories are made unless something else is said.
  static var usualParent: String {
    let said = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return said.isEmpty ? "/tmp" : said
  }

  /// Removes it with all in it.
  func remove() {
    owned.remove()
    EndingSignals.stop()
  }

  /// The directory, to which its owner and a signal do what they do one after the other. A signal keeps the owner out
  /// for good, so that a process which it ends says nothing about files that were taken from under it.
  private final class Owned: Sendable {
    private let directory = Mutex<String?>(nil)

    /// Makes the directory; nil, and the reason in `errno`: it can't be.
    func make(_ template: String) -> String? {
      directory.withLock { directory in
        var template = Array(template.utf8CString)
        directory = mkdtemp(&template).map { String(cString: $0) }
        return directory
      }
    }

    func remove() {
      directory.withLock { directory in
        if let directory { DirectoryTree.remove(directory) }
        directory = nil
      }
    }

    func removeAndEnd(by number: Int32) -> Never {
      directory.withLock { directory in
        if let directory { DirectoryTree.remove(directory) }
        EndingSignals.end(by: number)
      }
    }
  }
}

/// Directories with all that is in them.
private enum DirectoryTree {
  /// How often what a program makes in it meanwhile is looked for.
  private static let tries = 100

  /// Removes a directory that a program may still use: under another name it makes no new files there, but for one that
  /// was on its way.
  static func remove(_ path: String) {
    let aside = path + ".gone"
    guard rename(path, aside) == 0 else { return }
    for _ in 0..<tries {
      if clear(aside) { return }
      usleep(1_000)
    }
  }

  /// Links are not followed. False: something came into it meanwhile.
  private static func clear(_ path: String) -> Bool {
    for name in entries(of: path) {
      let entry = "\(path)/\(name)"
      if unlink(entry) != 0, errno == EISDIR { _ = clear(entry) }
    }
    return rmdir(path) == 0
  }

  private static func entries(of path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
