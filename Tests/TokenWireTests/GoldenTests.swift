// GoldenTests.swift: Tests/Golden holds for this code in both directions, and nothing in it is left untested.

import Testing
import TokenWire

@Suite("Golden bytes")
struct GoldenTests {
  /// The limit that README.md of the folder names.
  private static let maxPayloadBytes: UInt32 = 4 * 1024 * 1024

  private struct Parsed {
    var header: FrameHeader
    var payload: [UInt8]
  }

  private func parse(_ file: GoldenFile) throws -> [Parsed] {
    var parser = FrameParser(maxPayloadBytes: Self.maxPayloadBytes)
    var frames: [Parsed] = []
    try file.bytes.withUnsafeBytes { bytes in
      _ = try parser.feed(bytes) { header, payload in
        frames.append(Parsed(header: header, payload: [UInt8](payload)))
        return .next
      }
    }
    return frames
  }

  private func only(_ file: GoldenFile) throws -> Parsed {
    let frames = try parse(file)
    try #require(frames.count == 1, "\(file.name)")
    return frames[0]
  }

  @Test("every file is used by a test")
  func coverage() throws {
    let names = try GoldenFile.names()
    let valued = GoldenFrame.all.map(\.name) + GoldenFailure.all.map(\.name)
    let judged = names.filter { name in ["bad-", "ignore-", "refuse-"].contains { name.hasPrefix($0) } }
    #expect(names == (valued + judged).sorted())
  }

  @Test("a frame of every type reads as its value", arguments: GoldenFrame.all.map(\.name))
  func reading(name: String) throws {
    let golden = try #require(GoldenFrame.all.first { $0.name == name })
    let frame = try only(.named(name))
    var header = golden.header
    header.length = UInt32(frame.payload.count)
    #expect(frame.header == header)
    #expect(frame.header.reading == .handle)
    try frame.payload.withUnsafeBytes { payload in
      let arena = Arena()
      let parts = try FramePayload(payload, flags: frame.header.flags)
      #expect(try parts.decodedMetadata(in: arena) == golden.metadata ?? Metadata())
      #expect(try golden.decodesEqual(parts.message, arena))
    }
  }

  @Test("a value writes as the frame's bytes", arguments: GoldenFrame.all.map(\.name))
  func writing(name: String) throws {
    let golden = try #require(GoldenFrame.all.first { $0.name == name })
    var bytes: [UInt8] = []
    try golden.encode(&bytes, Arena())
    #expect(try bytes == GoldenFile.named(name).bytes)
  }

  @Test("a failure of every status reads and writes as its bytes", arguments: GoldenFailure.all.map(\.name))
  func failures(name: String) throws {
    let golden = try #require(GoldenFailure.all.first { $0.name == name })
    let file = try GoldenFile.named(name)
    let frame = try only(file)
    #expect(frame.header.type == golden.type)
    #expect(frame.header.callID == golden.callID)
    #expect(frame.header.argument == golden.itemsSent)
    let read = frame.payload.withUnsafeBytes { RPCError(frame.header, payload: $0, in: Arena()) }
    #expect(read == golden.error)
    var bytes: [UInt8] = []
    bytes.append(golden.error, golden.type, callID: golden.callID, itemsSent: golden.itemsSent, in: Arena())
    #expect(bytes == file.bytes)
  }

  @Test("what is unknown is ignored, and refused when it is critical")
  func unknown() throws {
    for file in try GoldenFile.all(beginningWith: "ignore-") {
      #expect(try only(file).header.reading == .ignore, "\(file.name)")
    }
    for file in try GoldenFile.all(beginningWith: "refuse-") {
      #expect(try only(file).header.reading == .refuse, "\(file.name)")
    }
  }

  @Test("a bad frame fails in the class of its name", arguments: try GoldenFile.all(beginningWith: "bad-"))
  func bad(file: GoldenFile) throws {
    let name = file.name.dropFirst("bad-".count)
    let expected = try #require(name.firstRange(of: "--").map { String(name[..<$0.lowerBound]) })
    #expect(failureClass(of: file) == expected)
  }

  private func failureClass(of file: GoldenFile) -> String {
    do {
      let frame = try only(file)
      return try frame.payload.withUnsafeBytes { payload in
        let arena = Arena()
        let parts = try FramePayload(payload, flags: frame.header.flags)
        _ = try parts.decodedMetadata(in: arena)
        _ = try RequestRequest(decoding: parts.message, in: arena)
        return "none"
      }
    } catch let error as FrameError {
      return switch error {
      case .firstByteNotZero: "first-byte-not-zero"
      case .lengthOverLimit: "length-over-limit"
      case .typeZero: "type-zero"
      }
    } catch let error as PayloadError {
      return switch error {
      case .metadataTruncated: "metadata-truncated"
      case .metadata(let error): "metadata-" + failureClass(of: error)
      case .metadataLimit: "metadata-limit"
      }
    } catch let error as DecodeError {
      return "message-" + failureClass(of: error)
    } catch {
      return "\(error)"
    }
  }

  private func failureClass(of error: DecodeError) -> String {
    switch error {
    case .malformed: "malformed"
    case .notUTF8: "not-utf8"
    case .containsNUL: "contains-nul"
    case .wrongLength: "wrong-length"
    case .tooLarge: "too-large"
    }
  }
}
