// TestClient.swift: a client that knows frames and nothing else, and blocks. What docs/protocol.md says in forty lines.

import Glibc
import TokenNet
import TokenWire

/// A frame as it came.
struct Frame: Equatable {
  var header: FrameHeader
  var payload: [UInt8]

  var type: FrameType? { header.type }
  var status: StatusCode { StatusCode(wire: header.code) }

  /// The code of a GOAWAY.
  var goawayCode: StatusCode? {
    guard type == .goaway, let goaway: Goaway = message() else { return nil }
    return StatusCode(rawValue: UInt16(goaway.code))
  }

  /// What a failed call says.
  var error: RPCError? { payload.withUnsafeBytes { RPCError(header, payload: $0, in: Arena()) } }

  func message<Message: WireMessage>(as type: Message.Type = Message.self) -> Message? {
    try? payload.withUnsafeBytes { bytes throws(DecodeError) in try Message(decoding: bytes, in: Arena()) }
  }
}

/// A blocking connection.
final class TestClient {
  private let descriptor: Descriptor
  private var parser = FrameParser(maxPayloadBytes: FrameLimits.hardCapBytes)
  private var frames: [Frame] = []
  private var isAtEnd = false
  /// Frames are given up on after this; a test that comes here has failed.
  static let patienceMilliseconds: Int32 = 60_000

  init(_ endpoint: Endpoint) throws {
    let socket = try ConnectingSocket(to: SocketAddress.resolve(endpoint)[0])
    descriptor = socket.descriptor
    if !socket.isConnected {
      wait(POLLOUT)
      if let reason = socket.finish() { throw SystemError("connect", reason) }
    }
  }

  deinit { descriptor.close() }

  /// A client that has said HELLO and read the server's.
  static func greeted(_ endpoint: Endpoint, credit: UInt32 = 0) throws -> TestClient {
    let client = try TestClient(endpoint)
    client.sendHello(credit: credit)
    let hello = client.read()
    precondition(hello?.type == .hello, "no HELLO but \(String(describing: hello))")
    return client
  }

  // MARK: - Sending

  /// Sends bytes; receives meanwhile, so that neither side waits for the other.
  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      switch bytes.withUnsafeBytes({ descriptor.write(UnsafeRawBufferPointer(rebasing: $0[sent...])) }) {
      case .bytes(let count): sent += count
      case .wouldBlock: if wait(POLLOUT | POLLIN) & POLLIN != 0 { receive() }
      case .endOfFile, .failed: return
      }
    }
  }

  func sendHello(credit: UInt32 = 0) {
    send(
      Bytes.frame(FrameHeader(.hello), ClientHello(versionMin: 1, versionMax: 1, initialCredit: credit, client: "test"))
    )
  }

  func sendRequest(_ method: MethodDescriptor, id: UInt32, digits: UInt32 = 0, milliseconds: UInt32 = 0) {
    send(Bytes.request(method, id: id, digits: digits, milliseconds: milliseconds))
  }

  func halfClose() { descriptor.shutdownWrite() }

  // MARK: - Receiving

  /// The next frame; nil at the end of file.
  func read() -> Frame? {
    while frames.isEmpty, !isAtEnd { receive() }
    return frames.isEmpty ? nil : frames.removeFirst()
  }

  /// All frames to the end of file.
  func readToEnd() -> [Frame] {
    while !isAtEnd { receive() }
    defer { frames = [] }
    return frames
  }

  /// The next frame that is not of this type; nil at the end of file.
  func read(skipping type: FrameType) -> Frame? {
    while let frame = read() { if frame.type != type { return frame } }
    return nil
  }

  private func receive() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    switch buffer.withUnsafeMutableBytes({ descriptor.read(into: $0) }) {
    case .bytes(let count):
      do {
        _ = try buffer[..<count].withUnsafeBytes { bytes throws(FrameError) in
          try parser.feed(bytes) { header, payload in
            frames.append(Frame(header: header, payload: [UInt8](payload)))
            return .next
          }
        }
      } catch {
        preconditionFailure("the server sent what is no frame: \(error)")
      }
    case .wouldBlock: wait(POLLIN)
    case .endOfFile, .failed: isAtEnd = true
    }
  }

  @discardableResult
  private func wait(_ events: Int32) -> Int32 {
    var poll = pollfd(fd: descriptor.rawValue, events: Int16(events), revents: 0)
    precondition(Glibc.poll(&poll, 1, TestClient.patienceMilliseconds) > 0, "the server did nothing for a minute")
    return Int32(poll.revents)
  }
}

/// Frames as bytes.
enum Bytes {
  static func frame(_ header: FrameHeader) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(header)
    return bytes
  }

  static func frame<Message: WireMessage>(
    _ header: FrameHeader, metadata: Metadata? = nil, _ message: Message
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    do { try bytes.append(header, metadata: metadata, message, in: Arena()) } catch { preconditionFailure("\(error)") }
    return bytes
  }

  static func request(
    _ method: MethodDescriptor, id: UInt32, digits: UInt32 = 0, milliseconds: UInt32 = 0
  ) -> [UInt8] {
    frame(FrameHeader(.request, code: method.id, callID: id, argument: milliseconds), DrawRequest(digits: digits))
  }

  static let hello = frame(FrameHeader(.hello), ClientHello(versionMin: 1, versionMax: 1))
}
