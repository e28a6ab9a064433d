// InterceptorTests.swift: what interceptors see, change and refuse, and that they are told each end once.

import Synchronization
import Testing
import TokenNet
import TokenRPCServer
import TokenWire

/// Writes down what it sees.
private final class Witness: ServerInterceptor {
  struct Event: Equatable {
    var who: String
    var call: UInt32
    var method: String
    /// nil: the call began.
    var code: StatusCode?
  }

  let name: String
  let log: Log
  let refusal: RPCError?
  let change: @Sendable (inout CallContext) -> Void

  final class Log: Sendable {
    private let state = Mutex<(events: [Event], contexts: [CallContext], durations: [Duration])>(([], [], []))
    var events: [Event] { state.withLock { $0.events } }
    var contexts: [CallContext] { state.withLock { $0.contexts } }
    var durations: [Duration] { state.withLock { $0.durations } }

    func add(_ event: Event, context: CallContext? = nil, duration: Duration? = nil) {
      state.withLock { state in
        state.events.append(event)
        if let context { state.contexts.append(context) }
        if let duration { state.durations.append(duration) }
      }
    }
  }

  init(
    _ name: String, _ log: Log, refusing refusal: RPCError? = nil,
    changing change: @escaping @Sendable (inout CallContext) -> Void = { _ in }
  ) {
    self.name = name
    self.log = log
    self.refusal = refusal
    self.change = change
  }

  func began(_ call: InterceptedCall, _ context: inout CallContext) throws(RPCError) {
    log.add(Event(who: name, call: call.id, method: call.method.fullName), context: context)
    if let refusal { throw refusal }
    change(&context)
  }

  func ended(_ call: InterceptedCall, _ code: StatusCode, after duration: Duration) {
    log.add(Event(who: name, call: call.id, method: call.method.fullName, code: code), duration: duration)
  }
}

@Suite("Interceptors", .timeLimit(.minutes(2)))
struct InterceptorTests {
  private typealias Method = TestService.Method

  private func event(_ who: String, _ call: UInt32, _ method: MethodDescriptor, _ code: StatusCode? = nil)
    -> Witness.Event
  { Witness.Event(who: who, call: call, method: method.fullName, code: code) }

