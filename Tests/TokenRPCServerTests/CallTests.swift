// CallTests.swift: calls over real sockets.

import Testing
import TokenNet
import TokenRPCServer
import TokenWire

@Suite("Calls over a socket")
struct CallTests {
  @Test("the server says HELLO at once, with its limits and methods")
  func serverHello() throws {
    let server = try TestServer { $0.maxCallsPerConnection = 77 }
    defer { server.stop() }
    let client = try TestClient(server.endpoint)
    let hello = try #require(client.read()?.message(as: ServerHello.self))
    #expect(hello.versionMin == 1 && hello.versionMax == 1)
    #expect(hello.limits?.maxCallsInFlight == 77)
    #expect(hello.limits?.maxFrameBytes == 4 << 20)
    #expect(hello.server == "test 1")
    #expect(hello.methods.map(\.id) == [300, 301, 302, 303, 305, 306, 307, 308, 309])
    let limited = try #require(hello.methods.first { $0.id == 305 })
    #expect(limited.name == "test.Test/Limited" && limited.kind == .unary && limited.maxRequestBytes == 100)
  }

  @Test("a call is answered over TCP, over IPv6 and over a Unix socket, by every reactor", arguments: [1, 3])
  func everyListener(reactors: Int) throws {
    let server = try TestServer(
      [
        .tcp(host: "127.0.0.1", port: 0), .tcp(host: "::1", port: 0), .unix(path: TestServer.unixPath()),
      ], reactors: reactors)
    defer { server.stop() }
    for endpoint in server.endpoints + server.endpoints {
      let client = try TestClient.greeted(endpoint)
      client.sendRequest(TestService.Method.echo, id: 1, digits: 3)
      let frame = try #require(client.read())
      #expect(frame.type == .response && frame.header.callID == 1 && frame.status == .ok)
      #expect(frame.message(as: DrawReply.self)?.code == "xxx")
    }
  }

  @Test("a conversation split at any byte goes the same way")
  func splitAnywhere() throws {
    let server = try TestServer()
    defer { server.stop() }
    let bytes =
      Bytes.hello + Bytes.request(TestService.Method.echo, id: 1, digits: 5)
      + Bytes.frame(FrameHeader(.ping, argument: 9)) + Bytes.request(TestService.Method.count, id: 2, digits: 2)
    for split in 1..<bytes.count {
      let client = try TestClient(server.endpoint)
      client.send(Array(bytes[..<split]))
      client.send(Array(bytes[split...]))
      client.halfClose()
      let types = client.readToEnd().map(\.type)
      #expect(types == [.hello, .response, .pong, .item, .item, .end], "split at \(split)")
    }
  }

