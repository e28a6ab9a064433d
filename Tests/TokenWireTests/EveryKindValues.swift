// EveryKindValues.swift: the values of Tests/Golden/everykind, whose bytes protoc --encode has written.

import EveryKind
import TokenWire

func counted(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0) } }

let bytes16 = counted(16).withUnsafeBytes { Bytes16($0) } ?? Bytes16()
let bytes32 = Bytes32(counted(32)) ?? Bytes32()

/// A message whose bytes are known, with its type out of sight.
struct KnownMessage: Sendable {
  let name: String
  let encoded: @Sendable () throws -> [UInt8]
  /// Whether bytes decode to the value.
  let isDecoded: @Sendable ([UInt8]) throws -> Bool

  init<Message: WireMessage>(_ name: String, _ message: Message) {
    self.name = name
    encoded = { try message.encoded() }
    isDecoded = { try Message(decoding: $0) == message }
  }

  static let all =
    [
      KnownMessage("scalars", scalars),
      KnownMessage("scalars-largest", largest),
      KnownMessage("scalars-smallest", smallest),
      KnownMessage("lists", lists),
      KnownMessage(
        "unpacked",
        EKUnpacked(
          int32s: [0, -1, 7], doubles: [0, 1], bools: [false, true], levels: [.low, .unspecified])),
      KnownMessage("outer", outer),
      KnownMessage("keywords", keywords),
      KnownMessage("empty", EKEmpty()),
    ]
    + choices.map { KnownMessage("choice-" + $0.0, $0.1) }

  static let scalars = EKScalars(
    fDouble: 1.5, fFloat: -2.25, fInt32: -3, fInt64: -4, fUint32: 5, fUint64: 6, fSint32: -7, fSint64: -8, fFixed32: 9,
    fFixed64: 10, fSfixed32: -11, fSfixed64: -12, fBool: true, fString: "grün 😈", fBytes: [0, 1, 255], fLevel: .low,
    fFixed16: bytes16, fFixed32Bytes: bytes32, fLast: 13)

  static let largest = EKScalars(
    fDouble: .greatestFiniteMagnitude, fFloat: .greatestFiniteMagnitude, fInt32: .max, fInt64: .max, fUint32: .max,
    fUint64: .max, fSint32: .max, fSint64: .max, fFixed32: .max, fFixed64: .max, fSfixed32: .max, fSfixed64: .max,
    fLevel: .top, fLast: .max)

  static let smallest = EKScalars(
    fDouble: -.infinity, fFloat: -.infinity, fInt32: .min, fInt64: .min, fSint32: .min, fSint64: .min, fSfixed32: .min,
    fSfixed64: .min, fLevel: .lowest)

  static let lists = EKLists(
    doubles: [0, 1.5], floats: [0, -1], int32s: [0, -1], int64s: [1, -1], uint32s: [0, .max], uint64s: [300],
    sint32s: [-1, 1], sint64s: [-64], fixed32s: [1, 2], fixed64s: [3], sfixed32s: [-1], sfixed64s: [-1],
    bools: [true, false], strings: ["", "a"], byteses: [[], [0]], levels: [.low, .default],
    fixed16s: [bytes16, Bytes16()], fixed32Byteses: [bytes32], messages: [EKScalars(), EKScalars(fString: "x")])

  static let outer = EKOuter(
    middle: EKOuter.Middle(
      inner: EKOuter.Middle.Inner(text: "t", id: bytes32), inners: [EKOuter.Middle.Inner()], mood: .good,
      either: .one(EKOuter.Middle.Inner(text: "o"))),
    middles: [EKOuter.Middle(either: .another(.unspecified)), EKOuter.Middle()], inner: EKOuter.Middle.Inner())

  static let keywords = EKKeywords(
    func: "1", in: "2", class: "3", default: "4", self_: "5", init_: "6", base: "7", camelCase: "8", with2Digits: "9",
    url: "10", repeat: "11", int: "12", protocol: "13", description: "14", old: "15", c: "22", arena: "23", mark: "24",
    bytes: "25", output: "26", element: "27", fullName: "28", switch: .for(EKKeywords.String_(text: "17")),
    enum: .nil, let: [.self_, .unrecognized_], string: EKKeywords.String_(text: "21"))

  /// One for each member of the oneof, most at their default: presence must survive.
  static let choices: [(String, EKChoice)] = [
    ("double", EKChoice(value: .aDouble(0))),
    ("float", EKChoice(value: .aFloat(0))),
    ("int32", EKChoice(value: .anInt32(-1))),
    ("int64", EKChoice(value: .anInt64(0))),
    ("uint32", EKChoice(value: .aUint32(0))),
    ("uint64", EKChoice(value: .aUint64(1))),
    ("sint32", EKChoice(value: .aSint32(-1))),
    ("sint64", EKChoice(value: .aSint64(0))),
    ("fixed32", EKChoice(value: .aFixed32(0))),
    ("fixed64", EKChoice(value: .aFixed64(1))),
    ("sfixed32", EKChoice(value: .aSfixed32(-1))),
    ("sfixed64", EKChoice(value: .aSfixed64(0))),
    ("bool", EKChoice(value: .aBool(false))),
    ("string", EKChoice(value: .aString(""))),
    ("bytes", EKChoice(value: .someBytes([]))),
    ("level", EKChoice(value: .aLevel(.unspecified))),
    ("fixed16", EKChoice(value: .aFixed16(bytes16))),
    ("fixed32-bytes", EKChoice(value: .aFixed32Bytes(bytes32))),
    ("message", EKChoice(value: .aMessage(EKScalars()), other: .right("r"))),
  ]
}

extension WireMessage {
  func encoded() throws(EncodeError) -> [UInt8] {
    try Arena.withScratch { (arena) throws(EncodeError) in
      var bytes: [UInt8] = []
      try encode(appendingTo: &bytes, in: arena)
      return bytes
    }
  }

  init(decoding bytes: [UInt8]) throws(DecodeError) {
    self = try Arena.withScratch { (arena) throws(DecodeError) in try Self(decoding: bytes, in: arena) }
  }

  init(decoding bytes: [UInt8], in arena: Arena) throws(DecodeError) {
    self = try bytes.withUnsafeBytes { bytes in
      Result { () throws(DecodeError) in try Self(decoding: bytes, in: arena) }
    }.get()
  }
}
