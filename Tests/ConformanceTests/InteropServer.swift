// InteropServer.swift: a real server with the interop service on a port of its own, and how these tests wait.

import Foundation
import Interop
import Synchronization
import Testing
import TokenNet
import TokenRPCClient
import TokenRPCServer
import TokenWire

/// A running server that has the interop service but for its last method.
struct InteropServer {
  let service: InteropService
  let server: RPCServer
  let endpoint: Endpoint

  init(
    at endpoint: Endpoint = .tcp(host: "127.0.0.1", port: 0), limits: ServerLimits = ServerLimits()
  ) throws {
    service = InteropService()
    var configuration = RPCServer.Configuration(endpoints: [endpoint], serverName: "interop 1")
    configuration.reactors = 1
    configuration.limits = limits
    server = try RPCServer(services: [ServedMethods(service)], configuration: configuration)
    self.endpoint = try #require(try server.start().first)
  }

  func stop() { server.stop() }
}

/// Runs `body` against a server and a client of it, both ended afterwards.
func withInterop<Value>(
  limits: ServerLimits = ServerLimits(), options: ClientOptions = ClientOptions(),
  _ body: (InteropServer, InteropTestServiceClient) async throws -> Value
) async throws -> Value {
  let server = try InteropServer(limits: limits)
  let client = RPCClient(server.endpoint, options: options)
  defer {
    client.close()
    server.stop()
  }
  return try await body(server, InteropTestServiceClient(client))
}

extension ServerLimits {
  /// The defaults but for one limit.
  static func with<Value>(_ limit: WritableKeyPath<ServerLimits, Value>, _ value: Value) -> ServerLimits {
    var limits = ServerLimits()
    limits[keyPath: limit] = value
    return limits
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

/// Counts from any thread.
final class Tally: Sendable {
  private let value = Atomic<Int>(0)
  func add() { value.add(1, ordering: .releasing) }
  var count: Int { value.load(ordering: .acquiring) }
}

/// Waits until `condition` holds. A test that waits a minute has failed.
func until(_ what: Comment, _ condition: () -> Bool) async throws {
  for _ in 0..<60_000 {
    if condition() { return }
    try await Task.sleep(for: .milliseconds(1))
  }
  Issue.record("waited a minute for \(what)")
}

extension InteropPayload {
  /// What every payload begins with: made once, since tests need hundreds of megabytes of it.
  private static let pattern = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8) }

  /// So many bytes, at most 1 MiB, not all the same.
  init(bytes count: Int) { self.init(body: Array(Self.pattern[..<count])) }

  /// It is what the other side made as so many bytes.
  func holds(bytes count: Int) -> Bool { body.count == count && memcmp(body, Self.pattern, count) == 0 }
}

extension ReplyStream<InteropStreamingOutputCallResponse> {
  /// The sizes of all items, each held against what it should be, to the end.
  func sizes() async throws(RPCError) -> [Int] {
    var sizes: [Int] = []
    while let item = try await next() {
      let count = item.payload?.body.count ?? -1
      #expect(item.payload?.holds(bytes: count) == true)
      sizes.append(count)
    }
    return sizes
  }
}
