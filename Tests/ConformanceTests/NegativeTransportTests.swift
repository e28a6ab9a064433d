// NegativeTransportTests.swift: gRPC's negative HTTP/2 cases (grpc/grpc doc/http2-interop-test-descriptions.md) for
// this protocol: connections that are ended, cut off, or carry their bytes in odd pieces. None may hang.

import Interop
import Testing
import TokenNet
import TokenRPCClient
import TokenRPCServer
import TokenWire

@Suite("negative transport cases", .timeLimit(.minutes(3)))
struct NegativeTransportTests {
  @Test("goaway: the client moves to a new connection unaided, what was accepted is answered where it is")
  func goaway() async throws {
    let first = try InteropServer()
    let client = RPCClient(first.endpoint)
    defer { client.close() }
    let test = InteropTestServiceClient(client)
    let sleeping = Task { try await test.unaryCall(InteropSimpleRequest(sleep: true)) }
    try await until("the call to begin") { first.service.sleepers == 1 }
    let drains = Tally()
    first.server.drain(grace: .seconds(600)) { drains.add() }
    // Its port is free once it no longer listens.
    var next: InteropServer?
    try await until("the next server") {
      next = try? InteropServer(at: first.endpoint)
      return next != nil
    }
    let second = try #require(next)
    defer { second.stop() }
    try await GRPCInteropTests.callLarge(test)
    #expect(first.server.counts.connectionsAccepted == 1 && second.server.counts.connectionsAccepted == 1)
    #expect(first.service.wakeAll() == 1)
    _ = try await sleeping.value
    try await until("the drain") { drains.count == 1 }
  }

  @Test("goaway racing new calls: each call succeeds, or was never started and says so; none is lost or made twice")
  func goawayRace() async throws {
    let server = try InteropServer()
    let client = RPCClient(server.endpoint)
    defer { client.close() }
    let test = InteropTestServiceClient(client)
    let succeeded = Tally()
    await withTaskGroup(of: RPCError?.self) { group in
      for _ in 0..<32 {
        group.addTask {
          await failure { () throws(RPCError) in
            while true {
              _ = try await test.emptyCall(InteropEmpty())
              succeeded.add()
            }
          }
        }
      }
      while succeeded.count < 1_000 { await Task.yield() }
      server.server.drain(grace: .seconds(600)) {}
      for await error in group { #expect(error?.code == .unavailable && error?.notStarted == true) }
    }
    #expect(server.service[\.started] == succeeded.count)
    server.stop()
  }

  @Test(
    "rst_after_header, rst_during_data, rst_after_data: a call whose connection is reset there is UNAVAILABLE",
    arguments: FaultyLine.Place.allCases)
  func reset(place: FaultyLine.Place) async throws {
    let server = try InteropServer()
    let line = try FaultyLine(to: server.endpoint, .reset(place))
    let client = RPCClient(line.endpoint)
    defer {
      client.close()
      line.stop()
      server.stop()
    }
    let test = InteropTestServiceClient(client)
    let stream = test.streamingOutputCall(InteropStreamingOutputCallRequest(responseSizes: [1_000], sleep: true))
    #expect(await failure { () throws(RPCError) in try await stream.sizes() }?.code == .unavailable)
    // A whole RESPONSE is the end of its call: what happens behind it is nothing to that.
    if place == .whole { return }
    let unary = await failure { () throws(RPCError) in try await test.unaryCall(GRPCInteropTests.large) }
    #expect(unary?.code == .unavailable)
  }

  @Test("ping: 1,000 at once beside calls, all are acknowledged")
  func ping() async throws {
    let server = try InteropServer(limits: .with(\.maxWaitingPings, 1_000))
    let client = RPCClient(server.endpoint)
    defer {
      client.close()
      server.stop()
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<1_000 {
        group.addTask {
          let reply = try await client.ping()
          #expect(reply.server == "interop 1")
          if number % 100 == 0 { try await GRPCInteropTests.callLarge(InteropTestServiceClient(client)) }
        }
      }
      try await group.waitForAll()
    }
    #expect(server.server.counts.connectionsAccepted == 1)
  }

  // Its limit is 1 stream there. No server here takes less than 64 calls at once, so it is 64 and ten times as many.
  @Test("max_streams: 640 calls at once to a server that takes 64 all succeed")
  func maxStreams() async throws {
    try await withInterop(limits: .with(\.maxCallsPerConnection, 64)) { server, test in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<640 { group.addTask { try await GRPCInteropTests.callLarge(test) } }
        try await group.waitForAll()
      }
      #expect(server.server.counts.callsRefused == 0 && server.server.counts.connectionsAccepted == 1)
    }
  }

  /// Calls of every kind, many of them at once.
  private func converse(over manner: FaultyLine.Manner) async throws {
    let server = try InteropServer()
    let line = try FaultyLine(to: server.endpoint, manner)
    let client = RPCClient(line.endpoint)
    defer {
      client.close()
      line.stop()
      server.stop()
    }
    let test = InteropTestServiceClient(client)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          let request = InteropSimpleRequest(responseSize: 1_500, payload: InteropPayload(bytes: 100 * number))
          let reply = try await test.unaryCall(request)
          #expect(reply.payload?.holds(bytes: 1_500) == true)
          let sizes = [UInt32(number), 0, 2_653]
          let stream = test.streamingOutputCall(InteropStreamingOutputCallRequest(responseSizes: sizes))
          let received = try await stream.sizes()
          #expect(received == sizes.map(Int.init))
          let status = InteropEchoStatus(code: 5, message: "☺")
          let error = await failure { () throws(RPCError) in
            try await test.unaryCall(InteropSimpleRequest(responseStatus: status))
          }
          #expect(error == RPCError(.notFound, "☺"))
        }
      }
      try await group.waitForAll()
    }
    #expect(server.server.counts.connectionsAccepted == 1 && server.server.counts.badFrames == 0)
  }

  @Test("no_df_padding: frames that arrive in pieces of 1 to 5 bytes, both ways, say the same")
  func crumbs() async throws { try await converse(over: .crumbs) }

  @Test("data_frame_padding: many frames in one segment, both ways, say the same")
  func heaps() async throws { try await converse(over: .heaps) }
}
