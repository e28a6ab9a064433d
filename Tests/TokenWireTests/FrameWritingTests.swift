// FrameWritingTests.swift: what appends frames keeps the buffer whole, whatever it is given.

import Testing
import TokenWire

@Suite("Writing frames")
struct FrameWritingTests {
  @Test("a header reads as it was written")
  func header() throws {
    let header = FrameHeader(
      .end, flags: [.metadata, .critical], code: 0x0102, callID: 0x0304_0506, argument: 0x0708_090a, length: 0x000b_0c0d
    )
    var bytes = [UInt8](repeating: 0xee, count: 17)
    bytes.withUnsafeMutableBytes { header.write(to: $0) }
    #expect(bytes == [0, 0x0b, 0x0c, 0x0d, 5, 0x81, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x0a, 0xee])
    #expect(bytes.withUnsafeBytes { FrameHeader($0) } == header)
    #expect(bytes[..<15].withUnsafeBytes { FrameHeader($0) } == nil)
  }

  @Test("frames follow each other in one buffer")
  func sequence() throws {
    var output: [UInt8] = []
    let arena = Arena()
    try output.append(FrameHeader(.request, code: 256, callID: 1), GenerateRequest(user: "a"), in: arena)
    output.append(FrameHeader(.ping, argument: 7))
    [UInt8](arrayLiteral: 1, 2).withUnsafeBytes { output.append(FrameHeader(.item, callID: 2), payload: $0) }
    var parser = FrameParser()
    var lengths: [UInt32] = []
    try output.withUnsafeBytes { bytes in
      _ = try parser.feed(bytes) { header, _ in
        lengths.append(header.length)
        return .next
      }
    }
    #expect(lengths == [3, 0, 2])
    #expect(parser.keptBytes == 0)
  }

  @Test("a message over the limit is refused and leaves the buffer as it was")
  func overLimit() throws {
    var output: [UInt8] = [9]
    let arena = Arena()
    let message = RequestRequest(subject: .content([UInt8](repeating: 1, count: 100)))
    #expect(throws: EncodeError.tooLarge) {
      try output.append(FrameHeader(.request), message, in: arena, maxPayloadBytes: 101)
    }
    #expect(output == [9])
    try output.append(FrameHeader(.request), message, in: arena, maxPayloadBytes: 102)
    #expect(output.count == 1 + 16 + 102)
  }

  @Test("metadata that doesn't fit its two bytes of length is refused and leaves the buffer as it was")
  func metadataOverLimit() {
    var output: [UInt8] = [9]
    let metadata = Metadata(credential: [UInt8](repeating: 1, count: 70_000))
    #expect(throws: EncodeError.tooLarge) {
      try output.append(FrameHeader(.request), metadata: metadata, RequestRequest(), in: Arena())
    }
    #expect(output == [9])
  }

  @Test("text that can't be sent leaves the buffer as it was")
  func containsNUL() {
    var output: [UInt8] = [9]
    #expect(throws: EncodeError.containsNUL(field: "user")) {
      try output.append(FrameHeader(.request), metadata: Metadata(), GenerateRequest(user: "a\0"), in: Arena())
    }
    #expect(output == [9])
  }

  private func sent(_ error: RPCError) throws -> RPCError? {
    var output: [UInt8] = []
    output.append(error, .response, callID: 1, in: Arena())
    let header = try #require(output.withUnsafeBytes { FrameHeader($0) })
    return output.withUnsafeBytes { bytes in
      RPCError(header, payload: UnsafeRawBufferPointer(rebasing: bytes[FrameHeader.bytes...]), in: Arena())
    }
  }

  @Test("a failure always goes out: a NUL is left out, a long message cut between characters")
  func failureTexts() throws {
    #expect(try sent(RPCError(.notFound, "a\0b"))?.message == "ab")
    let long = String(repeating: "ü", count: 5_000)
    let message = try #require(try sent(RPCError(.notFound, long))?.message)
    #expect(message == String(repeating: "ü", count: FrameLimits.failureMessageBytes / 2))
    let odd = try #require(try sent(RPCError(.notFound, "a" + long))?.message)
    #expect(odd.utf8.count == FrameLimits.failureMessageBytes - 1)
  }

  @Test("details that can't be sent are left out, the message stays")
  func failureDetails() throws {
    let detail = Detail(detail: .field(FieldFault(field: "a\0", reason: "")))
    let received = try #require(try sent(RPCError(.invalidArgument, "words", details: [detail])))
    #expect(received == RPCError(.invalidArgument, "words"))
  }

  @Test("a failure with a code of a later version is unknown, one that can't be read keeps its code")
  func failureReading() {
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(RPCError(FrameHeader(.response, code: 17), payload: nothing, in: Arena())?.code == .unknown)
    #expect(RPCError(FrameHeader(.response, code: 0), payload: nothing, in: Arena()) == nil)
    let garbage: [UInt8] = [0xff, 0xff]
    let error = garbage.withUnsafeBytes { RPCError(FrameHeader(.end, code: 5), payload: $0, in: Arena()) }
    #expect(error?.code == .notFound)
    let truncated = RPCError(
      FrameHeader(.end, flags: [.metadata, .notStarted], code: 8), payload: nothing, in: Arena())
    #expect(truncated?.code == .resourceExhausted)
    #expect(truncated?.notStarted == true)
  }
}
