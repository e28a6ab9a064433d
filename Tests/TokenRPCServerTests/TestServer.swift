// TestServer.swift: a server with the test service, and how tests wait.

import Foundation
import Synchronization
import Testing
import TokenNet
import TokenRPCServer

/// A running server.
struct TestServer {
  let service: TestService
  let server: RPCServer
  let metrics = ServerMetrics()
  let endpoints: [Endpoint]

  var endpoint: Endpoint { endpoints[0] }

  init(
    _ endpoints: [Endpoint] = [.tcp(host: "127.0.0.1", port: 0)], reactors: Int = 1,
    limits change: (inout ServerLimits) -> Void = { _ in }, interceptors: [any ServerInterceptor] = [],
    callLimit: RPCServer.CallLimit = .fixed,
    onDrain: @escaping @Sendable (TestService) -> Void = { _ in }
  ) throws {
    let service = TestService()
    var configuration = RPCServer.Configuration(endpoints: endpoints, serverName: "test 1")
    configuration.reactors = reactors
    configuration.metrics = metrics
    configuration.interceptors = interceptors
    configuration.callLimit = callLimit
    configuration.onDrain = { onDrain(service) }
    change(&configuration.limits)
    self.service = service
    server = try RPCServer(services: [service], configuration: configuration)
    self.endpoints = try server.start()
  }

  static func unixPath() -> String { "\(NSTemporaryDirectory())/rpc-\(UUID().uuidString.prefix(8)).sock" }

  /// Stops the server and waits until it has.
  func stop() { waitFor { server.stop(completion: $0) } }

  /// Starts a drain; what it returns is true once it has completed.
  func drain(grace: Duration) -> Flag {
    let flag = Flag()
    server.drain(grace: grace) { flag.set() }
    return flag
  }
}

/// Something that happens once.
final class Flag: Sendable {
  private let value = Atomic<Bool>(false)
  func set() { value.store(true, ordering: .releasing) }
  var isSet: Bool { value.load(ordering: .acquiring) }
}

/// Waits until `condition` holds. A test that waits a minute has failed.
func waitUntil(_ what: Comment = "a condition", _ condition: () -> Bool) {
  for _ in 0..<60_000 {
    if condition() { return }
    usleep(1_000)
  }
  Issue.record("waited a minute for \(what)")
}

/// Waits until `start`'s completion runs.
func waitFor(_ start: (@escaping @Sendable () -> Void) -> Void) {
  let flag = Flag()
  start { flag.set() }
  waitUntil("a completion") { flag.isSet }
}

/// Something that happens so many times.
final class Flags: Sendable {
  private let left: Atomic<Int>
  init(_ count: Int) { left = Atomic(count) }
  func add() { left.subtract(1, ordering: .releasing) }
  var isComplete: Bool { left.load(ordering: .acquiring) == 0 }
}
