// Descriptor.swift: an open file descriptor of a socket, non-blocking. Whoever opened it closes it, once.

internal import CTokenSockets
internal import Glibc

/// What a read or write on a non-blocking socket came to.
public enum Transfer: Sendable, Equatable {
  /// This many bytes, at least 1.
  case bytes(Int)
  /// The peer has closed its half; only reads say so.
  case endOfFile
  /// Nothing now; wait until the descriptor is ready.
  case wouldBlock
  /// The connection is dead.
  case failed(Errno)
}

/// An open file descriptor.
public struct Descriptor: Sendable, Hashable {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// Reads what has arrived, at most `buffer.count` bytes, which must not be 0. One system call.
  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    precondition(!buffer.isEmpty, "a read of nothing looks like the end of file")
    do throws(Errno) {
      let count = try systemCall { recv(rawValue, buffer.baseAddress, buffer.count, 0) }
      return count == 0 ? .endOfFile : .bytes(count)
    } catch {
      return error.wouldBlock ? .wouldBlock : .failed(error)
    }
  }

  /// Writes as much of `bytes`, which must not be empty, as the socket takes. Never raises SIGPIPE. One system call.
  public func write(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    precondition(!bytes.isEmpty, "nothing to write")
    do throws(Errno) {
      return .bytes(try systemCall { send(rawValue, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) })
    } catch {
      return error.wouldBlock ? .wouldBlock : .failed(error)
    }
  }

  /// Tells the peer that no more will come. The socket can still be read.
  public func shutdownWrite() { _ = shutdown(rawValue, Int32(SHUT_WR)) }

  /// Closes the descriptor. Its number may belong to another file at once.
  public func close() { _ = Glibc.close(rawValue) }

  /// How sockets are made: streams that never block and that no child process inherits.
  static let streamKind = TOKEN_STREAM | acceptFlags
  static let acceptFlags = TOKEN_NONBLOCK | TOKEN_CLOEXEC

  /// Small writes leave at once, and a peer that has vanished without a word is noticed within two minutes, unless
  /// bytes to it wait: `giveUp` is for these. Does nothing on a Unix socket.
  func tune(family: Int32) {
    if family == AF_UNIX { return }
    setOption(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    setOption(SOL_SOCKET, SO_KEEPALIVE, 1)
    setOption(Int32(IPPROTO_TCP), TCP_KEEPIDLE, 60)
    setOption(Int32(IPPROTO_TCP), TCP_KEEPINTVL, 15)
    setOption(Int32(IPPROTO_TCP), TCP_KEEPCNT, 4)
  }

  /// Has the kernel end a TCP connection when sent bytes are not acknowledged, or waiting ones not taken, for so long:
  /// at least 1 ms, at most a day. Does nothing on a Unix socket. One system call.
  public func giveUp(after time: Duration) {
    let milliseconds = UInt64(0).advanced(clampedBy: time) / 1_000_000
    setOption(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, Int32(min(max(milliseconds, 1), 86_400_000)))
  }

  /// Sets an integer option; a socket that does not know it stays as it is.
  func setOption(_ level: Int32, _ name: Int32, _ value: Int32) {
    var value = value
    _ = setsockopt(rawValue, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
