// ScratchDirectory.swift: owns a directory that is gone with all in it when it is done with, also after Ctrl-C.

internal import Glibc
internal import Synchronization
internal import TokenWire

/// A fresh directory. A kill -9 or Ctrl-\\ leaves it behind; the end of the program, Ctrl-C, SIGTERM and SIGHUP do not.
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
    private let directory = Mutex<MadeDirectory?>(nil)

    /// Makes the directory; nil, and the reason in `errno`: it can't be.
    func make(_ template: String) -> String? {
      directory.withLock { directory in
        directory = MadeDirectory(template)
        return directory?.path
      }
    }

    func remove() {
      directory.withLock { directory in
        directory?.remove()
        directory = nil
      }
    }

    func removeAndEnd(by number: Int32) -> Never {
      directory.withLock { directory in
        directory?.remove()
        EndingSignals.end(by: number)
      }
    }
  }
}

/// A directory that this process has made. Held by a descriptor, so that nobody who puts another in its place has that
/// one's files removed; links are never followed.
private struct MadeDirectory: Sendable {
  /// How often what a program makes in it meanwhile is looked for.
  private static let tries = 100
  private static let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

  let path: String
  private let descriptor: Int32

  /// nil, and the reason in `errno`: it can't be made.
  init?(_ template: String) {
    var template = Array(template.utf8CString)
    guard let path = mkdtemp(&template).map({ String(cString: $0) }) else { return nil }
    descriptor = open(path, Self.flags)
    guard descriptor >= 0 else { return nil }
    self.path = path
  }

  /// Removes it with all in it, also while a program uses it: under another name it makes no new files there, but for
  /// one that was on its way.
  func remove() {
    let aside = path + ".gone"
    let name = rename(path, aside) == 0 ? aside : path
    for _ in 0..<Self.tries {
      Self.clear(descriptor)
      if rmdir(name) == 0 { break }
      usleep(1_000)
    }
    close(descriptor)
  }

  private static func clear(_ directory: Int32) {
    for name in entries(of: directory) where unlinkat(directory, name, 0) != 0 && errno == EISDIR {
      let inner = openat(directory, name, flags)
      guard inner >= 0 else { continue }
      clear(inner)
      close(inner)
      unlinkat(directory, name, AT_REMOVEDIR)
    }
  }

  private static func entries(of directory: Int32) -> [String] {
    let copy = openat(directory, ".", flags)
    guard copy >= 0, let stream = fdopendir(copy) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
