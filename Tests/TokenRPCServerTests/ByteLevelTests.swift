// ByteLevelTests.swift: what bytes alone can do to a server: the cases of the byte-level list that have no suite of
// their own. docs/testing.md says where the others are.

import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@Suite("Byte level")
struct ByteLevelTests {
  @Test("length 0: a request without a byte of payload is a message with every field at its default")
  func lengthZero() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send(Bytes.frame(FrameHeader(.request, code: 300, callID: 1)))
    let frame = try #require(client.read())
    #expect(frame.status == .ok && frame.message(as: DrawReply.self) == DrawReply())
  }

  @Test("a duplicate call id is GOAWAY while the first call is still open, and that call is lost")
  func duplicateLiveID() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.hold, id: 3)
    client.sendRequest(TestService.Method.hold, id: 3)
    let goaway = try #require(client.read())
    #expect(goaway.goawayCode == .invalidArgument && goaway.header.argument == 3)
    #expect(client.read() == nil)
    #expect(server.service[\.started] == 1)
    server.service.releaseAll()
  }

  @Test("slow headers and bodies: a frame that trickles in is over when its time is, however steadily bytes come")
  func trickle() throws {
    let server = try TestServer { $0.frameTimeout = .milliseconds(60) }
    defer { server.stop() }
    for skipped in [0, 16] {
      let client = try TestClient.greeted(server.endpoint)
      let bytes = Bytes.raw(FrameHeader(.request, code: 300, callID: 1), Array(repeating: 0, count: 10_000))
      client.send(Array(bytes[..<skipped]))
      var sent = skipped
      waitUntil("the server's patience to end") {
        // Far more bytes than it can wait for, one a millisecond.
        client.send([bytes[sent]])
        sent += 1
        return server.server.counts.timeouts == (skipped == 0 ? 1 : 2)
      }
      #expect(client.readToEnd().last?.goawayCode == .deadlineExceeded)
    }
  }

  @Test("1,000 PINGs in one write are all answered, in order, each with its argument")
  func pings() throws {
    let server = try TestServer { $0.maxWaitingPings = 1_000 }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send((1...1_000).flatMap { Bytes.frame(FrameHeader(.ping, argument: $0 &* 0x9e37_79b9)) })
    for number in 1...1_000 as ClosedRange<UInt32> {
      let pong = try #require(client.read())
      #expect(pong.type == .pong && pong.header.argument == number &* 0x9e37_79b9)
    }
  }

  @Test("cancel flood: 1,000 calls cancelled at once start no more work than there are slots")
  func cancelFlood() throws {
    let server = try TestServer { $0.maxCallsPerConnection = 64 }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send(
      (1...1_000).flatMap {
        Bytes.request(TestService.Method.hold, id: $0) + Bytes.frame(FrameHeader(.cancel, callID: $0))
      })
    var statuses: [StatusCode: Int] = [:]
    for _ in 1...1_000 { statuses[try #require(client.read()).status, default: 0] += 1 }
    #expect(statuses == [.cancelled: 64, .resourceExhausted: 936])
    #expect(server.service[\.started] == 64)
    server.service.releaseAll()
  }

  /// A message that means harm, and what its call ends with.
  struct Bomb: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let code: StatusCode

    init(_ name: String, _ code: StatusCode, _ bytes: [UInt8]) {
      (testDescription, self.code, self.bytes) = (name, code, bytes)
    }

    /// `bytes` inside so many fields of a number that nobody knows.
    static func nested(_ levels: Int) -> [UInt8] {
      // From the inside out, in reverse.
      var reversed: [UInt8] = [1, 0x08]
      for _ in 0..<levels {
        var length: [UInt8] = []
        var rest = reversed.count
        while rest >= 128 {
          length.append(UInt8(rest & 127 | 128))
          rest >>= 7
        }
        reversed += (length + [UInt8(rest)]).reversed() + [0x7a]
      }
      return reversed.reversed()
    }

    static func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] { (0..<count).flatMap { _ in bytes } }
  }

  /// To `ServerHello`, whose field 4 is a repeated message and whose field 5 is text.
  static let bombs = [
    Bomb("depth, in a field nobody knows: not followed", .ok, Bomb.nested(10_000)),
    Bomb("depth, in groups", .invalidArgument, Bomb.repeated([0x0b], 60_000)),
    Bomb("unknown fields", .invalidArgument, Bomb.repeated([0xa0, 0x06, 1], 1_300_000)),
    Bomb("empty submessages", .invalidArgument, Bomb.repeated([0x22, 0], 2_000_000)),
    Bomb("a group tag", .invalidArgument, [0x0b, 0x0c]),
    Bomb("an end of no group", .invalidArgument, [0x0c]),
    Bomb("a wire type that there is not", .invalidArgument, [0x0e]),
    Bomb("wire-type mismatch, bytes for a number", .invalidArgument, [0x0a, 1, 1]),
    Bomb("wire-type mismatch, a number for text", .invalidArgument, [0x28, 1]),
    Bomb("bad UTF-8", .invalidArgument, [0x2a, 2, 0xc0, 0xaf]),
    Bomb("embedded NUL", .invalidArgument, [0x2a, 3, 0x61, 0, 0x62]),
    Bomb("a varint without end", .invalidArgument, [0x08] + Array(repeating: 0xff, count: 100)),
    Bomb("a length beyond the message", .invalidArgument, [0x2a, 0xff, 0xff, 0xff, 0x7f]),
  ]

  @Test("a bomb fails its own call, costs little, and the same connection serves the next", arguments: bombs)
  func defuses(bomb: Bomb) throws {
    var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
    configuration.reactors = 1
    let server = try RPCServer(services: [HelloTaker()], configuration: configuration)
    defer { server.stop() }
    let client = try TestClient.greeted(try #require(try server.start().first))
    client.send(Bytes.raw(FrameHeader(.request, code: HelloTaker.method.id, callID: 1), bomb.bytes))
    let frame = try #require(client.read())
    #expect(frame.header.callID == 1 && frame.status == bomb.code, "\(frame.status)")
    if bomb.code != .ok { #expect(frame.error?.notStarted == true) }
    client.send(Bytes.frame(FrameHeader(.request, code: HelloTaker.method.id, callID: 2), ServerHello(server: "x")))
    #expect(client.read()?.status == .ok)
  }
}

/// Takes a message with text, numbers and messages in it.
private struct HelloTaker: RPCService {
  static let method = MethodDescriptor(
    id: 400, fullName: "test.HelloTaker/Take", kind: .unary, isIdempotent: true, maxRequestBytes: 0)

  var methods: [MethodHandler] {
    [
      MethodHandler(method: Self.method) { bytes, arena, context, responder, call throws(DecodeError) in
        _ = try ServerHello(decoding: bytes, in: arena)
        UnaryCall<DrawReply>(context: context, responder: responder, id: call).succeed(DrawReply())
      }
    ]
  }
}
