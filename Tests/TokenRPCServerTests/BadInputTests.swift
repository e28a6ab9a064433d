// BadInputTests.swift: what breaks the protocol ends the connection with GOAWAY and a reason; what breaks one call ends
// that call.

import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@Suite("Bad input")
struct BadInputTests {
  /// Sends `bytes` to a new connection and expects GOAWAY with this code, and the end of file behind it.
  private func expectGoaway(
    _ code: StatusCode, _ text: String, lastID: UInt32 = 0, after bytes: [UInt8],
    _ limits: (inout ServerLimits) -> Void = { _ in }
  ) throws {
    let server = try TestServer(limits: limits)
    defer { server.stop() }
    let client = try TestClient(server.endpoint)
    client.send(bytes)
    let frames = client.readToEnd()
    let last = try #require(frames.last)
    #expect(last.goawayCode == code)
    #expect(last.header.argument == lastID)
    let message = last.message(as: Goaway.self)?.message ?? ""
    #expect(message.contains(text), "\(message)")
    #expect(server.server.counts.badFrames == 1)
  }

  @Test(
    "a frame before HELLO is GOAWAY, whatever it is",
    arguments: [FrameType.request, .cancel, .credit, .ping, .pong, .goaway, .item, .response])
  func beforeHello(type: FrameType) throws {
    try expectGoaway(
      .failedPrecondition, "send HELLO first", after: Bytes.frame(FrameHeader(type, code: 300, callID: 1)))
  }

  @Test("a client of versions this server does not speak is GOAWAY")
  func versions() throws {
    let hello = ClientHello(versionMin: 2, versionMax: 9)
    try expectGoaway(.failedPrecondition, "versions", after: Bytes.frame(FrameHeader(.hello), hello))
  }

  @Test("a HELLO that can't be read or has a field out of range is GOAWAY")
  func badHello() throws {
    try expectGoaway(.invalidArgument, "HELLO", after: Bytes.raw(FrameHeader(.hello), [0xff, 0xff]))
    try expectGoaway(.invalidArgument, "version_min", after: Bytes.frame(FrameHeader(.hello)))
    let credit = ClientHello(versionMin: 1, versionMax: 1, initialCredit: FrameLimits.maxCredit + 1)
    try expectGoaway(.invalidArgument, "initial_credit", after: Bytes.frame(FrameHeader(.hello), credit))
    let credential = ClientHello(versionMin: 1, versionMax: 1, credential: Array(repeating: 1, count: 4_097))
    try expectGoaway(.invalidArgument, "credential", after: Bytes.frame(FrameHeader(.hello), credential))
  }

  @Test("a HELLO above 64 KiB is refused by its header alone")
  func largeHello() throws {
    try expectGoaway(
      .resourceExhausted, "65536", after: Bytes.frame(FrameHeader(.hello, length: 65_537)).withLength(65_537))
  }

  @Test("a frame of 4 GiB is GOAWAY: its first byte can't be a frame's")
  func fourGiB() throws {
    let frame = Bytes.frame(FrameHeader(.request, code: 300, callID: 1)).withLength(.max)
    try expectGoaway(.invalidArgument, "begins no frame", after: Bytes.hello + frame)
  }

  @Test("a frame of exactly the limit passes, one byte more is GOAWAY")
  func frameLimit() throws {
    let limit: UInt32 = 65_536
    let change: (inout ServerLimits) -> Void = { $0.maxFrameBytes = Int(limit) }
    let over = Bytes.frame(FrameHeader(.request, code: 300, callID: 1)).withLength(limit + 1)
    try expectGoaway(.resourceExhausted, "max-frame-bytes", after: Bytes.hello + over, change)
    let server = try TestServer(limits: change)
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send(Bytes.raw(FrameHeader(.ping, argument: 5), Array(repeating: 0, count: Int(limit))))
    #expect(client.read()?.type == .pong)
  }

