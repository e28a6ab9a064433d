// CancelAndDeadlineTests.swift: calls that end before their service is done.

import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@Suite("Cancellation and deadlines")
struct CancelAndDeadlineTests {
  @Test("CANCEL ends a call CANCELLED, tells its service once, and the late answer goes nowhere")
  func cancel() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.hold, id: 1)
    waitUntil { server.service.heldCount == 1 }
    client.send(Bytes.frame(FrameHeader(.cancel, callID: 1)))
    client.send(Bytes.frame(FrameHeader(.cancel, callID: 1)))
    let frame = try #require(client.read())
    #expect(frame.type == .response && frame.header.callID == 1 && frame.status == .cancelled)
    #expect(frame.error?.notStarted == false)
    server.service.releaseAll()
    client.sendRequest(TestService.Method.echo, id: 2)
    #expect(client.read()?.header.callID == 2)
    #expect(server.service[\.cancelled] == 1)
  }

  @Test("CANCEL after the end is ignored")
  func cancelAfterEnd() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.echo, id: 1)
    #expect(client.read()?.status == .ok)
    client.send(Bytes.frame(FrameHeader(.cancel, callID: 1)))
    client.send(Bytes.frame(FrameHeader(.credit, callID: 1, argument: 5)))
    client.send(Bytes.frame(FrameHeader(.ping, argument: 3)))
    #expect(client.read()?.type == .pong)
  }

  @Test("a cancelled call keeps its slot until its work has stopped")
  func slots() throws {
    let server = try TestServer { $0.maxCallsPerConnection = 64 }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    for id in 1...64 as ClosedRange<UInt32> { client.sendRequest(TestService.Method.hold, id: id) }
    waitUntil { server.service.heldCount == 64 }
    for id in 1...64 as ClosedRange<UInt32> { client.send(Bytes.frame(FrameHeader(.cancel, callID: id))) }
    for _ in 1...64 { #expect(client.read()?.status == .cancelled) }
    client.sendRequest(TestService.Method.echo, id: 65)
    let refused = try #require(client.read()?.error)
    #expect(refused.code == .resourceExhausted && refused.notStarted && refused.retryAfterMilliseconds > 0)
    #expect(refused.details == [Detail(detail: .limit(LimitReached(limit: "max-calls-per-connection", maximum: 64)))])
    server.service.releaseAll()
    var id: UInt32 = 66
    var status: StatusCode?
    waitUntil("a free slot") {
      client.sendRequest(TestService.Method.echo, id: id)
      id += 1
      status = client.read()?.status
      return status == .ok
    }
  }

  @Test("1,000 calls cancelled at once each end exactly once")
  func manyCancels() throws {
    let server = try TestServer { $0.maxCallsPerConnection = 2_000 }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    for id in 1...1_000 as ClosedRange<UInt32> {
      client.send(
        Bytes.request(TestService.Method.hold, id: id) + Bytes.frame(FrameHeader(.cancel, callID: id)))
    }
    client.halfClose()
    let frames = client.readToEnd()
    #expect(frames.map(\.header.callID).sorted() == Array(1...1_000))
    #expect(frames.allSatisfy { $0.status == .cancelled })
    #expect(server.service[\.cancelled] == 1_000)
    #expect(server.server.counts.callsCancelled == 1_000)
  }

  @Test("a deadline of 1 ms on a service that sleeps ends DEADLINE_EXCEEDED and tells the service")
  func deadline() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.hold, id: 1, milliseconds: 1)
    client.sendRequest(TestService.Method.follow, id: 2, milliseconds: 1)
    let frames = [try #require(client.read()), try #require(client.read())]
    #expect(Set(frames.map(\.type)) == [.response, .end])
    #expect(frames.allSatisfy { $0.status == .deadlineExceeded })
    waitUntil { server.service[\.cancelled] == 2 }
    let deadlines = server.service[\.contexts].compactMap(\.deadlineNanoseconds)
    #expect(deadlines.count == 2 && deadlines.allSatisfy { $0 < EventLoop.readClock() })
  }

  @Test("the loss of a connection tells the services of all its calls", arguments: [true, false])
  func loss(unix: Bool) throws {
    let server = try TestServer([unix ? .unix(path: TestServer.unixPath()) : .tcp(host: "127.0.0.1", port: 0)])
    defer { server.stop() }
    var client: TestClient? = try TestClient.greeted(server.endpoint)
    // A closed TCP socket with unread bytes resets the connection; a Unix one hangs up.
    client?.sendRequest(TestService.Method.hold, id: 1)
    client?.sendRequest(TestService.Method.follow, id: 2)
    client?.sendRequest(TestService.Method.echo, id: 3, digits: 10)
    waitUntil { server.service[\.started] == 3 }
    client = nil
    server.service.push(1)
    waitUntil("the services to be told") {
      server.service.push(1)
      return server.service[\.cancelled] == 2
    }
    #expect(server.service.releaseAll() == 1)
  }

  @Test("a stream whose client has read everything and is gone ends, though it has nothing to send")
  func goneReader() throws {
    let server = try TestServer()
    defer { server.stop() }
    var client: TestClient? = try TestClient.greeted(server.endpoint)
    client?.sendRequest(TestService.Method.follow, id: 1)
    waitUntil { server.service[\.started] == 1 }
    client = nil
    waitUntil("the service to be told") { server.service[\.cancelled] == 1 }
  }

  @Test("a client that has closed its half and still reads goes on following")
  func halfClosedReader() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.follow, id: 1)
    waitUntil { server.service[\.started] == 1 }
    client.halfClose()
    #expect(client.read()?.type == .ping)
    server.service.push(2)
    #expect([client.read()?.type, client.read()?.type] == [.item, .item])
  }
}
