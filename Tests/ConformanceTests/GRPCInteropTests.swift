// GRPCInteropTests.swift: gRPC's interop cases (grpc/grpc doc/interop-test-descriptions.md), unary and server
// streaming, by their names and with their sizes, between the real client and the real server over TCP.

import Interop
import Testing
import TokenNet
import TokenRPCClient
import TokenRPCServer
import TokenWire

@Suite("gRPC interop", .timeLimit(.minutes(5)))
struct GRPCInteropTests {
  /// The sizes of large_unary.
  static let large = InteropSimpleRequest(responseSize: 314_159, payload: InteropPayload(bytes: 271_828))

  /// Makes a large unary call and looks at what came back.
  static func callLarge(_ test: InteropTestServiceClient) async throws {
    let reply = try await test.unaryCall(large)
    #expect(reply.payload?.holds(bytes: 314_159) == true)
  }

  @Test("empty_unary: an empty request and an empty reply are no bytes at all, and succeed")
  func emptyUnary() async throws {
    try await withInterop { server, test in
      var bytes: [UInt8] = []
      try InteropEmpty().encode(appendingTo: &bytes, in: Arena())
      #expect(bytes.isEmpty)
      #expect(try await test.emptyCall(InteropEmpty()) == InteropEmpty())
      #expect(server.service[\.started] == 1)
    }
  }

  @Test("large_unary: 271,828 bytes go and 314,159 come")
  func largeUnary() async throws {
    try await withInterop { _, test in try await Self.callLarge(test) }
  }

  @Test("server_streaming: 31,415, 9, 2,653 and 58,979 bytes come in this order, exactly four items")
  func serverStreaming() async throws {
    try await withInterop { _, test in
      let sizes = [31_415, 9, 2_653, 58_979]
      let stream = test.streamingOutputCall(InteropStreamingOutputCallRequest(responseSizes: sizes.map(UInt32.init)))
      let received = try await stream.sizes()
      #expect(received == sizes)
    }
  }

  @Test("empty_stream: no item, and a good end")
  func emptyStream() async throws {
    try await withInterop { _, test in
      let sizes = try await test.streamingOutputCall(InteropStreamingOutputCallRequest()).sizes()
      #expect(sizes == [])
    }
  }

  /// What a unary call and a stream fail with that are asked to.
  private func failures(_ code: UInt32, _ message: String) async throws -> [RPCError?] {
    try await withInterop { _, test in
      let status = InteropEchoStatus(code: code, message: message)
      let unary = await failure { () throws(RPCError) in
        try await test.unaryCall(InteropSimpleRequest(responseStatus: status))
      }
      let stream = test.streamingOutputCall(InteropStreamingOutputCallRequest(responseStatus: status))
      return [unary, await failure { () throws(RPCError) in try await stream.sizes() }]
    }
  }

  @Test("status_code_and_message: code 2 and its message arrive, of a unary call and of a stream")
  func statusCodeAndMessage() async throws {
    let expected = RPCError(.unknown, "test status message")
    #expect(try await failures(2, "test status message") == [expected, expected])
  }

  @Test("special_status_message: whitespace and Unicode arrive byte for byte")
  func specialStatusMessage() async throws {
    let message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    for error in try await failures(2, message) {
      #expect(error?.code == .unknown)
      #expect(error.map { Array($0.message.utf8) } == Array(message.utf8))
    }
  }

  @Test("unimplemented_method: a method that the server's service lacks is UNIMPLEMENTED, not started")
  func unimplementedMethod() async throws {
    try await withInterop { _, test in
      let error = await failure { () throws(RPCError) in try await test.unimplementedCall(InteropEmpty()) }
      #expect(error?.code == .unimplemented && error?.notStarted == true)
    }
  }

  @Test("unimplemented_service: a service that the server lacks is UNIMPLEMENTED, and the connection lives")
  func unimplementedService() async throws {
    try await withInterop { server, test in
      let nobody = InteropUnimplementedServiceClient(test.channel)
      let error = await failure { () throws(RPCError) in try await nobody.unimplementedCall(InteropEmpty()) }
      #expect(error?.code == .unimplemented && error?.notStarted == true)
      _ = try await test.emptyCall(InteropEmpty())
      #expect(server.server.counts.connectionsAccepted == 1)
    }
  }

  @Test("cancel_after_begin: a call given up at once, or while its service sleeps, is CANCELLED")
  func cancelAfterBegin() async throws {
    try await withInterop { server, test in
      let sleeping = InteropSimpleRequest(sleep: true)
      let begun = Task { await failure { () throws(RPCError) in try await test.unaryCall(sleeping) } }
      try await until("the call to begin") { server.service.sleepers == 1 }
      begun.cancel()
      #expect(await begun.value?.code == .cancelled)
      try await until("the service to be told") { server.service[\.cancelled] == 1 }
      let error: RPCError? = await withUnsafeContinuation { continuation in
        let call = test.unaryCall(sleeping) { result in
          if case .failure(let error) = result { continuation.resume(returning: error) }
        }
        call.cancel()
      }
      #expect(error?.code == .cancelled)
    }
  }

  @Test("cancel_after_first_response: a stream given up behind its first item is CANCELLED, and its service is told")
  func cancelAfterFirstResponse() async throws {
    try await withInterop { server, test in
      let request = InteropStreamingOutputCallRequest(responseSizes: [31_415, 9], sleep: true)
      let stream = test.streamingOutputCall(request)
      let first = try await stream.next()
      #expect(first?.payload?.holds(bytes: 31_415) == true)
      stream.cancel()
      #expect(await failure { () throws(RPCError) in while try await stream.next() != nil {} }?.code == .cancelled)
      try await until("the service to be told") { server.service[\.cancelled] == 1 }
    }
  }

  @Test("timeout_on_sleeping_server: 1 ms on a server that sleeps is DEADLINE_EXCEEDED")
  func timeoutOnSleepingServer() async throws {
    try await withInterop { _, test in
      let patience = CallOptions(timeout: .milliseconds(1))
      let stream = test.streamingOutputCall(InteropStreamingOutputCallRequest(sleep: true), options: patience)
      #expect(await failure { () throws(RPCError) in try await stream.sizes() }?.code == .deadlineExceeded)
      let unary = await failure { () throws(RPCError) in
        try await test.unaryCall(InteropSimpleRequest(sleep: true), options: patience)
      }
      #expect(unary?.code == .deadlineExceeded)
    }
  }

  @Test("custom_metadata: text and bytes sent with a call are what its handler sees, of both kinds")
  func customMetadata() async throws {
    try await withInterop { server, test in
      let entries = [
        MetadataEntry(key: "x-grpc-test-echo-initial", value: Array("test_initial_metadata_value".utf8)),
        MetadataEntry(key: "x-grpc-test-echo-trailing-bin", value: [0xab, 0xab, 0xab]),
      ]
      let options = CallOptions(metadata: Metadata(entries: entries))
      _ = try await test.unaryCall(InteropSimpleRequest(), options: options)
      _ = try await test.streamingOutputCall(InteropStreamingOutputCallRequest(), options: options).sizes()
      #expect(server.service[\.contexts].map(\.metadata.entries) == [entries, entries])
    }
  }
}
