// ScratchDirectory.swift: owns a directory that is gone with all in it when it is done with, also after Ctrl-C.

internal import Dispatch
internal import Glibc
internal import Synchronization
internal import TokenWire

/// A fresh directory. A kill -9 leaves it behind, everything else does not.
final class ScratchDirectory {
  let path: String
  private let ending: Ending
  private let sources: [any DispatchSourceSignal]

  /// What ends a process unless something is done about it.
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Makes a directory in `parent`.
  init(in parent: String) throws(CommandFailure) {
    let ending = Ending()
    let sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { ending.end(by: number) }
      source.activate()
      return source
    }
    guard let path = ending.makeDirectory("\(parent)/token-rpc-bench-XXXXXX") else {
      let reason = SystemReason.text(errno)
      Self.stop(sources)
      throw .machine(MachineFault(.failedPrecondition, "can't make a directory in \(parent): \(reason)"))
    }
    self.path = path
    self.ending = ending
    self.sources = sources
  }

  /// Where such directories are made unless something else is said.
  static var usualParent: String {
    let said = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return said.isEmpty ? "/tmp" : said
  }

  /// Removes it with all in it.
  func remove() {
    ending.remove()
    Self.stop(sources)
  }

  private static func stop(_ sources: [any DispatchSourceSignal]) {
    for source in sources { source.cancel() }
    for number in signals { signal(number, SIG_DFL) }
  }

  /// What the owner and the signals do to the directory, one after the other. A signal keeps the owner out for good, so
  /// that a process which it ends says nothing about files that were taken from under it.
  private final class Ending: Sendable {
    private let directory = Mutex<String?>(nil)

    /// Makes the directory; nil, and the reason in `errno`: it can't be.
    func makeDirectory(_ template: String) -> String? {
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

    /// Removes it and ends the process as the signal would have.
    func end(by number: Int32) {
      directory.withLock { directory in
        if let directory { DirectoryTree.remove(directory) }
        signal(number, SIG_DFL)
        kill(getpid(), number)
        while true { pause() }
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
