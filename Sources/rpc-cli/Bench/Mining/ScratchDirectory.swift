// ScratchDirectory.swift: owns a directory that is gone with all in it when it is done with, also after Ctrl-C.

internal import Dispatch
internal import Glibc
internal import TokenWire

/// A fresh directory. A kill -9 leaves it behind, everything else does not.
final class ScratchDirectory {
  let path: String
  private let sources: [any DispatchSourceSignal]

  /// What ends a process unless something is done about it.
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Makes a directory in `parent`.
  init(in parent: String) throws(CommandFailure) {
    var template = Array("\(parent)/token-rpc-bench-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw .machine(MachineFault(.failedPrecondition, "can't use \(parent): \(SystemReason.text(errno))"))
    }
    let path = String(cString: made)
    self.path = path
    sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        Self.removeTree(path)
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      source.activate()
      return source
    }
  }

  /// Where such directories are made unless something else is said.
  static var usualParent: String {
    let said = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return said.isEmpty ? "/tmp" : said
  }

  /// Removes it with all in it.
  func remove() {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
    Self.removeTree(path)
  }

  /// Removes a directory with all in it. Links are not followed.
  private static func removeTree(_ path: String) {
    for name in entries(of: path) {
      let entry = "\(path)/\(name)"
      if unlink(entry) != 0, errno == EISDIR { removeTree(entry) }
    }
    rmdir(path)
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
