// HostileMessageTests.swift: bytes from somebody who means harm end in an error, never in a crash or in much memory.

import EveryKind
import Testing
import TokenWire

@Suite("Hostile messages")
struct HostileMessageTests {
  @Test(
    "text that is not UTF-8 is refused with its field",
    arguments: [
      [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x98], [0x80], [0x61, 0xfe],
    ] as [[UInt8]])
  func notUTF8(text: [UInt8]) {
    #expect(throws: DecodeError.notUTF8(field: "text")) {
      try EKOuter.Middle.Inner(decoding: [0x0a, UInt8(text.count)] + text)
    }
  }

  @Test("the field of an inner message is named with dots, from every place a message can be in")
  func places() {
    let inner: [UInt8] = [0x0a, 1, 0xff]
    func wrapped(_ tags: UInt8...) -> [UInt8] {
      tags.reversed().reduce(inner) { [$1, UInt8($0.count)] + $0 }
    }
    let places: [([UInt8], String)] = [
      (wrapped(0x1a), "inner.text"),
      (wrapped(0x0a, 0x0a), "middle.inner.text"),
      (wrapped(0x12, 0x12), "middles.inners.text"),
      (wrapped(0x12, 0x22), "middles.one.text"),
    ]
    for (bytes, field) in places {
      #expect(throws: DecodeError.notUTF8(field: field)) { try EKOuter(decoding: bytes) }
    }
  }

  @Test("a NUL in text is refused, read or written, alone or in a list or a oneof")
  func containsNUL() {
    #expect(throws: DecodeError.containsNUL(field: "f_string")) { try EKScalars(decoding: [0x72, 3, 0x61, 0, 0x62]) }
    #expect(throws: DecodeError.containsNUL(field: "strings")) { try EKLists(decoding: [0x72, 1, 0x61, 0x72, 1, 0]) }
    #expect(throws: DecodeError.containsNUL(field: "a_string")) { try EKChoice(decoding: [0x72, 1, 0]) }
    #expect(throws: EncodeError.containsNUL(field: "f_string")) { try EKScalars(fString: "a\0b").encoded() }
    #expect(throws: EncodeError.containsNUL(field: "strings")) { try EKLists(strings: ["a", "\0"]).encoded() }
    #expect(throws: EncodeError.containsNUL(field: "a_string")) { try EKChoice(value: .aString("\0")).encoded() }
    #expect(throws: EncodeError.containsNUL(field: "messages.f_string")) {
      try EKLists(messages: [EKScalars(fString: "\0")]).encoded()
    }
  }

  @Test("a failed encoding leaves nothing in the output")
  func failedEncoding() {
    var bytes: [UInt8] = [1, 2]
    #expect(throws: EncodeError.self) { try EKScalars(fString: "\0").encode(appendingTo: &bytes, in: Arena()) }
    #expect(bytes == [1, 2])
  }

  @Test("bytes of a fixed length have that length or none", arguments: [1, 15, 17, 31, 33])
  func wrongLength(count: Int) {
    let filler = [UInt8](repeating: 1, count: count)
    func field(_ tag: [UInt8]) -> [UInt8] { tag + [UInt8(count)] + filler }
    #expect(throws: DecodeError.wrongLength(field: "f_fixed16", bytes: count, expected: 16)) {
      try EKScalars(decoding: field([0x8a, 1]))
    }
    #expect(throws: DecodeError.wrongLength(field: "f_fixed32_bytes", bytes: count, expected: 32)) {
      try EKScalars(decoding: field([0x92, 1]))
    }
    #expect(throws: DecodeError.wrongLength(field: "fixed16s", bytes: count, expected: 16)) {
      try EKLists(decoding: field([0x8a, 1]))
    }
    #expect(throws: DecodeError.wrongLength(field: "a_fixed32_bytes", bytes: count, expected: 32)) {
      try EKChoice(decoding: field([0x92, 1]))
    }
  }

  @Test("no bytes are no value, and in a oneof they are the wrong length")
  func emptyFixedLength() throws {
    #expect(try EKScalars(decoding: [0x8a, 1, 0]).fFixed16 == nil)
    #expect(throws: DecodeError.wrongLength(field: "a_fixed16", bytes: 0, expected: 16)) {
      try EKChoice(decoding: [0x8a, 1, 0])
    }
  }

  @Test(
    "what is not protobuf is refused",
    arguments: [
      [0x72], [0x72, 5, 0x61], [0x08], [0x00, 1], [0x0b, 0x0c], [0x0c], [0x0e], [0x0f, 1], [0x18, 0x80],
      [0x18, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1], [0x72, 0xff, 0xff, 0xff, 0xff, 0x0f],
      [0x72, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], [0x70, 1], [0x1a, 1, 1], [0x1d, 1, 2, 3, 4],
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
    ] as [[UInt8]])
  func malformed(bytes: [UInt8]) {
    #expect(throws: DecodeError.malformed(message: "everykind.v1.Scalars")) { try EKScalars(decoding: bytes) }
  }

  @Test("a message cut at any byte is an error or a shorter message, never a crash")
  func truncated() throws {
    for bytes in [try KnownMessage.lists.encoded(), try KnownMessage.outer.encoded()] {
      for end in 0..<bytes.count {
        _ = try? EKLists(decoding: [UInt8](bytes[..<end]))
        _ = try? EKOuter(decoding: [UInt8](bytes[..<end]))
      }
    }
  }

  @Test("random bytes never crash, and what they decode to can be written and read again")
  func random() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SplitMix(seed)
    for _ in 0..<20_000 {
      let bytes = (0..<Int(generator.next() % 60)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      try survive(bytes, seed)
    }
  }

  @Test("good messages with some bytes changed never crash")
  func mutated() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SplitMix(seed)
    let good = try KnownMessage.all.map { try $0.encoded() }.filter { !$0.isEmpty }
    for _ in 0..<20_000 {
      var bytes = good[Int(generator.next() % UInt64(good.count))]
      for _ in 0...generator.next() % 4 {
        let place = Int(generator.next() % UInt64(bytes.count))
        bytes[place] = UInt8(truncatingIfNeeded: generator.next())
      }
      if generator.next() % 4 == 0 { bytes += good[Int(generator.next() % UInt64(good.count))] }
      try survive(bytes, seed)
    }
  }

  private func survive(_ bytes: [UInt8], _ seed: UInt64) throws {
    try surviveAs(EKScalars.self, bytes, seed)
    try surviveAs(EKLists.self, bytes, seed)
    try surviveAs(EKUnpacked.self, bytes, seed)
    try surviveAs(EKChoice.self, bytes, seed)
    try surviveAs(EKOuter.self, bytes, seed)
  }

  private func surviveAs<Message: WireMessage>(_ type: Message.Type, _ bytes: [UInt8], _ seed: UInt64) throws {
    guard let message = try? Message(decoding: bytes) else { return }
    // Bytes and not values are compared: NaN is not itself.
    let once = try message.encoded()
    if try Message(decoding: once).encoded() != once { Issue.record("\(type), seed \(seed)") }
  }

  @Test("a message that would need too much memory is refused before it has it")
  func amplification() {
    let unknown = (0..<1_000_000).flatMap { _ in [0xa0, 0x06, 1] as [UInt8] }
    let empty = (0..<1_000_000).flatMap { _ in [0x12, 0] as [UInt8] }
    let arena = Arena(capBytes: 8 * 1024 * 1024)
    for bytes in [unknown, empty] {
      #expect(throws: DecodeError.tooLarge(message: "everykind.v1.Outer")) {
        try bytes.withUnsafeBytes { _ = try EKOuter(decoding: $0, in: arena) }
      }
      #expect(arena.heldBytes <= 8 * 1024 * 1024)
    }
    arena.reset()
    #expect(arena.heldBytes <= Arena.keptBytes)
    #expect(throws: DecodeError.malformed(message: "everykind.v1.Outer"), "the cap is not remembered") {
      try [0x12 as UInt8].withUnsafeBytes { _ = try EKOuter(decoding: $0, in: arena) }
    }
  }

  @Test("a message that is too large to encode says so")
  func tooLargeToEncode() {
    let arena = Arena(capBytes: 64 * 1024)
    var output: [UInt8] = []
    #expect(throws: EncodeError.tooLarge) {
      try EKScalars(fBytes: [UInt8](repeating: 1, count: 100_000)).encode(appendingTo: &output, in: arena)
    }
    #expect(output.isEmpty)
  }
}
