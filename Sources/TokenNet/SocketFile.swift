// SocketFile.swift: the file of a Unix socket: made with mode 0600, replaced when dead, removed only by its maker.

internal import Glibc

/// A socket file, known by its inode so that another server's file of the same name is never removed.
struct SocketFile: Sendable {
  let path: String
  private let device: dev_t
  private let inode: ino_t

  /// Binds `descriptor` to `path`. A file that nobody listens on is replaced; a live one, or a file that is no socket,
  /// is EADDRINUSE.
  static func bind(
    _ descriptor: Descriptor, _ address: SocketAddress, path: String
  ) throws(SystemError) -> SocketFile {
    let operation = "listen on unix:\(path)"
    // Linux takes the mode of the file from the socket's own inode: no moment in which it is open to others, and no
    // umask, which belongs to the whole process.
    try systemCall(operation) { fchmod(descriptor.rawValue, 0o600) }
    let bindOnce = { () throws(Errno) in
      try systemCall { address.withPointer { Glibc.bind(descriptor.rawValue, $0, $1) } }
    }
    do throws(Errno) {
      do throws(Errno) {
        _ = try bindOnce()
      } catch .addressInUse {
        try removeDead(address, path)
        _ = try bindOnce()
      }
    } catch {
      throw SystemError(operation, error)
    }
    guard let file = SocketFile(path) else { throw SystemError(operation, .current) }
    return file
  }

  /// Removes the file unless another has taken its name.
  func remove() {
    guard let now = SocketFile(path), now.inode == inode, now.device == device else { return }
    unlink(path)
  }

  /// The socket file at `path`; nil: there is none.
  private init?(_ path: String) {
    var facts = stat()
    guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFSOCK else { return nil }
    self.path = path
    device = facts.st_dev
    inode = facts.st_ino
  }

  /// Removes a socket file whose listener is gone: connecting to it is refused.
  private static func removeDead(_ address: SocketAddress, _ path: String) throws(Errno) {
    guard let found = SocketFile(path) else { throw .addressInUse }
    let probe = Descriptor(rawValue: try systemCall { socket(AF_UNIX, Descriptor.streamKind, 0) })
    defer { probe.close() }
    do throws(Errno) {
      _ = try systemCall { address.withPointer { connect(probe.rawValue, $0, $1) } }
    } catch .connectionRefused {
      return found.remove()
    } catch {
      throw .addressInUse
    }
    throw .addressInUse
  }
}
