// FairnessTests.swift: one client's flood takes little from others: no long turn, no memory, no view of the server.

import Glibc
import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

@Suite("fairness", .timeLimit(.minutes(2)))
struct FairnessTests {
  /// Makes every call of the first connection take a while, and counts them.
  private final class Toil: ServerInterceptor {
    private let calls = Mutex(0)

    var count: Int { calls.withLock { $0 } }

    func began(_ call: InterceptedCall, _ context: inout CallContext) throws(RPCError) {
      guard call.connection == 1 else { return }
      calls.withLock { $0 += 1 }
      usleep(100)
    }
  }

  @Test("a client that sends thousands of calls at once does not have its turn until all are answered")
  func turns() throws {
    let toil = Toil()
    let server = try TestServer(interceptors: [toil])
    defer { server.stop() }
    let (first, second) = (try TestClient.greeted(server.endpoint), try TestClient.greeted(server.endpoint))
    first.send((1...8_000).flatMap { Bytes.request(TestService.Method.echo, id: $0) })
    waitUntil { toil.count > 0 }
    second.sendRequest(TestService.Method.echo, id: 1)
    #expect(second.read()?.status == .ok)
    #expect(toil.count < 8_000)
    // Those that had to let others by are answered all the same, in their order.
    for id in 1...8_000 as ClosedRange<UInt32> { #expect(first.read()?.header.callID == id) }
  }

  /// A server with the metrics service beside the test service.
  private func server(
    _ metrics: ServerMetrics, limits change: (inout ServerLimits) -> Void = { _ in }
  ) throws -> (server: RPCServer, service: TestService, endpoint: Endpoint) {
    var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
    configuration.metrics = metrics
    change(&configuration.limits)
    let service = TestService()
    let server = try RPCServer(services: [service, MetricsHandlers(metrics)], configuration: configuration)
    return (server, service, try #require(try server.start().first))
  }

  private func collect(id: UInt32) -> [UInt8] {
    Bytes.frame(FrameHeader(.request, code: 17, callID: id), CollectRequest())
  }

  @Test("answers that wait for room are not made before there is some")
  func answers() throws {
    let made = Atomic(0)
    let help = String(repeating: "x", count: 1 << 20)
    let metrics = ServerMetrics {
      made.add(1, ordering: .relaxed)
      return [.gauge("large", help, 1)]
    }
    let (server, _, endpoint) = try server(metrics)
    defer { server.stop() }
    let (first, second) = (try TestClient.greeted(endpoint), try TestClient.greeted(endpoint))
    first.send((1...300).flatMap(collect))
    waitUntil { made.load(ordering: .relaxed) > 0 }
    // Answered in a turn behind the one that worked those off.
    for id in 1...2 as ClosedRange<UInt32> {
      second.sendRequest(TestService.Method.echo, id: id)
      #expect(second.read()?.status == .ok)
    }
    // What the sockets take, and a few.
    #expect(made.load(ordering: .relaxed) < 60)
  }

  @Test("a server whose calls are all taken still says how it is, to so many who ask")
  func fullServer() throws {
    let metrics = ServerMetrics()
    let (server, service, endpoint) = try server(metrics) { $0.maxCalls = 64 }
    defer { server.stop() }
    let (first, second) = (try TestClient.greeted(endpoint), try TestClient.greeted(endpoint))
    for id in 1...64 as ClosedRange<UInt32> { first.sendRequest(TestService.Method.hold, id: id) }
    waitUntil { service.heldCount == 64 }
    second.sendRequest(TestService.Method.echo, id: 1)
    #expect(second.read()?.status == .resourceExhausted)
    second.send(collect(id: 2))
    let reply: CollectReply = try #require(second.read()?.message())
    #expect(reply.text.contains("\ntokenrpc_server_calls_in_flight 65\n"))
    var usage = ServerLimits()
    usage.maxCalls = 64
    let full = ServerUsage()
    for _ in 0..<64 { full.callStays(Call(kind: .unary, credit: 0)) }
    #expect(full.room(within: usage) == .ownCalls)
    for _ in 0..<ServerUsage.ownCallsBeyond { full.callStays(Call(kind: .unary, credit: 0)) }
    #expect(full.room(within: usage) == .noCalls)
  }

  @Test("requests of calls in flight count as bytes until these are answered, whether their client waits or not")
  func requestBytes() throws {
    let server = try TestServer()
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    let request = Bytes.request(TestService.Method.hold, id: 1, digits: 200)
    let bytes = request.count - FrameHeader.bytes
    for id in 1...10 as ClosedRange<UInt32> {
      client.send(Bytes.request(TestService.Method.hold, id: id, digits: 200))
    }
    waitUntil { server.service.heldCount == 10 && server.server.context.usage.bufferedByteCount == 10 * bytes }
    for id in 1...10 as ClosedRange<UInt32> { client.send(Bytes.frame(FrameHeader(.cancel, callID: id))) }
    waitUntil { server.service[\.cancelled] == 10 }
    #expect(server.server.context.usage.bufferedByteCount >= 10 * bytes)
    server.service.releaseAll()
    waitUntil("all to be given back") { server.server.context.usage.bufferedByteCount == 0 }
  }
}
