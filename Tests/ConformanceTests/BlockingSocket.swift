// BlockingSocket.swift: a TCP socket on loopback that blocks, for tests that stand between client and server.

import Glibc
import TokenNet

/// A descriptor. Whoever made it closes it, once.
struct BlockingSocket: Sendable {
  private let descriptor: Int32

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    // Small writes leave at once.
    setOption(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
  }

  /// Listens on a port of loopback; 0: any that is free.
  static func listening(on port: UInt16) throws -> (BlockingSocket, Endpoint) {
    let socket = try make()
    socket.setOption(SOL_SOCKET, SO_REUSEADDR, Int32(1))
    var address = loopback(port)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withSockaddr(&address) { pointer in
      let result = Glibc.bind(socket.descriptor, pointer, length)
      return result == 0 && listen(socket.descriptor, 64) == 0 ? getsockname(socket.descriptor, pointer, &length) : -1
    }
    guard result == 0 else { throw SystemError("listen", .init(rawValue: errno)) }
    return (socket, .tcp(host: "127.0.0.1", port: UInt16(bigEndian: address.sin_port)))
  }

  static func connected(to port: UInt16) throws -> BlockingSocket {
    let socket = try make()
    var address = loopback(port)
    let result = withSockaddr(&address) {
      connect(socket.descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
    guard result == 0 else {
      let reason = errno
      socket.close()
      throw SystemError("connect", .init(rawValue: reason))
    }
    return socket
  }

  /// The next connection; nil once the socket is shut down.
  func accept() -> BlockingSocket? {
    let accepted = Glibc.accept(descriptor, nil, nil)
    return accepted < 0 ? nil : BlockingSocket(accepted)
  }

  /// What has arrived, waiting for it; nil at the end and after a reset.
  func read() -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
      var count = -1
      repeat { count = recv(descriptor, buffer.baseAddress, buffer.count, 0) } while count < 0 && errno == EINTR
      filled = max(0, count)
    }
    return bytes.isEmpty ? nil : bytes
  }

  func hasInput(withinMilliseconds patience: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, patience) > 0
  }

  /// Writes everything; false when the other side is gone.
  func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  func shutdown(_ how: Int) { Glibc.shutdown(descriptor, Int32(how)) }

  /// The close will be a reset.
  func resetsOnClose() { setOption(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0)) }

  func close() { Glibc.close(descriptor) }

  private static func make() throws -> BlockingSocket {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SystemError("socket", .init(rawValue: errno)) }
    return BlockingSocket(descriptor)
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    return address
  }

  private static func withSockaddr(
    _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Int32
  ) -> Int32 {
    withUnsafeMutablePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body) }
  }

  private func setOption<Value>(_ level: Int32, _ name: Int32, _ value: Value) {
    withUnsafeBytes(of: value) {
      _ = setsockopt(descriptor, level, name, $0.baseAddress, socklen_t($0.count))
    }
  }
}
