// StreamTests.swift: server streams and their credit.

import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@Suite("Streams")
struct StreamTests {
  @Test("a stream stalls without credit, resumes with it, and END counts its items")
  func credit() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint, credit: 2)
    client.sendRequest(TestService.Method.count, id: 1, digits: 5)
    for number in 0..<2 { #expect(client.read()?.message(as: DrawReply.self)?.code == "\(number)") }
    client.send(Bytes.frame(FrameHeader(.ping)))
    #expect(client.read()?.type == .pong)
    #expect(server.service[\.itemsMade] == 2)
    client.send(Bytes.frame(FrameHeader(.credit, callID: 1, argument: 0)))
    client.send(Bytes.frame(FrameHeader(.credit, callID: 1, argument: 10)))
    for number in 2..<5 { #expect(client.read()?.message(as: DrawReply.self)?.code == "\(number)") }
    let end = try #require(client.read())
    #expect(end.type == .end && end.status == .ok && end.header.argument == 5 && end.payload.isEmpty)
  }

  @Test("HELLO's credit 0 means 32")
  func defaultCredit() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.count, id: 1, digits: 100)
    for _ in 0..<32 { #expect(client.read()?.type == .item) }
    client.send(Bytes.frame(FrameHeader(.ping)))
    #expect(client.read()?.type == .pong)
  }

  @Test("an empty stream is an END with no item")
  func empty() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.count, id: 1, digits: 0)
    let end = try #require(client.read())
    #expect(end.type == .end && end.status == .ok && end.header.argument == 0)
  }

  @Test("credit up to 2^31-1 is fine, one more is INVALID_ARGUMENT for that stream alone")
  func overflow() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint, credit: 1)
    client.sendRequest(TestService.Method.follow, id: 1)
    client.sendRequest(TestService.Method.follow, id: 2)
    for id in 1...2 as ClosedRange<UInt32> {
      client.send(Bytes.frame(FrameHeader(.credit, callID: id, argument: FrameLimits.maxCredit - 1)))
    }
    client.send(Bytes.frame(FrameHeader(.credit, callID: 1, argument: 1)))
    let end = try #require(client.read())
    #expect(end.type == .end && end.header.callID == 1 && end.status == .invalidArgument)
    server.service.push(1)
    let item = try #require(client.read())
    #expect(item.type == .item && item.header.callID == 2)
  }

  @Test("a source that waits is woken from another thread")
  func wake() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint, credit: 1_000)
    client.sendRequest(TestService.Method.follow, id: 1)
    waitUntil { server.service[\.started] == 1 }
    for number in 0..<100 {
      server.service.push(1)
      #expect(client.read()?.message(as: DrawReply.self)?.code == "\(number)")
    }
    client.send(Bytes.frame(FrameHeader(.cancel, callID: 1)))
    let end = try #require(client.read())
    #expect(end.type == .end && end.status == .cancelled && end.header.argument == 100)
    waitUntil { server.service[\.cancelled] == 1 }
  }

  @Test("several streams take turns")
  func turns() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint, credit: 1_000_000)
    client.send(
      Bytes.request(TestService.Method.count, id: 1, digits: 500)
        + Bytes.request(TestService.Method.count, id: 2, digits: 500))
    let frames = (0..<1_002).compactMap { _ in client.read() }
    let firstHalf = frames.prefix(500).map(\.header.callID)
    #expect(firstHalf.filter { $0 == 1 }.count == 250)
    #expect(frames.filter { $0.type == .end && $0.header.argument == 500 }.count == 2)
  }

  @Test("an item of 64 KiB passes, a larger one fails the stream", arguments: [true, false])
  func largeItems(fits: Bool) throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint, credit: 1)
    // A text field of this length has a tag byte and three bytes of length before it.
    client.sendRequest(TestService.Method.inflate, id: 1, digits: fits ? 65_532 : 65_533)
    let frame = try #require(client.read())
    if fits {
      #expect(frame.type == .item && frame.header.length == FrameLimits.itemBytes)
    } else {
      #expect(frame.type == .end && frame.status == .resourceExhausted)
    }
  }

  @Test("after the client's half-close streams end CANCELLED when their credit is used up")
  func halfClose() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint, credit: 3)
    client.sendRequest(TestService.Method.count, id: 1, digits: 5)
    client.sendRequest(TestService.Method.count, id: 2, digits: 2)
    client.halfClose()
    let frames = client.readToEnd()
    #expect(frames.filter { $0.header.callID == 1 }.map(\.type) == [.item, .item, .item, .end])
    #expect(frames.first { $0.type == .end && $0.header.callID == 1 }?.status == .cancelled)
    #expect(frames.first { $0.type == .end && $0.header.callID == 2 }?.status == .ok)
  }

  @Test("a reader that does not read costs bounded memory, and loses nothing when it reads again")
  func slowReader() throws {
    let server = try TestServer([.unix(path: TestServer.unixPath())])
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint, credit: 1_000_000)
    client.sendRequest(TestService.Method.inflate, id: 1, digits: 60_000)
    client.sendRequest(TestService.Method.count, id: 2, digits: 20_000)
    // The kernel's buffers and the server's 256 KiB fill, then nothing more is made.
    var made = -1
    waitUntil("the stream to stall") {
      defer { made = server.service[\.itemsMade] }
      return made > 0 && made == server.service[\.itemsMade]
    }
    #expect(made < 100)
    client.send(Bytes.frame(FrameHeader(.cancel, callID: 1)))
    var next = 0
    while let frame = client.read() {
      guard frame.header.callID == 2 else { continue }
      if frame.type == .end { break }
      #expect(frame.message(as: DrawReply.self)?.code == "\(next)")
      next += 1
      if next % 1_000 == 0 { client.send(Bytes.frame(FrameHeader(.credit, callID: 2, argument: 1))) }
    }
    #expect(next == 20_000)
  }
}