  @Test("a conversation one byte at a time goes the same way")
  func byteByByte() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient(server.endpoint)
    for byte in Bytes.hello + Bytes.request(TestService.Method.echo, id: 1, digits: 5) { client.send([byte]) }
    client.halfClose()
    #expect(client.readToEnd().map(\.type) == [.hello, .response])
  }

  @Test("10,000 requests in one write are all answered, in order")
  func coalesced() throws {
    let server = try TestServer {
      $0.maxBufferedBytesPerConnection = 1 << 20
      $0.maxFrameBytes = 1 << 19
    }
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    let requests = (1...10_000).flatMap { Bytes.request(TestService.Method.echo, id: UInt32($0), digits: 200) }
    client.send(requests)
    client.halfClose()
    let frames = client.readToEnd()
    #expect(frames.map(\.header.callID) == Array(1...10_000))
    #expect(frames.allSatisfy { $0.type == .response && $0.status == .ok })
  }

  @Test("calls held by their service are answered from another thread, in any order")
  func fromOtherThreads() throws {
    let server = try TestServer(reactors: 2)
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    for id in 1...100 as ClosedRange<UInt32> { client.sendRequest(TestService.Method.hold, id: id) }
    client.sendRequest(TestService.Method.echo, id: 101)
    #expect(client.read()?.header.callID == 101)
    waitUntil { server.service.heldCount == 100 }
    #expect(server.service.releaseAll() == 100)
    var ids: Set<UInt32> = []
    for _ in 0..<100 {
      let frame = try #require(client.read())
      #expect(frame.message(as: DrawReply.self)?.code == "released")
      ids.insert(frame.header.callID)
    }
    #expect(ids == Set(1...100))
  }

  @Test("after the client's half-close 100 pending replies all arrive, then the end of file", arguments: [true, false])
  func halfClose(unix: Bool) throws {
    let server = try TestServer([unix ? .unix(path: TestServer.unixPath()) : .tcp(host: "127.0.0.1", port: 0)])
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    for id in 1...100 as ClosedRange<UInt32> { client.sendRequest(TestService.Method.hold, id: id) }
    client.halfClose()
    waitUntil { server.service.heldCount == 100 }
    server.service.releaseAll()
    let frames = client.readToEnd()
    #expect(Set(frames.map(\.header.callID)) == Set(1...100))
    #expect(frames.allSatisfy { $0.status == .ok })
  }

  @Test("a call is found by its name in the metadata, which reaches the service with realm and peer")
  func byName() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient(server.endpoint)
    client.send(Bytes.frame(FrameHeader(.hello), ClientHello(versionMin: 1, versionMax: 3, realm: 7)))
    let metadata = Metadata(
      entries: [MetadataEntry(key: "a-key", value: [1, 2])], method: "test.Test/Echo", traceParent: "trace")
    client.send(Bytes.frame(FrameHeader(.request, callID: 5), metadata: metadata, DrawRequest(digits: 1)))
    let frame = try #require(client.read(skipping: .hello))
    #expect(frame.status == .ok && frame.header.callID == 5)
    let context = try #require(server.service[\.contexts].first)
    #expect(context.metadata == metadata)
    #expect(context.realm == 7)
    #expect(context.peer.hasPrefix("127.0.0.1:"))
  }

  @Test("unknown methods are UNIMPLEMENTED and not started, and the connection lives")
  func unknownMethods() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.send(Bytes.frame(FrameHeader(.request, code: 999, callID: 1), DrawRequest()))
    let named = Metadata(method: "test.Test/Nothing")
    client.send(Bytes.frame(FrameHeader(.request, callID: 2), metadata: named, DrawRequest()))
    for id in 1...2 as ClosedRange<UInt32> {
      let frame = try #require(client.read())
      #expect(frame.type == .response && frame.header.callID == id && frame.status == .unimplemented)
      #expect(frame.error?.notStarted == true)
    }
    client.sendRequest(TestService.Method.echo, id: 3)
    #expect(client.read()?.status == .ok)
  }

  @Test("a message that can't be decoded is INVALID_ARGUMENT with the field, and the connection lives")
  func badMessage() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    var garbage = Bytes.raw(FrameHeader(.request, code: 300, callID: 1), [0xff, 0xff, 0xff])
    garbage += Bytes.raw(FrameHeader(.request, code: 305, callID: 2), [0x0a, 2, 0xff, 0xfe])
    garbage += Bytes.raw(FrameHeader(.request, code: 305, callID: 3), [0x0a, 3, 0x61, 0, 0x62])
    garbage += Bytes.raw(FrameHeader(.request, flags: .metadata, code: 300, callID: 4), [0xff, 0xff])
    garbage += Bytes.raw(FrameHeader(.request, flags: .metadata, code: 300, callID: 5), [])
    garbage += Bytes.raw(FrameHeader(.request, code: 0, callID: 6), [])
    client.send(garbage)
    for id in 1...6 as ClosedRange<UInt32> {
      let error = try #require(client.read()?.error, "call \(id)")
      #expect(error.code == .invalidArgument && error.notStarted, "call \(id): \(error)")
    }
    client.sendRequest(TestService.Method.echo, id: 7)
    #expect(client.read()?.status == .ok)
  }

  @Test("a call that its service forgets is INTERNAL, not forgotten")
  func dropped() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(TestService.Method.drop, id: 1)
    #expect(client.read()?.status == .internal)
    client.sendRequest(TestService.Method.hold, id: 2)
    waitUntil { server.service.heldCount == 1 }
    server.service.forgetAll()
    #expect(client.read()?.status == .internal)
    #expect(server.server.counts.callsDropped == 2)
  }
}

extension Bytes {
  /// A frame with any payload.
  static func raw(_ header: FrameHeader, _ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    payload.withUnsafeBytes { bytes.append(header, payload: $0) }
    return bytes
  }
}