  @Test(
    "HTTP, TLS and noise are told what this port speaks",
    arguments: [
      ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "not HTTP"), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "not HTTP"),
      ("\u{16}\u{03}\u{01}", "not TLS"), ("\u{7f}garbage", "begins no frame"), ("G", "not HTTP"),
    ])
  func otherProtocols(bytes: String, text: String) throws {
    try expectGoaway(.invalidArgument, text, after: Array(bytes.utf8))
    try expectGoaway(.invalidArgument, text, after: Bytes.hello + Array(bytes.utf8))
  }

  @Test("type 0 is GOAWAY")
  func typeZero() throws {
    try expectGoaway(.invalidArgument, "type 0", after: Bytes.hello + Array(repeating: 0, count: 16))
  }

  @Test("a call id that does not rise is GOAWAY with the last accepted id", arguments: [3, 2, 0] as [UInt32])
  func idsRise(second: UInt32) throws {
    let bytes =
      Bytes.hello + Bytes.request(TestService.Method.echo, id: 3)
      + Bytes.request(TestService.Method.echo, id: second)
    try expectGoaway(.invalidArgument, "not above 3", lastID: 3, after: bytes)
  }

  @Test("CANCEL and CREDIT above the highest call id are GOAWAY", arguments: [FrameType.cancel, .credit])
  func neverMade(type: FrameType) throws {
    let bytes =
      Bytes.hello + Bytes.request(TestService.Method.hold, id: 3)
      + Bytes.frame(FrameHeader(type, callID: 4, argument: 1))
    try expectGoaway(.invalidArgument, "never made", lastID: 3, after: bytes)
  }

  @Test("unknown types, PONG and a client's GOAWAY are ignored; PING is answered with its argument")
  func ignored() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    var unknown = FrameHeader(.ping, callID: 77)
    unknown.typeNumber = 99
    client.send(Bytes.raw(unknown, [1, 2, 3]))
    client.send(Bytes.frame(FrameHeader(.pong, argument: 1)))
    client.send(Bytes.frame(FrameHeader(.goaway), Goaway(code: 0, message: "bye")))
    client.send(Bytes.frame(FrameHeader(.ping, flags: FrameFlags(rawValue: 0x40), argument: 0xdead_beef)))
    let pong = try #require(client.read())
    #expect(pong.type == .pong && pong.header.argument == 0xdead_beef)
  }

  @Test("a later HELLO changes nothing else; a bad one is GOAWAY")
  func laterHello() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send(Bytes.frame(FrameHeader(.hello), ClientHello(versionMin: 1, versionMax: 1, credential: [1], realm: 9)))
    client.sendRequest(TestService.Method.echo, id: 1)
    #expect(client.read()?.status == .ok)
    #expect(server.service[\.contexts].map(\.realm) == [0])
    client.send(Bytes.raw(FrameHeader(.hello), [0xff]))
    #expect(client.read()?.goawayCode == .invalidArgument)
  }

  @Test("a critical frame of an unknown type fails its call alone; on the connection it is GOAWAY")
  func critical() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.hold, id: 1)
    var critical = FrameHeader(.ping, flags: .critical, callID: 1)
    critical.typeNumber = 42
    client.send(Bytes.frame(critical))
    var frame = try #require(client.read())
    #expect(frame.type == .response && frame.header.callID == 1 && frame.status == .unimplemented)
    // A call nobody made: the frame would have started it.
    critical.callID = 5
    client.send(Bytes.frame(critical))
    frame = try #require(client.read())
    #expect(frame.header.callID == 5 && frame.status == .unimplemented && frame.error?.notStarted == true)
    // Ended calls are left alone.
    client.send(Bytes.frame(critical))
    let flags = FrameFlags(rawValue: 0x84)
    client.send(Bytes.frame(FrameHeader(.request, flags: flags, code: 300, callID: 6), DrawRequest()))
    frame = try #require(client.read())
    #expect(frame.header.callID == 6 && frame.status == .unimplemented)
    critical.callID = 0
    client.send(Bytes.frame(critical))
    #expect(client.read()?.goawayCode == .unimplemented)
  }

  @Test("ITEM and END from a client are UNIMPLEMENTED for their call", arguments: [FrameType.item, .end])
  func clientStreams(type: FrameType) throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.follow, id: 1)
    client.send(Bytes.frame(FrameHeader(type, callID: 1)))
    let frame = try #require(client.read())
    #expect(frame.type == .end && frame.header.callID == 1 && frame.status == .unimplemented)
    waitUntil { server.service[\.cancelled] == 1 }
  }

  @Test("random bytes never stop the server", arguments: 0..<20)
  func noise(round: Int) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    let server = try TestServer {
      $0.helloTimeout = .milliseconds(200)
      $0.frameTimeout = .milliseconds(200)
    }
    defer { server.stop() }
    for _ in 0..<20 {
      let client = try TestClient(server.endpoint)
      var bytes = random.next() % 4 == 0 ? [] : Bytes.hello
      for _ in 0..<random.next() % 20 {
        var header = FrameHeader(.request, callID: UInt32.random(in: 0...20, using: &random))
        header.typeNumber = UInt8.random(in: 0...12, using: &random)
        header.flags = FrameFlags(rawValue: UInt8.random(in: 0...255, using: &random))
        header.code = [0, 300, 302, 305, 306, 9_999].randomElement(using: &random)!
        header.argument = UInt32.random(in: 0...5, using: &random)
        let payload = (0..<random.next() % 40).map { _ in UInt8.random(in: 0...255, using: &random) }
        bytes += Bytes.raw(header, payload)
      }
      if random.next() % 2 == 0 { bytes += [UInt8.random(in: 0...255, using: &random)] }
      client.send(bytes)
      client.halfClose()
      _ = client.readToEnd()
    }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.echo, id: 1)
    #expect(client.read()?.status == .ok, "seed \(seed)")
  }
}

extension [UInt8] {
  /// A frame whose header promises another length.
  func withLength(_ length: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + dropFirst(4)
  }
}

/// A small generator that a printed seed repeats.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
