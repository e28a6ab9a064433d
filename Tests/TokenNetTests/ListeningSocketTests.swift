// ListeningSocketTests.swift: listening and connecting, over TCP and Unix sockets.

import Foundation
import Testing

@testable import TokenNet

@Suite("ListeningSocket")
struct ListeningSocketTests {
  private func path() -> String { "\(NSTemporaryDirectory())/tn-\(UUID().uuidString.prefix(8)).sock" }

  @Test("port 0 becomes the port the system picked")
  func realPort() throws {
    let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
    defer { socket.close() }
    guard case .tcp("127.0.0.1", let port) = socket.endpoint else {
      Issue.record("\(socket.endpoint)")
      return
    }
    #expect(port != 0)
  }

  @Test("an address in use says so, with the address")
  func addressInUse() throws {
    let first = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
    defer { first.close() }
    let expected = ListenError.system(SystemError("listen on \(first.endpoint)", .addressInUse))
    #expect(throws: expected) { try ListeningSocket(first.endpoint) }
    #expect("\(expected)" == "listen on \(first.endpoint): address already in use (EADDRINUSE)")
  }

  @Test("a host that nobody knows is an error that names it")
  func unknownHost() {
    #expect(throws: ListenError.self) { try ListeningSocket(.tcp(host: "no such host.invalid", port: 1)) }
  }

  @Test("a socket file is open to its owner alone and goes when it is closed")
  func mode() throws {
    let path = path()
    let socket = try ListeningSocket(.unix(path: path))
    let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(permissions == 0o600)
    socket.close()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("a socket file that nobody listens on is replaced, a live one is refused")
  func stale() throws {
    let path = path()
    let dead = try ListeningSocket(.unix(path: path))
    dead.descriptor.close()
    let live = try ListeningSocket(.unix(path: path))
    let expected = ListenError.system(SystemError("listen on unix:\(path)", .addressInUse))
    #expect(throws: expected) { try ListeningSocket(.unix(path: path)) }
    live.close()
  }

  @Test("a file that is no socket is never removed")
  func ordinaryFile() throws {
    let path = path()
    try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: ListenError.self) { try ListeningSocket(.unix(path: path)) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test("closing leaves the file of another server that took the name")
  func foreignFile() throws {
    let path = path()
    let first = try ListeningSocket(.unix(path: path))
    try FileManager.default.removeItem(atPath: path)
    let second = try ListeningSocket(.unix(path: path))
    first.close()
    #expect(FileManager.default.fileExists(atPath: path))
    second.close()
  }

  @Test("bytes written arrive, and a closed half is the end of file", arguments: [true, false])
  func transfer(unix: Bool) throws {
    let listener = try ListeningSocket(unix ? .unix(path: path()) : .tcp(host: "127.0.0.1", port: 0))
    defer { listener.close() }
    let (client, server) = try connectedPair(listener)
    defer {
      client.close()
      server.close()
    }
    #expect(client.write([1, 2, 3]) == .bytes(3))
    client.shutdownWrite()
    #expect(server.readAll() == [1, 2, 3])
  }

  @Test("the kernel is told when to give a silent peer up, in its own range; a Unix socket has no such thing")
  func giveUp() throws {
    func told(_ descriptor: Descriptor) -> Int32? {
      var (value, length) = (Int32(-1), socklen_t(MemoryLayout<Int32>.size))
      let isKnown = getsockopt(descriptor.rawValue, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &value, &length) == 0
      return isKnown ? value : nil
    }
    for isTCP in [true, false] {
      let listener = try ListeningSocket(isTCP ? .tcp(host: "127.0.0.1", port: 0) : .unix(path: path()))
      let (client, server) = try connectedPair(listener)
      let times: [(Duration, Int32)] = [(.seconds(5), 5_000), (.zero, 1), (.seconds(1 << 40), 86_400_000)]
      for (time, milliseconds) in times {
        server.giveUp(after: time)
        #expect(told(server) == (isTCP ? milliseconds : nil))
      }
      for descriptor in [client, server] { descriptor.close() }
      listener.close()
    }
  }

  @Test("when descriptors have run out the reserve takes one connection and closes it")
  func reserve() throws {
    let listener = try ListeningSocket(.unix(path: path()))
    defer { listener.close() }
    let address = try SocketAddress.resolve(listener.endpoint)[0]
    let clients = [try ConnectingSocket(to: address).descriptor, try ConnectingSocket(to: address).descriptor]
    var reserve = ReserveDescriptor()
    for client in clients {
      reserve.refuseOne(of: listener)
      #expect(client.readAll() == [])
      client.close()
    }
    reserve.close()
  }

  @Test("connecting to a port nobody listens on is refused")
  func refused() throws {
    let listener = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
    let address = try SocketAddress.resolve(listener.endpoint)[0]
    listener.close()
    do {
      let socket = try ConnectingSocket(to: address)
      defer { socket.descriptor.close() }
      waitUntilReady(socket.descriptor, POLLOUT)
      #expect(socket.finish() == .connectionRefused)
    } catch {
      #expect(error.errno == .connectionRefused)
    }
  }
}

/// Both ends of a connection to `listener`.
func connectedPair(_ listener: ListeningSocket) throws -> (client: Descriptor, server: Descriptor) {
  let socket = try ConnectingSocket(to: SocketAddress.resolve(listener.endpoint)[0])
  waitUntilReady(listener.descriptor, POLLIN)
  guard case .socket(let accepted) = listener.accept() else { throw SystemError("accept", .current) }
  waitUntilReady(socket.descriptor, POLLOUT)
  if let reason = socket.finish() { throw SystemError("connect", reason) }
  return (socket.descriptor, accepted.descriptor)
}

func waitUntilReady(_ descriptor: Descriptor, _ events: Int32) {
  var poll = pollfd(fd: descriptor.rawValue, events: Int16(events), revents: 0)
  while Glibc.poll(&poll, 1, -1) < 0 {}
}

extension Descriptor {
  func write(_ bytes: [UInt8]) -> Transfer { bytes.withUnsafeBytes { write($0) } }

  /// What comes until the end of file.
  func readAll() -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      switch buffer.withUnsafeMutableBytes({ read(into: $0) }) {
      case .bytes(let count): result += buffer[..<count]
      case .wouldBlock: waitUntilReady(self, POLLIN)
      case .endOfFile, .failed: return result
      }
    }
  }
}
