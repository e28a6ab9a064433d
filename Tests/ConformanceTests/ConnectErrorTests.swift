// ConnectErrorTests.swift: the cases of Connect's conformance suite (connectrpc/conformance) on errors and deadlines
// that apply here, between the real client and the real server.

import Interop
import Testing
import TokenNet
import TokenRPCClient
import TokenRPCServer
import TokenWire

@Suite("Connect conformance, errors")
struct ConnectErrorTests {
  static let codes = StatusCode.allCases.filter { $0 != .ok }

  @Test("there are the sixteen codes of gRPC and Connect")
  func sixteen() {
    #expect(Self.codes.map(\.rawValue) == Array(1...16))
  }

  @Test("errors: each code arrives with its message, of a unary call", arguments: codes)
  func unary(code: StatusCode) async throws {
    try await withInterop { _, test in
      let status = InteropEchoStatus(code: UInt32(code.rawValue), message: "it is \(code.name)")
      let error = await failure { () throws(RPCError) in
        try await test.unaryCall(InteropSimpleRequest(responseStatus: status))
      }
      #expect(error == RPCError(code, "it is \(code.name)"))
    }
  }

  @Test("errors: each code arrives with its message, of a stream before any item and behind two", arguments: codes)
  func stream(code: StatusCode) async throws {
    try await withInterop { _, test in
      let status = InteropEchoStatus(code: UInt32(code.rawValue), message: "it is \(code.name)")
      for sizes in [[], [1, 31_415]] as [[UInt32]] {
        let stream = test.streamingOutputCall(
          InteropStreamingOutputCallRequest(responseSizes: sizes, responseStatus: status))
        for size in sizes {
          let item = try await stream.next()
          #expect(item?.payload?.holds(bytes: Int(size)) == true)
        }
        let expected = RPCError(code, "it is \(code.name)")
        #expect(await failure { () throws(RPCError) in try await stream.next() } == expected)
        #expect(await failure { () throws(RPCError) in try await stream.next() } == expected, "it stays ended")
      }
    }
  }

  @Test("errors: a message of 4,096 bytes arrives whole, a longer one is cut at a character, an empty one is empty")
  func messages() async throws {
    try await withInterop { _, test in
      for (sent, received) in [
        ("", ""), (String(repeating: "a", count: 4_096), String(repeating: "a", count: 4_096)),
        (String(repeating: "☺", count: 2_000), String(repeating: "☺", count: 1_365)),
      ] {
        let status = InteropEchoStatus(code: 9, message: sent)
        let error = await failure { () throws(RPCError) in
          try await test.unaryCall(InteropSimpleRequest(responseStatus: status))
        }
        #expect(error == RPCError(.failedPrecondition, received))
      }
    }
  }

  @Test("deadline_propagation: the handler knows the time that is left, and none where the caller set none")
  func deadlinePropagation() async throws {
    var options = ClientOptions()
    options.timeout = nil
    try await withInterop(options: options) { server, test in
      _ = try await test.emptyCall(InteropEmpty())
      let before = EventLoop.readClock()
      _ = try await test.emptyCall(InteropEmpty(), options: CallOptions(timeout: .seconds(100)))
      let after = EventLoop.readClock()
      let deadlines = server.service[\.contexts].map(\.deadlineNanoseconds)
      #expect(deadlines.count == 2 && deadlines[0] == nil)
      // Rounded up to a millisecond when it is sent.
      let earliest = before + 100_000_000_000
      #expect(try (earliest...(after + 100_001_000_000)).contains(#require(deadlines[1])))
    }
  }
}
