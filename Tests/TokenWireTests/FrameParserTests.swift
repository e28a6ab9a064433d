// FrameParserTests.swift: the parser against every way that bytes can arrive.

import Testing
import TokenWire

@Suite("FrameParser")
struct FrameParserTests {
  private struct Frame: Equatable {
    var header: FrameHeader
    var payload: [UInt8]

    init(_ header: FrameHeader, _ payload: [UInt8]) {
      self.header = header
      self.header.length = UInt32(payload.count)
      self.payload = payload
    }

    var bytes: [UInt8] {
      var bytes: [UInt8] = []
      payload.withUnsafeBytes { bytes.append(header, payload: $0) }
      return bytes
    }
  }

  private let some = [
    Frame(FrameHeader(.hello), [1, 2, 3]),
    Frame(FrameHeader(.ping, argument: 0xffff_ffff), []),
    Frame(FrameHeader(.request, code: 257, callID: 1, argument: 9), [UInt8](repeating: 0xff, count: 40)),
    Frame(FrameHeader(.cancel, callID: 1), []),
    Frame(FrameHeader(.request, flags: .metadata, code: 1, callID: 2), [0, 1, 7]),
  ]

  /// Feeds the pieces and collects the frames; `step` says what to do after the n-th, from 0.
  private func collect(
    _ pieces: [ArraySlice<UInt8>], _ parser: inout FrameParser, step: (Int) -> FrameParser.Step = { _ in .next }
  ) throws(FrameError) -> [Frame] {
    var frames: [Frame] = []
    for piece in pieces {
      let bytes = [UInt8](piece)
      let result = bytes.withUnsafeBytes { bytes in
        Result { () throws(FrameError) in
          try parser.feed(bytes) { header, payload in
            frames.append(Frame(header, [UInt8](payload)))
            return step(frames.count - 1)
          }
        }
      }
      _ = try result.get()
    }
    return frames
  }

  @Test("a frame split at any byte parses the same")
  func splitOnce() throws {
    let bytes = some.flatMap(\.bytes)
    for cut in 0...bytes.count {
      var parser = FrameParser()
      #expect(try collect([bytes[..<cut], bytes[cut...]], &parser) == some, "cut at \(cut)")
      #expect(parser.keptBytes == 0)
    }
  }

