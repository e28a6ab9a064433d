// GRPCInteropLoadTests.swift: gRPC's interop cases that go on for long or do much at once, and those on the wish list
// at the end of grpc/grpc doc/interop-test-descriptions.md.

import Interop
import Testing
import TokenNet
import TokenRPCClient
import TokenRPCServer
import TokenWire

@Suite("gRPC interop, much at once", .timeLimit(.minutes(5)), .serialized)
struct GRPCInteropLoadTests {
  /// Runs `body` so many times at once.
  private func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<count { group.addTask { try await body(number) } }
      try await group.waitForAll()
    }
  }

  @Test("rpc_soak: 200 large calls one after the other go over one connection, and none fails")
  func rpcSoak() async throws {
    try await withInterop { server, test in
      for _ in 0..<200 { try await GRPCInteropTests.callLarge(test) }
      #expect(server.server.counts.connectionsAccepted == 1)
    }
  }

  @Test("channel_soak: 100 channels, each made for one large call and closed, leave nothing behind")
  func channelSoak() async throws {
    let server = try InteropServer()
    defer { server.stop() }
    for _ in 0..<100 {
      let client = RPCClient(server.endpoint)
      try await GRPCInteropTests.callLarge(InteropTestServiceClient(client))
      client.close()
    }
    #expect(server.server.counts.connectionsAccepted == 100)
    #expect(server.server.counts.callsLost == 0)
  }

  @Test("long_lived_channel: a channel whose connection was closed for idleness makes another by itself")
  func longLivedChannel() async throws {
    try await withInterop(limits: .with(\.idleTimeout, .milliseconds(20))) { server, test in
      try await GRPCInteropTests.callLarge(test)
      try await until("the connection to be closed") { server.server.counts.idleCloses == 1 }
      try await GRPCInteropTests.callLarge(test)
      #expect(server.server.counts.connectionsAccepted == 2)
    }
  }

  @Test("concurrent_large_unary: 1,000 large calls at once over one connection all get their reply")
  func concurrentLargeUnary() async throws {
    try await withInterop { server, test in
      try await concurrently(1_000) { _ in try await GRPCInteropTests.callLarge(test) }
      #expect(server.server.counts.connectionsAccepted == 1)
      #expect(server.service[\.started] == 1_000)
      #expect(server.server.counts.callsRefused == 0 && server.server.counts.overflows == 0)
    }
  }

  @Test("thousands of simultaneous calls: 5,000 are in the service's hands at once, and all are answered")
  func thousandsOfCalls() async throws {
    let count = 5_000
    try await withInterop(limits: .with(\.maxCallsPerConnection, count)) { server, test in
      async let calls: Void = concurrently(count) { _ in
        _ = try await test.unaryCall(InteropSimpleRequest(sleep: true))
      }
      try await until("all calls") { server.service.sleepers == count }
      server.service.wakeAll()
      try await calls
    }
  }

  @Test("thousands of simultaneous timeouts: 5,000 calls on one channel each end DEADLINE_EXCEEDED")
  func thousandsOfTimeouts() async throws {
    try await withInterop(limits: .with(\.maxCallsPerConnection, 5_000)) { server, test in
      try await concurrently(5_000) { _ in
        let error = await failure { () throws(RPCError) in
          try await test.unaryCall(
            InteropSimpleRequest(sleep: true), options: CallOptions(timeout: .milliseconds(300)))
        }
        #expect(error?.code == .deadlineExceeded)
      }
      server.service.wakeAll()
      #expect(server.server.counts.callsRefused == 0)
    }
  }

  @Test("going over max concurrent calls doesn't fail: 1,000 calls over 64 slots wait in the client")
  func overMaxConcurrentCalls() async throws {
    try await withInterop(limits: .with(\.maxCallsPerConnection, 64)) { server, test in
      let ends = Tally()
      async let waker: Void = {
        while ends.count == 0 {
          server.service.wakeAll()
          try await Task.sleep(for: .milliseconds(1))
        }
      }()
      try await concurrently(1_000) { _ in _ = try await test.unaryCall(InteropSimpleRequest(sleep: true)) }
      ends.add()
      try await waker
      #expect(server.service[\.started] == 1_000)
      #expect(server.server.counts.callsRefused == 0)
    }
  }
}
