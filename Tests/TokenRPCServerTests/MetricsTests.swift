// MetricsTests.swift: what a server counts of calls, times, bytes and connections, and how it tells it.

import Glibc
import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

extension ServerMetrics {
  /// All metrics as text, read by a strict reader. Blocks until every reactor has answered.
  fileprivate func read() throws -> Exposition {
    let text = Mutex(String?.none)
    collect { families in text.withLock { $0 = MetricText.text(of: families) } }
    waitUntil("the metrics") { text.withLock { $0 != nil } }
    return try Exposition(try #require(text.withLock { $0 }))
  }
}

extension Exposition {
  /// Calls of a method that ended with a code.
  fileprivate func calls(_ method: MethodDescriptor, _ code: StatusCode) -> Double? {
    value("tokenrpc_server_calls_total", ["method": method.fullName, "code": code.name])
  }

  fileprivate func count(_ name: String) -> Double? { value("tokenrpc_server_\(name)") }
}

@Suite("metrics of a server", .timeLimit(.minutes(2)))
struct MetricsTests {
  private typealias Method = TestService.Method

  @Test("each call counts once, under its method and the code it ended with")
  func codes() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint, credit: 10)
    for id in 1...3 as ClosedRange<UInt32> { client.sendRequest(Method.echo, id: id, digits: 6) }
    client.sendRequest(Method.drop, id: 4)
    client.sendRequest(Method.count, id: 5, digits: 4)
    client.sendRequest(Method.hold, id: 6, milliseconds: 20)
    client.sendRequest(Method.hold, id: 7)
    client.send(Bytes.frame(FrameHeader(.cancel, callID: 7)))
    client.send(Bytes.frame(FrameHeader(.request, code: 999, callID: 8)))
    client.send(
      Bytes.frame(
        FrameHeader(.request, code: Method.limited.id, callID: 9), DrawReply(code: String(repeating: "x", count: 101))))
    client.send(
      Bytes.frame(
        FrameHeader(.request, flags: .metadata, callID: 10), metadata: Metadata(method: Method.echo.fullName),
        DrawRequest(digits: 1)))
    var ended = 0
    while ended < 10, let frame = client.read() { if frame.type == .response || frame.type == .end { ended += 1 } }
    #expect(ended == 10)
    let metrics = try server.metrics.read()
    #expect(metrics.calls(Method.echo, .ok) == 4)
    #expect(metrics.calls(Method.drop, .internal) == 1 && metrics.calls(Method.drop, .ok) == 0)
    #expect(metrics.calls(Method.count, .ok) == 1)
    #expect(metrics.calls(Method.hold, .deadlineExceeded) == 1 && metrics.calls(Method.hold, .cancelled) == 1)
    #expect(metrics.calls(Method.limited, .resourceExhausted) == 1)
    #expect(metrics.value("tokenrpc_server_calls_total", ["method": "other", "code": "UNIMPLEMENTED"]) == 1)
    #expect(metrics.count("calls_dropped_total") == 1 && metrics.count("calls_cancelled_total") == 1)
    #expect(metrics.count("deadlines_exceeded_total") == 1 && metrics.count("calls_refused_total") == 2)
    // A late answer to a call that has ended changes nothing.
    server.service.releaseAll()
    waitUntil("the slots") { (try? server.metrics.read().count("calls_in_flight")) == 0 }
    #expect(try server.metrics.read().calls(Method.hold, .ok) == 0)
  }

  @Test("of every method as many times are told as calls have ended")
  func times() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    for id in 1...20 as ClosedRange<UInt32> {
      client.sendRequest(id % 3 == 0 ? Method.hold : id % 3 == 1 ? Method.echo : Method.drop, id: id)
    }
    waitUntil("the held calls") { server.service.heldCount == 6 }
    for _ in 1...14 { #expect(client.read()?.type == .response) }
    usleep(3_000)
    // What comes later on the same connection makes them no younger.
    client.sendRequest(Method.echo, id: 21)
    #expect(client.read()?.header.callID == 21)
    server.service.releaseAll()
    for _ in 1...6 { #expect(client.read()?.type == .response) }
    let metrics = try server.metrics.read()
    let calls = try #require(metrics.metrics["tokenrpc_server_calls_total"]?.samples)
    let name = "tokenrpc_server_call_duration_seconds"
    for (method, samples) in Dictionary(grouping: calls, by: { $0.labels["method"] ?? "" }) {
      let ended = samples.map(\.value).reduce(0, +)
      #expect(metrics.value("\(name)_count", ["method": method]) == ended, "\(method)")
      #expect((metrics.value("\(name)_sum", ["method": method]) == 0) == (ended == 0), "\(method)")
    }
    // Those that were held waited 3 ms at least.
    let hold = Method.hold.fullName
    #expect(metrics.value("\(name)_bucket", ["method": hold, "le": "0.002"]) == 0)
    #expect(try #require(metrics.value("\(name)_sum", ["method": hold])) >= 6 * 0.003)
  }

  @Test("calls and streams are in flight until they end, with their connection if not before")
  func inFlight() throws {
    // Over TCP a closed socket looks like a half-closed one for a minute.
    let server = try TestServer([.unix(path: TestServer.unixPath())])
    defer { server.stop() }
    do {
      let client = try TestClient.greeted(server.endpoint)
      client.sendRequest(Method.hold, id: 1)
      client.sendRequest(Method.follow, id: 2)
      waitUntil("both") { server.service.heldCount == 1 && server.service[\.followers.count] == 1 }
      let metrics = try server.metrics.read()
      #expect(metrics.count("calls_in_flight") == 2 && metrics.count("streams_in_flight") == 1)
      #expect(metrics.count("connections") == 1 && metrics.count("connections_accepted_total") == 1)
    }
    waitUntil("the connection's end") { (try? server.metrics.read().count("connections")) == 0 }
    let metrics = try server.metrics.read()
    #expect(metrics.calls(Method.hold, .cancelled) == 1 && metrics.calls(Method.follow, .cancelled) == 1)
    #expect(metrics.count("calls_lost_total") == 2 && metrics.count("streams_in_flight") == 0)
  }

  @Test("bytes count to the last one, in and out")
  func bytes() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient(server.endpoint)
    let sent = Bytes.hello + Bytes.request(Method.echo, id: 1, digits: 70_000)
    client.send(sent)
    var received = 0
    for _ in 1...2 { received += 16 + (client.read()?.payload.count ?? 0) }
    let metrics = try server.metrics.read()
    #expect(metrics.count("received_bytes_total") == Double(sent.count))
    #expect(metrics.count("sent_bytes_total") == Double(received) && received > 70_000)
  }

  @Test("what several reactors have counted is told as one")
  func reactors() throws {
    let server = try TestServer(reactors: 3)
    defer { server.stop() }
    for number in 1...7 {
      let client = try TestClient.greeted(server.endpoint)
      client.sendRequest(Method.echo, id: 1)
      #expect(client.read()?.status == .ok)
      #expect(try server.metrics.read().calls(Method.echo, .ok) == Double(number))
    }
  }

  @Test("a client that breaks the protocol is counted")
  func badFrames() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient(server.endpoint)
    client.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
    _ = client.readToEnd()
    #expect(try server.metrics.read().count("bad_frames_total") == 1)
  }

  @Test("method 17 answers with the server's metrics and those of what is behind it")
  func overTheWire() throws {
    let metrics = ServerMetrics { [.gauge("behind", "What is behind.", 4.5)] }
    var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
    configuration.metrics = metrics
    configuration.reactors = 2
    let server = try RPCServer(services: [MetricsHandlers(metrics)], configuration: configuration)
    let client = try TestClient.greeted(try #require(try server.start().first))
    defer { server.stop() }
    for id in 1...2 as ClosedRange<UInt32> {
      client.send(Bytes.frame(FrameHeader(.request, code: 17, callID: id), CollectRequest()))
      let reply: CollectReply = try #require(client.read()?.message())
      let read = try Exposition(reply.text)
      #expect(read.value("behind") == 4.5 && read.calls(MetricsServiceMethods.collect, .ok) == Double(id - 1))
      // The call that asks is one of them.
      #expect(read.count("calls_in_flight") == 1)
    }
  }

  @Test("before the server has started, and once it has stopped, there is nothing to count")
  func notRunning() throws {
    let metrics = ServerMetrics()
    #expect(throws: Exposition.Fault(line: 0, reason: "the last line does not end")) { try metrics.read() }
    var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
    configuration.metrics = metrics
    let server = try RPCServer(services: [TestService()], configuration: configuration)
    #expect(try metrics.read().calls(Method.echo, .ok) == 0)
    _ = try server.start()
    waitFor { server.stop(completion: $0) }
    #expect(try metrics.read().calls(Method.echo, .ok) == 0)
  }

  @Test("with long numbers and seven codes of every method the server's own metrics are under 52 KiB")
  func size() throws {
    let methods =
      TokenServiceMethods.all + GenerationServiceMethods.all + HealthServiceMethods.all + MetricsServiceMethods.all
      + CallsServiceMethods.all + ReflectionServiceMethods.all
    let names = ["other"] + methods.map(\.fullName)
    let meter = ReactorMeter(methods: names.count)
    let codes = StatusCode.allCases.suffix(6) + [.ok]
    for row in names.indices { for code in codes { meter.callEnded(row, code, arrivedAt: 0) } }
    var counts = meter.counts(at: 1_000_000)
    for _ in 0..<40 {
      let same = counts
      counts.add(same)
    }
    let source = ServerMetrics.Source(counters: ServerCounters(), usage: ServerUsage(), methods: names)
    let text = MetricText.text(of: source.families(counts, polledNanoseconds: 1_500_000_000))
    let samples = try #require(try Exposition(text).metrics["tokenrpc_server_calls_total"]?.samples)
    #expect(samples.count == names.count * 7 && samples.allSatisfy { $0.value == Double(1 << 40) })
    #expect(text.utf8.count < 52 * 1_024)
    #expect(try Exposition(text).metrics["tokenrpc_server_polled_seconds_total"]?.samples.map(\.value) == [1.5])
  }
}
