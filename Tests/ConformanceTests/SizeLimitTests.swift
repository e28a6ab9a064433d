// SizeLimitTests.swift: exactly at a limit a message passes, one byte more it fails, and the connection lives:
// Connect's server_message_size cases, for every limit of size.

import Interop
import Testing
import TokenNet
import TokenRPCClient
import TokenRPCServer
import TokenWire

/// No payload has this size, since a length grows by two bytes there.
private struct NoPayload: Error {}

@Suite("limits of size, exactly and one over")
struct SizeLimitTests {
  /// A payload with which its message, where it stands alone in field 1 or 2, has exactly so many bytes.
  private func payload(filling bytes: Int) throws -> InteropPayload {
    for overhead in 2...10 where bytes >= overhead {
      let payload = InteropPayload(bytes: bytes - overhead)
      if try size(InteropSimpleResponse(payload: payload)) == bytes { return payload }
    }
    throw NoPayload()
  }

  private func size(_ message: some WireMessage) throws -> Int {
    var bytes: [UInt8] = []
    try message.encode(appendingTo: &bytes, in: Arena())
    return bytes.count
  }

  @Test("a request: over its method's limit it is RESOURCE_EXHAUSTED and not started")
  func request() async throws {
    try await withInterop { server, test in
      for (bytes, fits) in [(1_024, true), (1_025, false), (1_024, true)] {
        let message = InteropSimpleRequest(payload: try payload(filling: bytes))
        #expect(try size(message) == bytes)
        let started = server.service[\.started]
        let error = await failure { () throws(RPCError) in try await test.limitedCall(message) }
        #expect((error == nil) == fits, "\(bytes)")
        #expect(server.service[\.started] == started + (fits ? 1 : 0))
        if fits { continue }
        #expect(error?.code == .resourceExhausted && error?.notStarted == true)
        let limit = LimitReached(limit: "max-request-bytes", maximum: 1_024)
        #expect(error?.details == [Detail(detail: .limit(limit))])
      }
      #expect(server.server.counts.connectionsAccepted == 1)
    }
  }

  @Test("a request's frame: over the server's limit the client refuses it, and nothing is sent")
  func requestFrame() async throws {
    try await withInterop(limits: .with(\.maxFrameBytes, 100_000)) { server, test in
      // Without an idempotency key there is no metadata, and the frame's payload is the message.
      let options = CallOptions(changesNothing: true)
      for (bytes, fits) in [(100_000, true), (100_001, false), (100_000, true)] {
        let message = InteropSimpleRequest(payload: try payload(filling: bytes))
        let started = server.service[\.started]
        let error = await failure { () throws(RPCError) in try await test.unaryCall(message, options: options) }
        #expect((error == nil) == fits, "\(bytes)")
        #expect(server.service[\.started] == started + (fits ? 1 : 0))
        if !fits { #expect(error?.code == .resourceExhausted && error?.notStarted == true) }
      }
      #expect(server.server.counts.badFrames == 0 && server.server.counts.connectionsAccepted == 1)
    }
  }

  @Test("a reply: over the server's frames it is RESOURCE_EXHAUSTED, and not said to be not started")
  func reply() async throws {
    try await withInterop(limits: .with(\.maxFrameBytes, 100_000)) { server, test in
      for (bytes, fits) in [(100_000, true), (100_001, false), (100_000, true)] {
        let count = UInt32(try payload(filling: bytes).body.count)
        let error = await failure { () throws(RPCError) in
          let reply = try await test.unaryCall(InteropSimpleRequest(responseSize: count))
          #expect(reply.payload?.holds(bytes: Int(count)) == true)
        }
        #expect((error == nil) == fits, "\(bytes)")
        if !fits { #expect(error?.code == .resourceExhausted && error?.notStarted == false) }
      }
      #expect(server.server.counts.connectionsAccepted == 1)
    }
  }

  @Test(
    "an item: over 64 KiB the stream ends RESOURCE_EXHAUSTED, be it the first or a later one", arguments: [0, 1, 3])
  func item(before: Int) async throws {
    try await withInterop { server, test in
      for (bytes, fits) in [(65_536, true), (65_537, false)] {
        let count = UInt32(try payload(filling: bytes).body.count)
        let sizes = Array(repeating: UInt32(7), count: before) + [count]
        let stream = test.streamingOutputCall(InteropStreamingOutputCallRequest(responseSizes: sizes))
        for _ in 0..<before {
          let item = try await stream.next()
          #expect(item?.payload?.body.count == 7)
        }
        let error = await failure { () throws(RPCError) in
          let rest = try await stream.sizes()
          #expect(rest == [Int(count)])
        }
        #expect(error?.code == (fits ? nil : .resourceExhausted), "\(bytes)")
      }
      #expect(server.server.counts.connectionsAccepted == 1)
    }
  }

  @Test("a frame: over the client's own limit the connection ends and the call fails; the next call makes another")
  func clientFrame() async throws {
    var options = ClientOptions()
    options.maxFrameBytes = 100_000
    try await withInterop(options: options) { server, test in
      let count = UInt32(try payload(filling: 100_000).body.count)
      _ = try await test.unaryCall(InteropSimpleRequest(responseSize: count))
      #expect(server.server.counts.connectionsAccepted == 1)
      let error = await failure { () throws(RPCError) in
        try await test.unaryCall(InteropSimpleRequest(responseSize: count + 1))
      }
      #expect(error?.code == .internal && error?.notStarted == false)
      _ = try await test.unaryCall(InteropSimpleRequest(responseSize: count))
      #expect(server.server.counts.connectionsAccepted > 1)
    }
  }

  @Test("metadata: 64 entries, 8,192 bytes of them, keys of 128 bytes and idempotency keys of 16 to 64 pass, no more")
  func metadata() async throws {
    func entries(_ count: Int, bytes: Int) -> Metadata {
      let value = [UInt8](repeating: 7, count: bytes / count - 2)
      var entries = (0..<count).map { MetadataEntry(key: "\(10 + $0)", value: value) }
      entries[0].value += [UInt8](repeating: 7, count: bytes - count * (bytes / count))
      return Metadata(entries: entries)
    }
    func key(_ bytes: Int) -> Metadata {
      Metadata(entries: [MetadataEntry(key: String(repeating: "k", count: bytes), value: [])])
    }
    func repeats(_ bytes: Int) -> Metadata { Metadata(idempotencyKey: [UInt8](repeating: 1, count: bytes)) }
    let cases: [(Metadata, fits: Bool)] = [
      (entries(64, bytes: 1_000), true), (entries(65, bytes: 1_000), false),
      (entries(64, bytes: 8_192), true), (entries(64, bytes: 8_193), false),
      (key(1), true), (key(128), true), (key(129), false), (key(0), false),
      (repeats(16), true), (repeats(64), true), (repeats(15), false), (repeats(65), false),
    ]
    try await withInterop { server, test in
      for (metadata, fits) in cases {
        let started = server.service[\.started]
        let error = await failure { () throws(RPCError) in
          try await test.emptyCall(InteropEmpty(), options: CallOptions(metadata: metadata))
        }
        #expect((error == nil) == fits, "\(metadata)")
        #expect(server.service[\.started] == started + (fits ? 1 : 0))
        if !fits { #expect(error?.code == .invalidArgument && error?.notStarted == true) }
      }
      #expect(server.server.counts.connectionsAccepted == 1)
    }
  }
}
