// MessageTests.swift: generated messages against protoc's own bytes, and against bytes from somebody who means harm.

import EveryKind
import Testing
import TokenWire

@Suite("Generated messages")
struct MessageTests {
  private func golden(_ name: String) throws -> [UInt8] { try GoldenFile.named("everykind/" + name).bytes }

  @Test("a message of every kind writes as protoc writes it", arguments: KnownMessage.all.map(\.name))
  func encoding(name: String) throws {
    let known = try #require(KnownMessage.all.first { $0.name == name })
    #expect(try known.encoded() == golden(name))
  }

  @Test("what protoc wrote reads as the value", arguments: KnownMessage.all.map(\.name))
  func decoding(name: String) throws {
    let known = try #require(KnownMessage.all.first { $0.name == name })
    #expect(try known.isDecoded(golden(name)))
  }

  @Test("what is written reads the same, whatever it is")
  func roundTrip() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SplitMix(seed)
    for _ in 0..<300 {
      let lists = randomLists(&generator)
      if try EKLists(decoding: lists.encoded()) != lists { Issue.record("seed \(seed)") }
    }
  }

  @Test("a number without a name survives", arguments: [-5, 6, 10, 2_147_483_646] as [Int32])
  func unknownEnum(number: Int32) throws {
    let message = EKScalars(fLevel: .unrecognized(number))
    #expect(try EKScalars(decoding: message.encoded()).fLevel.rawValue == number)
    #expect(EKLevel(rawValue: number) == .unrecognized(number))
  }

  @Test("every enum number goes both ways, and aliases are the same value")
  func enums() {
    for level in [EKLevel.unspecified, .low, .lowest, .high, .default, .level2nd, .inBetween] {
      #expect(EKLevel(rawValue: level.rawValue) == level)
    }
    #expect(EKLevel.top == .high)
    #expect(EKScalars().fLevel == .unspecified)
  }

  @Test("packed and unpacked lists read alike")
  func packing() throws {
    let packed: [UInt8] = [0x0a, 2, 1, 2, 0x1a, 2, 0, 1]
    let unpacked: [UInt8] = [0x08, 1, 0x08, 2, 0x18, 0, 0x18, 1]
    let mixed: [UInt8] = [0x08, 1, 0x0a, 1, 2, 0x18, 0, 0x1a, 1, 1]
    let value = EKUnpacked(int32s: [1, 2], bools: [false, true])
    for bytes in [packed, unpacked, mixed] { #expect(try EKUnpacked(decoding: bytes) == value) }
  }

  @Test("of a oneof's members the last one counts")
  func lastOfOneof() throws {
    let bytes = try EKChoice(value: .aString("first")).encoded() + EKChoice(value: .aUint32(7)).encoded()
    #expect(try EKChoice(decoding: bytes) == EKChoice(value: .aUint32(7)))
  }

  @Test("a message that comes twice is merged")
  func merging() throws {
    let first = EKOuter(inner: EKOuter.Middle.Inner(text: "a"))
    let second = EKOuter(inner: EKOuter.Middle.Inner(id: bytes32))
    let both = EKOuter(inner: EKOuter.Middle.Inner(text: "a", id: bytes32))
    #expect(try EKOuter(decoding: first.encoded() + second.encoded()) == both)
  }

  @Test("fields of a later version are skipped")
  func unknownFields() throws {
    let later: [UInt8] = [
      0xa0, 0x06, 1, 0xa2, 0x06, 2, 9, 9, 0xa5, 0x06, 1, 2, 3, 4, 0xa1, 0x06, 1, 2, 3, 4, 5, 6, 7, 8,
    ]
    let bytes = later + (try KnownMessage.outer.encoded()) + later
    #expect(try EKOuter(decoding: bytes) == KnownMessage.outer)
  }

  @Test("NaN and infinity survive")
  func floats() throws {
    let message = EKScalars(fDouble: .nan, fFloat: .infinity)
    let read = try EKScalars(decoding: message.encoded())
    #expect(read.fDouble.isNaN)
    #expect(read.fFloat == .infinity)
  }

  @Test("encoding appends to what is there")
  func appending() throws {
    var bytes: [UInt8] = [1, 2, 3]
    try EKOuter.Middle.Inner(text: "t").encode(appendingTo: &bytes, in: Arena())
    #expect(bytes == [1, 2, 3, 0x0a, 1, UInt8(ascii: "t")])
  }

  private func randomLists(_ generator: inout SplitMix) -> EKLists {
    func some<Element>(_ make: (inout SplitMix) -> Element) -> [Element] {
      (0..<Int.random(in: 0...5, using: &generator)).map { _ in make(&generator) }
    }
    func number<Number: FixedWidthInteger>(_ generator: inout SplitMix) -> Number {
      let bits = Number(truncatingIfNeeded: generator.next())
      return bits >> Number(truncatingIfNeeded: generator.next() % UInt64(Number.bitWidth))
    }
    func text(_ generator: inout SplitMix) -> String {
      String(
        String.UnicodeScalarView(
          (0..<generator.next() % 8).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 1...0x10ffff, using: &generator))
          }))
    }
    func bytes(_ generator: inout SplitMix) -> [UInt8] { (0..<generator.next() % 40).map { _ in number(&generator) } }
    return EKLists(
      doubles: some { Double($0.next()) / 7 }, floats: some { Float($0.next() % 1000) / 7 }, int32s: some(number),
      int64s: some(number), uint32s: some(number), uint64s: some(number), sint32s: some(number), sint64s: some(number),
      fixed32s: some(number), fixed64s: some(number), sfixed32s: some(number), sfixed64s: some(number),
      bools: some { $0.next() % 2 == 0 }, strings: some(text), byteses: some(bytes),
      levels: some { EKLevel(rawValue: number(&$0)) },
      fixed16s: some { Bytes16(high: $0.next(), low: $0.next()) },
      messages: some { EKScalars(fInt64: number(&$0), fString: text(&$0), fBytes: bytes(&$0)) })
  }
}

extension Bytes16 {
  fileprivate init(high: UInt64, low: UInt64) {
    self.init()
    self.high = high
    self.low = low
  }
}
