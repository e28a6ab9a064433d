// ReplyMetadataTests.swift: metadata that a service sends with its answers.

import Testing
import TokenNet
import TokenRPCServer
import TokenWire

extension Frame {
  /// The metadata block; nil: there is none.
  fileprivate var metadata: Metadata? {
    guard header.flags.contains(.metadata) else { return nil }
    return try? payload.withUnsafeBytes { try FramePayload($0, flags: header.flags).decodedMetadata(in: Arena()) }
  }

  /// What stands behind the metadata block.
  fileprivate var body: DrawReply? {
    try? payload.withUnsafeBytes { bytes in
      try DrawReply(decoding: FramePayload(bytes, flags: header.flags).message, in: Arena())
    }
  }
}

@Suite("Metadata of answers")
struct ReplyMetadataTests {
  private static let unary = MethodDescriptor(
    id: 400, fullName: "test.Metadata/Unary", kind: .unary, isIdempotent: true, maxRequestBytes: 0)
  private static let stream = MethodDescriptor(
    id: 401, fullName: "test.Metadata/Stream", kind: .serverStream, isIdempotent: true, maxRequestBytes: 0)

  /// Ends every call with the same metadata: with a failure when the request asks for 1 digit, later and from another
  /// way when it asks for 2.
  private struct Service: RPCService {
    let metadata: Metadata

    var methods: [MethodHandler] {
      [
        MethodHandler(method: unary) { bytes, arena, context, responder, id throws(DecodeError) in
          let message = try DrawRequest(decoding: bytes, in: arena)
          let call = UnaryCall<DrawReply>(context: context, responder: responder, id: id)
          switch message.digits {
          case 0: call.succeed(DrawReply(code: "done"), metadata: metadata)
          case 1:
            let error = RPCError(.notFound, "not there", retryAfterMilliseconds: 7)
            call.fail(error, metadata: metadata)
          default: call.whenRoom(for: 10) { call.succeed(DrawReply(code: "later"), metadata: metadata) }
          }
        },
        MethodHandler(method: stream) { bytes, arena, context, responder, id throws(DecodeError) in
          let message = try DrawRequest(decoding: bytes, in: arena)
          let call = StreamCall<DrawReply>(context: context, responder: responder, id: id)
          if message.digits == 1 { return call.fail(RPCError(.aborted, "no"), metadata: metadata) }
          call.produce { .endWith(metadata) }
        },
      ]
    }
  }

  /// The frames that end one unary and one stream call for each of these requests.
  private func ends(_ metadata: Metadata, digits: [UInt32]) throws -> [Frame] {
    var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
    configuration.reactors = 1
    let server = try RPCServer(services: [Service(metadata: metadata)], configuration: configuration)
    let client = try TestClient.greeted(try #require(try server.start().first))
    defer { waitFor { server.stop(completion: $0) } }
    var frames: [Frame] = []
    for (number, digits) in digits.enumerated() {
      for (offset, method) in [Self.unary, Self.stream].enumerated() {
        client.sendRequest(method, id: UInt32(2 * number + offset + 1), digits: digits)
        frames.append(try #require(client.read()))
      }
    }
    return frames
  }

  private let entries = [
    MetadataEntry(key: "region", value: Array("eu".utf8)), MetadataEntry(key: "x-bin", value: [0, 255]),
  ]

  @Test("a reply, the end of a stream and the failures of both carry entries and the time to retry after")
  func carried() throws {
    let frames = try ends(Metadata(entries: entries, retryAfterMs: 90), digits: [0, 1, 2])
    #expect(frames.map(\.type) == [.response, .end, .response, .end, .response, .end])
    #expect(frames.map(\.status) == [.ok, .ok, .notFound, .aborted, .ok, .ok])
    #expect(frames.allSatisfy { $0.metadata?.entries == entries })
    // A failure's own time to retry after is the one that holds.
    #expect(frames.map { $0.metadata?.retryAfterMs } == [90, 90, 7, 90, 90, 90])
    #expect(frames[0].body?.code == "done" && frames[4].body?.code == "later")
    #expect(frames[2].error?.message == "not there" && frames[2].error?.retryAfterMilliseconds == 7)
    #expect(frames[3].error?.message == "no")
  }

  @Test("what is meant for requests never travels back")
  func requestsOnly() throws {
    let metadata = Metadata(
      entries: entries, method: "a/B", idempotencyKey: Array(repeating: 1, count: 16), credential: [1, 2, 3])
    for frame in try ends(metadata, digits: [0, 1]) {
      #expect(frame.metadata?.entries == entries)
      #expect(frame.metadata?.ofAnswer == frame.metadata)
    }
  }

  @Test("metadata against the protocol's limits fails a call that succeeds, and is left out of one that fails")
  func limits() throws {
    let metadata = Metadata(entries: [MetadataEntry(key: "No Such Key", value: [])])
    let frames = try ends(metadata, digits: [0, 1])
    #expect(frames.map(\.status) == [.internal, .internal, .notFound, .aborted])
    #expect(frames[0].error?.message.contains("entries.key") == true)
    #expect(frames.allSatisfy { $0.metadata?.entries.isEmpty != false })
    #expect(frames[2].metadata?.retryAfterMs == 7)
  }
}
