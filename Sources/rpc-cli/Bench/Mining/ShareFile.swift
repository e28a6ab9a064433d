// ShareFile.swift: owns the file of the shares: a header in hex a line, so that anyone can check the work.

internal import Glibc
internal import Synchronization
internal import TokenCore
internal import TokenWire

/// A new file. It holds whole lines at any time: each is one write, and is taken back when the disk has no room for it.
final class ShareFile: Sendable {
  private let path: String
  private let descriptor: Int32
  private let state = Mutex(State())

  private struct State {
    var wholeBytes = 0
    var fault: Int32?
  }

  /// Makes the file, or takes an empty one. Throws why that can't be: one that holds something is never written over.
  init(path: String) throws(MachineFault) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else { throw MachineFault(.dataLoss, "can't write \(path): \(SystemReason.text(errno))") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size == 0 else {
      close(descriptor)
      throw MachineFault(.alreadyExists, "\(path) holds something, and is not written over; name a new file")
    }
  }

  deinit { close(descriptor) }

  /// Appends a header. From any thread. What fails is told by `check`.
  func add(_ header: BlockHeader) {
    let line = Array((Hex.text(of: header.bytes) + "\n").utf8)
    state.withLock { state in
      guard state.fault == nil else { return }
      let count = write(descriptor, line, line.count)
      if count == line.count {
        state.wholeBytes += count
      } else {
        state.fault = count < 0 ? errno : ENOSPC
        if count > 0 { ftruncate(descriptor, state.wholeBytes) }
      }
    }
  }

  /// Throws when a line could not be written.
  func check() throws(CommandFailure) {
    guard let code = state.withLock({ $0.fault }) else { return }
    throw .machine(MachineFault(.dataLoss, "can't write \(path): \(SystemReason.text(code))"))
  }
}
