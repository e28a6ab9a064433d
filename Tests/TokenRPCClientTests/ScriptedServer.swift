// ScriptedServer.swift: a server whose every byte is in the test's hands: blocking sockets, one thread a connection.

import Foundation
import Glibc
import Synchronization
import TokenNet
import TokenWire

/// Why a script could not go on.
enum ScriptError: Error {
  /// The client has closed the connection, or nothing came for `Peer.patience`.
  case nothingCame
  case unexpected(FrameHeader)
}

/// A server that plays one script per connection, given the connection's number from 1.
final class ScriptedServer: Sendable {
  let endpoint: Endpoint
  private let listener: Int32
  private let accepted = Mutex(0)
  private let failures = Mutex<[String]>([])

  init(at place: ReservedPort = ReservedPort(), _ script: @escaping @Sendable (Peer, Int) throws -> Void) {
    precondition(listen(place.descriptor, 64) == 0, "no test server")
    listener = place.descriptor
    endpoint = place.endpoint
    // Not on Dispatch, whose threads the clients need.
    Thread.detachNewThread { self.run(script) }
  }

  /// How many connections were made so far.
  var connections: Int { accepted.withLock { $0 } }

  /// What scripts did not get to see.
  var scriptFailures: [String] { failures.withLock { $0 } }

  /// Takes no further connections; its port remains its own.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func run(_ script: @escaping @Sendable (Peer, Int) throws -> Void) {
    while true {
      let descriptor = accept(listener, nil, nil)
      if descriptor < 0 { return }
      let number = accepted.withLock { count in
        count += 1
        return count
      }
      Thread.detachNewThread {
        let peer = Peer(descriptor)
        do { try script(peer, number) } catch { self.failures.withLock { $0.append("\(error)") } }
        peer.close()
      }
    }
  }
}

/// The server's end of one connection.
final class Peer {
  private let descriptor: Int32
  private var isOpen = true
  private let arena = Arena()

  /// How long a script waits for the client before it fails.
  static let patience = 30

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  func close() {
    if isOpen { Glibc.close(descriptor) }
    isOpen = false
  }

  /// The next frame.
  func read() throws -> (header: FrameHeader, payload: [UInt8]) {
    guard let header = try bytes(16).withUnsafeBytes({ FrameHeader($0) }) else { throw ScriptError.nothingCame }
    return (header, try bytes(Int(header.length)))
  }

  /// The next frame, which must be of this type.
  @discardableResult
  func expect(_ type: FrameType) throws -> (header: FrameHeader, payload: [UInt8]) {
    let frame = try read()
    guard frame.header.type == type else { throw ScriptError.unexpected(frame.header) }
    return frame
  }

  /// Reads until the client closes.
  func drain() {
    while (try? bytes(1)) != nil {}
  }

  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  func send(_ header: FrameHeader) {
    var output: [UInt8] = []
    output.append(header)
    write(output)
  }

  func send(_ header: FrameHeader, _ message: some WireMessage, metadata: Metadata? = nil) {
    write(encoded(header, message, metadata: metadata))
  }

  func encoded(_ header: FrameHeader, _ message: some WireMessage, metadata: Metadata? = nil) -> [UInt8] {
    var output: [UInt8] = []
    do {
      try output.append(header, metadata: metadata, message, in: arena)
    } catch {
      preconditionFailure("\(error)")
    }
    return output
  }

  func decode<Message: WireMessage>(_ type: Message.Type, _ payload: [UInt8]) throws -> Message {
    try payload.withUnsafeBytes { try Message(decoding: $0, in: arena) }
  }

  /// Reads the client's HELLO and answers it.
  @discardableResult
  func greet(maxFrameBytes: UInt32 = 0, maxCalls: UInt32 = 0) throws -> ClientHello {
    let hello = try decode(ClientHello.self, try expect(.hello).payload)
    send(
      FrameHeader(.hello),
      ServerHello(
        versionMin: 1, versionMax: 1, limits: Limits(maxFrameBytes: maxFrameBytes, maxCallsInFlight: maxCalls),
        server: "scripted 1"))
    return hello
  }

  /// Answers a unary call with a reply that repeats `text`.
  func answer(_ id: UInt32, _ text: String = "") {
    send(FrameHeader(.response, callID: id), DrawReply(code: text))
  }

  private func bytes(_ count: Int) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let result = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + filled, count - filled, 0) }
      if result < 0 && errno == EINTR { continue }
      if result <= 0 { throw ScriptError.nothingCame }
      filled += result
    }
    return buffer
  }
}

/// Calls of the test: a unary that changes nothing, one that changes something, and a stream.
enum TestCalls {
  static let draw = MethodDescriptor(
    id: 320, fullName: "test.Test/Draw", kind: .unary, isIdempotent: true, maxRequestBytes: 0)
  static let change = MethodDescriptor(
    id: 321, fullName: "test.Test/Change", kind: .unary, isIdempotent: false, maxRequestBytes: 0)
  static let list = MethodDescriptor(
    id: 322, fullName: "test.Test/List", kind: .serverStream, isIdempotent: true, maxRequestBytes: 0)
}

extension ClientChannel {
  func draw(_ digits: UInt32 = 6, timeout: Duration? = nil) async throws(RPCError) -> String {
    let reply: DrawReply = try await call(
      TestCalls.draw, DrawRequest(digits: digits), options: CallOptions(timeout: timeout))
    return reply.code
  }

  func change(_ options: CallOptions = CallOptions()) async throws(RPCError) -> String {
    let reply: DrawReply = try await call(TestCalls.change, DrawRequest(), options: options)
    return reply.code
  }

  func list(_ options: CallOptions = CallOptions()) -> ReplyStream<DrawReply> {
    stream(TestCalls.list, DrawRequest(), options: options)
  }
}

/// What a call failed with; nil: it did not.
func failure<Value>(_ body: () async throws(RPCError) -> Value) async -> RPCError? {
  do throws(RPCError) {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}