  @Test("frames cut at any two bytes parse the same")
  func splitTwice() throws {
    let bytes = some.flatMap(\.bytes)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        var parser = FrameParser()
        let frames = try collect([bytes[..<first], bytes[first..<second], bytes[second...]], &parser)
        if frames != some { Issue.record("cut at \(first) and \(second)") }
      }
    }
  }

  @Test("frames that arrive in pieces of 1 to 20 bytes parse the same", arguments: 1...20)
  func pieces(size: Int) throws {
    let bytes = some.flatMap(\.bytes)
    let pieces = stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
    var parser = FrameParser()
    #expect(try collect(pieces, &parser) == some)
  }

  @Test("10,000 frames in one piece all come out, in order, from where they lie")
  func coalesced() throws {
    var bytes: [UInt8] = []
    for id in 1...10_000 { bytes.append(FrameHeader(.cancel, callID: UInt32(id))) }
    var parser = FrameParser()
    var next: UInt32 = 1
    try bytes.withUnsafeBytes { bytes in
      _ = try parser.feed(bytes) { header, _ in
        if header.callID != next { Issue.record("call \(header.callID) instead of \(next)") }
        next += 1
        return .next
      }
    }
    #expect(next == 10_001)
    #expect(parser.keptBytes == 0)
  }

  @Test("a whole frame is handed on without a copy")
  func borrowed() throws {
    let bytes = some[0].bytes + some[2].bytes
    var parser = FrameParser()
    try bytes.withUnsafeBytes { fed in
      _ = try parser.feed(fed) { _, payload in
        #expect(payload.baseAddress.map { fed.baseAddress! <= $0 && $0 < fed.baseAddress! + fed.count } == true)
        return .next
      }
    }
  }

  @Test("a stop keeps everything behind it, wherever it is and however the bytes arrive", arguments: 0..<5)
  func stops(at stop: Int) throws {
    let bytes = some.flatMap(\.bytes)
    for cut in 0...bytes.count {
      var parser = FrameParser()
      var frames = try collect([bytes[..<cut]], &parser) { $0 == stop ? .stop : .next }
      let before = frames.count
      frames += try collect([bytes[cut...]], &parser) { before + $0 == stop ? .stop : .next }
      if frames.count <= stop { Issue.record("no stop at \(stop), cut at \(cut)") }
      frames += try collect([[]], &parser)
      if frames != some { Issue.record("stopped at \(stop), cut at \(cut)") }
      #expect(parser.keptBytes == 0)
    }
  }

  @Test("a stop after each frame yields one frame a feed")
  func stopEachTime() throws {
    let bytes = some.flatMap(\.bytes)
    var parser = FrameParser()
    var frames = try collect([bytes[...]], &parser) { _ in .stop }
    #expect(frames.count == 1)
    for _ in 1..<some.count { frames += try collect([[]], &parser) { _ in .stop } }
    #expect(frames == some)
  }

  @Test("lengths 0 and the limit pass, one more is refused with its place")
  func lengths() throws {
    let limit: UInt32 = 100
    let empty = Frame(FrameHeader(.request), [])
    let full = Frame(FrameHeader(.request), [UInt8](repeating: 7, count: Int(limit)))
    let over = Frame(FrameHeader(.request), [UInt8](repeating: 7, count: Int(limit) + 1))
    var parser = FrameParser(maxPayloadBytes: limit)
    #expect(try collect([empty.bytes[...], full.bytes[...]], &parser) == [empty, full])
    let place = UInt64(empty.bytes.count + full.bytes.count)
    let expected = FrameError.lengthOverLimit(limit + 1, limit: limit, atByte: place)
    #expect(throws: expected) { try collect([over.bytes[...]], &parser) }
    #expect(throws: expected, "it stays in error") { try collect([empty.bytes[...]], &parser) }
    #expect(parser.keptBytes == 0)
  }

  @Test("a length is refused as soon as its header is there", arguments: [101, 1 << 24 - 1] as [UInt32])
  func refusedEarly(length: UInt32) throws {
    var header = [UInt8](repeating: 0, count: 16)
    header.withUnsafeMutableBytes { FrameHeader(.request, length: length).write(to: $0) }
    var parser = FrameParser(maxPayloadBytes: 100)
    #expect(try collect([header[..<15]], &parser).isEmpty)
    #expect(throws: FrameError.lengthOverLimit(length, limit: 100, atByte: 0)) { try collect([header[15...]], &parser) }
  }

  @Test(
    "one byte that is not 0 is enough to refuse",
    arguments: [UInt8(ascii: "G"), 0x16, UInt8(ascii: "P"), 0xff, 1])
  func firstByte(byte: UInt8) throws {
    var parser = FrameParser()
    #expect(throws: FrameError.firstByteNotZero(byte, atByte: 0)) { try collect([[byte]], &parser) }
    var later = FrameParser()
    #expect(throws: FrameError.firstByteNotZero(byte, atByte: 19)) {
      try collect([some[0].bytes[...], [byte, 0, 0]], &later)
    }
  }

  @Test("no limit goes over the hard cap")
  func hardCap() {
    var parser = FrameParser(maxPayloadBytes: .max)
    #expect(parser.maxPayloadBytes == FrameLimits.hardCapBytes)
    parser.limit(payloadBytes: .max)
    #expect(parser.maxPayloadBytes == FrameLimits.hardCapBytes)
  }

  @Test("frames before a bad header are handed on first")
  func framesBeforeError() throws {
    var parser = FrameParser()
    var seen = 0
    let bytes = some.flatMap(\.bytes) + [UInt8](repeating: 0, count: 16)
    #expect(throws: FrameError.typeZero(atByte: UInt64(bytes.count - 16))) {
      try bytes.withUnsafeBytes { bytes in
        _ = try parser.feed(bytes) { _, _ in
          seen += 1
          return .next
        }
      }
    }
    #expect(seen == some.count)
  }

  @Test("a limit raised by a HELLO holds for the frame right behind it")
  func raisedLimit() throws {
    let large = Frame(FrameHeader(.request), [UInt8](repeating: 1, count: 100_000))
    let bytes = some[0].bytes + large.bytes
    for cut in [0, 5, 19, 20, 40, 50_000, bytes.count] {
      var parser = FrameParser()
      let frames = try collect([bytes[..<cut], bytes[cut...]], &parser) {
        $0 == 0 ? .nextWithin(payloadBytes: 200_000) : .next
      }
      #expect(frames == [some[0], large])
    }
    var parser = FrameParser()
    #expect(throws: FrameError.lengthOverLimit(100_000, limit: 65_536, atByte: 19)) {
      try collect([bytes[...]], &parser)
    }
  }

  @Test("only what has arrived is kept, not what the header promises")
  func allocation() throws {
    var header = [UInt8](repeating: 0, count: 16)
    header.withUnsafeMutableBytes { FrameHeader(.request, callID: 3, length: 4_000_000).write(to: $0) }
    var parser = FrameParser(maxPayloadBytes: FrameLimits.defaultPayloadBytes)
    #expect(try collect([header[...], [1, 2, 3]], &parser).isEmpty)
    #expect(parser.keptBytes == 19)
    #expect(parser.pendingHeader?.callID == 3)
  }

  @Test("random frames in random pieces with random stops parse the same")
  func random() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SplitMix(seed)
    for _ in 0..<200 {
      let frames = (0..<Int.random(in: 1...30, using: &generator)).map { index in
        Frame(
          FrameHeader(FrameType.allCases.randomElement(using: &generator)!, callID: UInt32(index)),
          (0..<Int.random(in: 0...200, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) })
      }
      var rest = frames.flatMap(\.bytes)[...]
      var parser = FrameParser()
      var seen: [Frame] = []
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 0...300, using: &generator))
        rest = rest.dropFirst(piece.count)
        var stops = (0..<50).map { _ in Int.random(in: 0..<4, using: &generator) == 0 }
        seen += try collect([piece], &parser) { _ in stops.popLast() == true ? .stop : .next }
      }
      seen += try collect([[]], &parser)
      if seen != frames { Issue.record("seed \(seed)") }
    }
  }
}
