// ReportFile.swift: owns the file of a report: it is there whole or not at all, and nothing is written over.

internal import Glibc
internal import TokenWire

/// Where a report goes.
struct ReportFile: Sendable {
  let path: String

  /// Throws why a report can't go there, before the work whose report it is: it holds something, or its directory can't
  /// be written to.
  init(path: String) throws(MachineFault) {
    self.path = path
    try checkFree()
    let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard access(directory, W_OK | X_OK) == 0 else { throw fault(errno) }
  }

  /// Writes the whole of it under another name, then gives it its own.
  func write(_ text: String) throws(CommandFailure) {
    do throws(MachineFault) {
      try checkFree()
      let temporary = "\(path).\(getpid()).part"
      guard Self.write(text, to: temporary), rename(temporary, path) == 0 else {
        let code = errno
        unlink(temporary)
        throw fault(code)
      }
    } catch {
      throw .machine(error)
    }
  }

  /// A file that holds nothing may be replaced.
  private func checkFree() throws(MachineFault) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 else {
      throw MachineFault(.alreadyExists, "\(path) holds something, and is not written over; name a new file")
    }
  }

  private func fault(_ code: Int32) -> MachineFault {
    MachineFault(.dataLoss, "can't write \(path): \(SystemReason.text(code))")
  }

  /// False, and the reason in `errno`: it can't be.
  private static func write(_ text: String, to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return false }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    let isWhole = rest.isEmpty && fsync(descriptor) == 0
    let code = errno
    close(descriptor)
    errno = code
    return isWhole
  }
}