  @Test("the first in the list is asked first and told last, for a call that is answered at once and one that waits")
  func order() throws {
    let log = Witness.Log()
    let server = try TestServer(interceptors: [Witness("a", log), Witness("b", log)])
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(Method.echo, id: 1, milliseconds: 60_000)
    #expect(client.read()?.status == .ok)
    client.sendRequest(Method.hold, id: 2)
    waitUntil("the held call") { server.service.heldCount == 1 }
    #expect(log.events.count == 6)
    server.service.releaseAll()
    #expect(client.read()?.status == .ok)
    #expect(
      log.events == [
        event("a", 1, Method.echo), event("b", 1, Method.echo),
        event("b", 1, Method.echo, .ok), event("a", 1, Method.echo, .ok),
        event("a", 2, Method.hold), event("b", 2, Method.hold),
        event("b", 2, Method.hold, .ok), event("a", 2, Method.hold, .ok),
      ])
    #expect(log.contexts[0].deadlineNanoseconds != nil && log.contexts[2].deadlineNanoseconds == nil)
    #expect(log.contexts[0].peer.hasPrefix("127.0.0.1:"))
    #expect(log.durations.allSatisfy { $0 > .zero })
  }

  @Test("what an interceptor changes in the context is what those behind it and the service see")
  func changes() throws {
    let log = Witness.Log()
    let name = Witness("name", log) { context in
      context.caller = 42
      context.realm = 7
    }
    let server = try TestServer(interceptors: [name, Witness("after", log)])
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    let metadata = Metadata(entries: [MetadataEntry(key: "tenant", value: [1])], credential: [9])
    client.send(
      Bytes.frame(
        FrameHeader(.request, flags: .metadata, code: Method.echo.id, callID: 1), metadata: metadata, DrawRequest()))
    #expect(client.read()?.status == .ok)
    #expect(log.contexts.map(\.caller) == [0, 42] && log.contexts.map(\.realm) == [0, 7])
    #expect(log.contexts.allSatisfy { $0.metadata == metadata })
    let seen = try #require(server.service[\.contexts].first)
    #expect(seen.caller == 42 && seen.realm == 7)
  }

  @Test("a deadline that an interceptor sets is the call's")
  func deadline() throws {
    let log = Witness.Log()
    let hurry = Witness("hurry", log) { $0.deadlineNanoseconds = EventLoop.readClock() + 20_000_000 }
    let server = try TestServer(interceptors: [hurry])
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(Method.hold, id: 1)
    #expect(client.read()?.status == .deadlineExceeded)
    #expect(server.service[\.contexts].first?.deadlineNanoseconds != nil)
    #expect(log.events.last == event("hurry", 1, Method.hold, .deadlineExceeded))
  }

  @Test("a refused call is not started, its service never sees it, and only who let it through is told")
  func refusal() throws {
    let log = Witness.Log()
    let refusal = RPCError(.unauthenticated, "who are you", retryAfterMilliseconds: 5)
    let server = try TestServer(
      interceptors: [Witness("a", log), Witness("b", log, refusing: refusal), Witness("c", log)])
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    client.sendRequest(Method.count, id: 1, digits: 3)
    let frame = try #require(client.read())
    var expected = refusal
    expected.notStarted = true
    #expect(frame.type == .end && frame.error == expected)
    #expect(server.service[\.started] == 0)
    #expect(
      log.events == [
        event("a", 1, Method.count), event("b", 1, Method.count), event("a", 1, Method.count, .unauthenticated),
      ])
    // Its slot is free.
    client.sendRequest(Method.echo, id: 2)
    #expect(client.read()?.status == .unauthenticated)
    #expect(server.server.counts.callsRefused == 2)
  }

  @Test("every end is told once: cancelled, late, undecodable, dropped, ended stream, lost connection")
  func everyEnd() throws {
    let log = Witness.Log()
    let server = try TestServer([.unix(path: TestServer.unixPath())], interceptors: [Witness("a", log)])
    defer { server.stop() }
    do {
      let client = try TestClient.greeted(server.endpoint, credit: 10)
      client.sendRequest(Method.hold, id: 1)
      client.send(Bytes.frame(FrameHeader(.cancel, callID: 1)))
      client.sendRequest(Method.hold, id: 2, milliseconds: 20)
      client.send(Bytes.raw(FrameHeader(.request, code: Method.echo.id, callID: 3), [0xff]))
      client.sendRequest(Method.drop, id: 4)
      client.sendRequest(Method.count, id: 5, digits: 2)
      client.sendRequest(Method.hold, id: 6)
      client.send(Bytes.frame(FrameHeader(.request, code: 9_999, callID: 7)))
      var left = 6
      while left > 0, let frame = client.read() { if frame.type == .response || frame.type == .end { left -= 1 } }
    }
    waitUntil("the connection's end") { log.durations.count == 6 }
    // An answer into the void is no second end.
    server.service.releaseAll()
    server.stop()
    let ends = log.events.filter { $0.code != nil }.sorted { $0.call < $1.call }
    #expect(
      ends == [
        event("a", 1, Method.hold, .cancelled), event("a", 2, Method.hold, .deadlineExceeded),
        event("a", 3, Method.echo, .invalidArgument), event("a", 4, Method.drop, .internal),
        event("a", 5, Method.count, .ok), event("a", 6, Method.hold, .cancelled),
      ])
  }

  @Test("calls of two connections are told apart, and the same value comes at begin and end")
  func identity() throws {
    final class Pairs: ServerInterceptor {
      let open = Mutex<[InterceptedCall: Int]>([:])
      let closed = Mutex(0)
      func began(_ call: InterceptedCall, _ context: inout CallContext) throws(RPCError) {
        open.withLock { $0[call, default: 0] += 1 }
      }
      func ended(_ call: InterceptedCall, _ code: StatusCode, after duration: Duration) {
        let isKnown = open.withLock { $0.removeValue(forKey: call) == 1 }
        if isKnown { closed.withLock { $0 += 1 } }
      }
    }
    let pairs = Pairs()
    let server = try TestServer(reactors: 2, interceptors: [pairs])
    defer { server.stop() }
    let clients = try (0..<4).map { _ in try TestClient.greeted(server.endpoint) }
    for client in clients { client.sendRequest(Method.hold, id: 1) }
    waitUntil("all of them") { server.service.heldCount == 4 }
    #expect(pairs.open.withLock { $0.count } == 4)
    server.service.releaseAll()
    for client in clients { #expect(client.read()?.status == .ok) }
    #expect(pairs.closed.withLock { $0 } == 4 && pairs.open.withLock { $0.isEmpty })
  }
}
