// ViewTests.swift: a view shows what a copy holds, and is refused where a copy is.

import EveryKind
import Testing
import TokenWire

@Suite("Views")
struct ViewTests {
  private static let types: [any ViewedMessage.Type] = [
    EKScalars.self, EKLists.self, EKUnpacked.self, EKChoice.self, EKOuter.self, EKKeywords.self, EKEmpty.self,
  ]

  /// What became of decoding: bytes, since NaN is not itself.
  private enum Outcome: Equatable {
    case bytes([UInt8])
    case refused(DecodeError)

    init(_ message: () throws(DecodeError) -> any WireMessage) throws {
      let decoded: any WireMessage
      do throws(DecodeError) { decoded = try message() } catch {
        self = .refused(error)
        return
      }
      self = .bytes(try decoded.encoded())
    }
  }

  /// Whether view and copy of every type agree on these bytes.
  private func agree(_ bytes: [UInt8]) throws -> Bool {
    try Self.types.allSatisfy { type in
      let seen = try Outcome { () throws(DecodeError) in try type.seen(bytes) }
      return try seen == Outcome { () throws(DecodeError) in try type.init(decoding: bytes) }
    }
  }

  @Test("a view of every kind of field shows the value that protoc wrote", arguments: KnownMessage.all.map(\.name))
  func everyKind(name: String) throws {
    let bytes = try GoldenFile.named("everykind/" + name).bytes
    #expect(try agree(bytes))
    let known = try #require(KnownMessage.all.first { $0.name == name })
    #expect(try Self.types.contains { try (try? $0.seen(bytes))?.encoded() == known.encoded() })
  }

  @Test("random bytes, and good ones with some changed, are read alike and refused alike")
  func hostile() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SplitMix(seed)
    let good = try KnownMessage.all.map { try $0.encoded() }.filter { !$0.isEmpty }
    for round in 0..<4_000 {
      var bytes = good[Int(generator.next() % UInt64(good.count))]
      if round % 2 == 0 {
        bytes = (0..<Int(generator.next() % 60)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      } else {
        for _ in 0...generator.next() % 4 {
          bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next())
        }
      }
      if !(try agree(bytes)) { Issue.record("seed \(seed), round \(round)") }
    }
  }

  @Test(
    "text that is not UTF-8 or holds a NUL, and fixed bytes of another length, are refused with the field's whole name")
  func refused() {
    let cases: [(any ViewedMessage.Type, [UInt8], DecodeError)] = [
      (EKScalars.self, [0x72, 1, 0xff], .notUTF8(field: "f_string")),
      (EKScalars.self, [0x72, 3, 0x61, 0, 0x62], .containsNUL(field: "f_string")),
      (EKScalars.self, [0x8a, 1, 1, 9], .wrongLength(field: "f_fixed16", bytes: 1, expected: 16)),
      (EKScalars.self, [0x72], .malformed(message: "everykind.v1.Scalars")),
      (EKLists.self, [0x72, 1, 0x61, 0x72, 2, 0xc0, 0xaf], .notUTF8(field: "strings")),
      (EKLists.self, [0x8a, 1, 0], .wrongLength(field: "fixed16s", bytes: 0, expected: 16)),
      (EKChoice.self, [0x72, 1, 0], .containsNUL(field: "a_string")),
      (EKChoice.self, [0x92, 1, 0], .wrongLength(field: "a_fixed32_bytes", bytes: 0, expected: 32)),
      (EKOuter.self, [0x12, 5, 0x22, 3, 0x0a, 1, 0xff], .notUTF8(field: "middles.one.text")),
    ]
    for (type, bytes, error) in cases {
      #expect(throws: error) { try type.seen(bytes) }
    }
  }

  @Test("bytes and text are borrowed from the arena, which has them back behind the view")
  func borrowed() throws {
    let message = EKScalars(fString: "borrowed", fBytes: [UInt8](repeating: 7, count: 1_000))
    let bytes = try message.encoded()
    let arena = Arena()
    var places: [UnsafeRawPointer?] = []
    for _ in 0..<2 {
      let kept = try bytes.withUnsafeBytes { bytes in
        Result { () throws(DecodeError) in
          try EKScalars.withView(decoding: bytes, in: arena) { view in
            places.append(view.fBytes.baseAddress)
            return try? EKScalars(copying: view)
          }
        }
      }.get()
      #expect(kept == message)
    }
    #expect(places.count == 2 && places[0] == places[1] && places[0] != nil)
  }

  @Test("a list's element is asked for by its position")
  func lists() throws {
    let bytes = try EKLists(strings: ["a", "bc"], levels: [.low]).encoded()
    try bytes.withUnsafeBytes { bytes in
      try EKLists.withView(decoding: bytes, in: Arena()) { view in
        #expect(view.strings.count == 2 && view.strings[1].elementsEqual("bc".utf8))
        #expect(view.levels.first == .low && view.bools.isEmpty && view.messages.first == nil)
      }
    }
  }
}
