// JSONMappingTests.swift: messages as JSON and back, against what protoc wrote and what generated code reads.

import EveryKind
import Foundation
import Testing
import TokenWire

@testable import rpc_cli

@Suite("proto3's JSON mapping")
struct JSONMappingTests {
  static let schema = Result { () throws(SchemaFault) in
    try SchemaReader.schema(EKEveryServiceMethods.descriptors.encoded)
  }

  static func type(_ name: String) throws -> MessageType {
    try #require(try schema.get().messages["everykind.v1." + name])
  }

  private func encoded(_ json: String, _ name: String) throws -> [UInt8] {
    try MessageEncoder(schema: Self.schema.get()).bytes(JSONReader.value(Array(json.utf8)), Self.type(name))
  }

  private func json(_ bytes: [UInt8], _ name: String, tellsDefaults: Bool = false) throws -> String {
    try MessageDecoder(schema: Self.schema.get(), tellsDefaults: tellsDefaults).json(bytes, Self.type(name)).text
  }

  /// Bytes that `protoc --encode` wrote.
  private func golden(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: folder.appending(path: "Golden/everykind/\(name).hex"), encoding: .utf8)
    let digits = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: " ")
    return try digits.split(separator: " ").map { try #require(UInt8($0, radix: 16)) }
  }

  static let goldens = [
    ("scalars", "Scalars"), ("scalars-largest", "Scalars"), ("scalars-smallest", "Scalars"), ("lists", "Lists"),
    ("unpacked", "Unpacked"), ("outer", "Outer"), ("keywords", "Keywords"), ("empty", "Empty"),
  ]
  static let choices = [
    "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32",
    "sfixed64", "bool", "string", "bytes", "level", "fixed16", "fixed32-bytes", "message",
  ].map { ("choice-" + $0, "Choice") }

  @Test("what protoc wrote is the same bytes again after a way through JSON text", arguments: goldens + choices)
  func roundTrip(file: String, type: String) throws {
    let bytes = try golden(file)
    let text = try json(bytes, type)
    let again = try encoded(text, type)
    // Fields are written in the order of declaration; only there it is not that of their numbers.
    if file == "keywords" {
      #expect(try json(again, type) == text && again.count == bytes.count)
    } else {
      #expect(again == bytes, "\(text)")
    }
  }

  @Test(
    "a value is shown as the mapping says",
    arguments: [
      (
        EKScalars(fInt64: -4, fUint64: .max, fSint64: 3, fFixed64: 1, fSfixed64: -1),
        #"{"fInt64":"-4","fUint64":"18446744073709551615","fSint64":"3","fFixed64":"1","fSfixed64":"-1"}"#
      ),
      (
        EKScalars(fDouble: 1.5, fFloat: 2, fInt32: -3, fFixed32: 9),
        #"{"fDouble":1.5,"fFloat":2,"fInt32":-3,"fFixed32":9}"#
      ),
      (EKScalars(fDouble: .nan, fFloat: -.infinity), #"{"fDouble":"NaN","fFloat":"-Infinity"}"#),
      (EKScalars(fDouble: .infinity), #"{"fDouble":"Infinity"}"#),
      (EKScalars(fBytes: [0xFB, 0xFF, 0xBE]), #"{"fBytes":"+/++"}"#),
      (
        EKScalars(fBool: true, fString: "a\"\u{1F}", fLevel: .top),
        ##"{"fBool":true,"fString":"a\"\u001f","fLevel":"LEVEL_HIGH"}"##
      ),
      (EKScalars(fLevel: .unrecognized(77)), #"{"fLevel":77}"#),
      (EKScalars(), "{}"),
    ])
  func shown(message: EKScalars, text: String) throws {
    let bytes = try message.encoded()
    #expect(try json(bytes, "Scalars") == text)
    let back = try EKScalars(decoding: try encoded(text, "Scalars"))
    #expect(try back.encoded() == bytes)
  }

  @Test(
    "other ways to write a value are understood",
    arguments: [
      (#"{"f_int64":5}"#, EKScalars(fInt64: 5)), (#"{"fInt64":"5"}"#, EKScalars(fInt64: 5)),
      (#"{"fInt32":"-3"}"#, EKScalars(fInt32: -3)), (#"{"fInt32":1e3}"#, EKScalars(fInt32: 1_000)),
      (#"{"fInt32":10.0}"#, EKScalars(fInt32: 10)), (#"{"fUint32":1.5e1}"#, EKScalars(fUint32: 15)),
      (#"{"fInt32":-0}"#, EKScalars()), (#"{"fInt32":100e-2}"#, EKScalars(fInt32: 1)),
      (#"{"fDouble":"1.5"}"#, EKScalars(fDouble: 1.5)), (#"{"fFloat":1E-2}"#, EKScalars(fFloat: 0.01)),
      (#"{"fBytes":"-_--"}"#, EKScalars(fBytes: [0xFB, 0xFF, 0xBE])), (#"{"fBytes":"AA"}"#, EKScalars(fBytes: [0])),
      (#"{"fBytes":"AA=="}"#, EKScalars(fBytes: [0])), (#"{"fLevel":"LEVEL_TOP"}"#, EKScalars(fLevel: .high)),
      (#"{"fLevel":-1}"#, EKScalars(fLevel: .low)), (#"{"fLevel":77}"#, EKScalars(fLevel: .unrecognized(77))),
      (#"{"fString":null,"fBool":null}"#, EKScalars()), (#"{"fString":"\ud83d\ude08\/"}"#, EKScalars(fString: "😈/")),
      (" {\n\t\"fBool\" : true\r}\n", EKScalars(fBool: true)), (#"{"fFixed16":""}"#, EKScalars()),
    ])
  func understood(text: String, message: EKScalars) throws {
    #expect(try EKScalars(decoding: try encoded(text, "Scalars")) == message)
  }

  @Test("what the absence of a field says too is left out, as protoc leaves it out")
  func leftOut() throws {
    let zeros = #"{"fInt64":0,"fString":"","fBool":false,"fBytes":"","fDouble":0.0,"fFixed32":0,"fLevel":0}"#
    #expect(try encoded(zeros, "Scalars") == [])
    #expect(try encoded(#"{"fString":"\u0000","fDouble":-0.0}"#, "Scalars").count == 3 + 9)
    #expect(try json(encoded(#"{"left":""}"#, "Choice"), "Choice") == #"{"left":""}"#)
    #expect(try json(encoded(#"{"middle":{}}"#, "Outer"), "Outer") == #"{"middle":{}}"#)
  }

  @Test(
    "what has no place in a message is refused with its name and what was meant",
    arguments: [
      ("Scalars", #"{"fInt46":1}"#, "fInt46 is no field of everykind.v1.Scalars, did you mean fInt64?"),
      ("Scalars", #"{"f_int46":1}"#, "f_int46 is no field of everykind.v1.Scalars, did you mean f_int64?"),
      ("Unpacked", #"{"zzz":1}"#, "zzz is no field of everykind.v1.Unpacked; it has int32s, doubles, bools, levels"),
      ("Empty", #"{"a":1}"#, "a is no field of everykind.v1.Empty; it has none"),
      ("Scalars", #"{"fBool":true,"f_bool":true}"#, "f_bool is there twice, as fBool and as f_bool"),
      ("Scalars", "[]", "must be an object, not a list"), ("Scalars", "null", "must be an object, not null"),
      ("Scalars", #"{"fInt32":2147483648}"#, "fInt32 must be a whole number, -2147483648 to 2147483647"),
      ("Scalars", #"{"fUint64":-1}"#, "fUint64 must be a whole number, 0 to 18446744073709551615"),
      ("Scalars", #"{"fInt64":9223372036854775808}"#, "fInt64 must be a whole number"),
      ("Scalars", #"{"fInt32":1.5}"#, "fInt32 must be a whole number"),
      ("Scalars", #"{"fInt32":1e999999999999999999999}"#, "fInt32 must be a whole number"),
      ("Scalars", #"{"fInt32":1e-9223372036854775808}"#, "fInt32 must be a whole number"),
      ("Scalars", #"{"fInt32":" 1"}"#, "fInt32 must be a whole number"),
      ("Scalars", #"{"fInt32":true}"#, "fInt32 must be a whole number"),
      ("Scalars", #"{"fFloat":1e39}"#, "fFloat must be a number within"),
      ("Scalars", #"{"fDouble":1e309}"#, "fDouble must be a number within"),
      ("Scalars", #"{"fDouble":"nan"}"#, "fDouble must be a number within"),
      ("Scalars", #"{"fDouble":"0x10"}"#, "fDouble must be a number within"),
      ("Scalars", #"{"fBool":1}"#, "fBool must be true or false, not a number"),
      ("Scalars", #"{"fBool":"true"}"#, "fBool must be true or false, not text"),
      ("Scalars", #"{"fString":1}"#, "fString must be text, not a number"),
      ("Scalars", #"{"fBytes":"a"}"#, "fBytes is no base64"), ("Scalars", #"{"fBytes":"AB=="}"#, "fBytes is no base64"),
      ("Scalars", #"{"fBytes":"A==="}"#, "fBytes is no base64"), ("Scalars", #"{"fBytes":"A A="}"#, "no base64"),
      ("Scalars", #"{"fFixed16":"AA"}"#, "fFixed16 is base64 of 1 byte, it must have 16"),
      ("Scalars", #"{"fLevel":"LEVEL_LOWW"}"#, "fLevel has no value LEVEL_LOWW, did you mean LEVEL_LOW?"),
      ("Scalars", #"{"fLevel":"x"}"#, "fLevel has no value x; there are LEVEL_UNSPECIFIED"),
      ("Lists", #"{"int32s":1}"#, "int32s must be a list, not a number"),
      ("Lists", #"{"int32s":[1,null]}"#, "int32s.1 must be a whole number"),
      ("Lists", #"{"messages":[{},{"fBol":true}]}"#, "messages.1.fBol is no field of everykind.v1.Scalars"),
      ("Choice", #"{"left":"a","right":"b"}"#, "right and left exclude each other"),
      ("Outer", #"{"middle":{"inner":{"id":"AAAA"}}}"#, "middle.inner.id is base64 of 3 bytes, it must have 32"),
    ])
  func refused(type: String, text: String, says: String) throws {
    let error = #expect(throws: MappingFault.self) { try encoded(text, type) }
    #expect(error?.text.contains(says) == true, "\(error?.text ?? "")")
  }

  @Test("null members of a oneof choose nothing, and of several on the wire the last one counts")
  func oneofs() throws {
    let chosen = try EKChoice(decoding: try encoded(#"{"aBool":null,"aString":"","left":null,"right":"r"}"#, "Choice"))
    #expect(chosen == EKChoice(value: .aString(""), other: .right("r")))
    let bytes = try EKChoice(value: .aString("first")).encoded() + EKChoice(value: .aUint32(0)).encoded()
    #expect(try json(bytes, "Choice") == #"{"aUint32":0}"#)
  }

  @Test("a message that comes in parts is one with the fields of all")
  func merged() throws {
    let first = EKOuter(middle: EKOuter.Middle(inner: EKOuter.Middle.Inner(text: "t")))
    let second = EKOuter(middle: EKOuter.Middle(mood: .good))
    let text = try json(first.encoded() + second.encoded(), "Outer")
    #expect(text == #"{"middle":{"inner":{"text":"t"},"mood":"MOOD_GOOD"}}"#)
  }

  @Test("lists read alike, packed or one by one, and unknown fields are left out")
  func packing() throws {
    for bytes: [UInt8] in [[0x0A, 2, 1, 2], [0x08, 1, 0x08, 2], [0x08, 1, 0x0A, 1, 2, 0x78, 9]] {
      #expect(try json(bytes, "Unpacked") == #"{"int32s":[1,2]}"#)
    }
  }

  @Test("defaults are shown when asked for, but nothing of oneofs and no messages")
  func defaults() throws {
    #expect(
      try json([], "Unpacked", tellsDefaults: true) == #"{"int32s":[],"doubles":[],"bools":[],"levels":[]}"#)
    #expect(try json([], "Outer", tellsDefaults: true) == #"{"middles":[]}"#)
    let scalars = try json([], "Scalars", tellsDefaults: true)
    #expect(scalars.hasPrefix(#"{"fDouble":0,"fFloat":0,"fInt32":0,"fInt64":"0","#))
    #expect(scalars.contains(#""fBool":false,"fString":"","fBytes":"","fLevel":"LEVEL_UNSPECIFIED","#))
  }

  @Test("bytes that end anywhere, or have any byte changed, are shown or refused and never crash")
  func hostile() throws {
    for (file, type) in Self.goldens + Self.choices {
      let bytes = try golden(file)
      for end in bytes.indices { _ = try? json(Array(bytes[..<end]), type) }
      for index in bytes.indices {
        for change: UInt8 in [0x01, 0x07, 0x80, 0xFF] {
          var changed = bytes
          changed[index] ^= change
          _ = try? json(changed, type)
        }
      }
    }
  }

  @Test(
    "bytes that are no message are refused with their place",
    arguments: [
      ([0x08], 1, "it ends inside a number"), ([0x00], 0, "no field has the number 0"),
      ([0x0A, 5, 1], 1, "a length reaches beyond the end"), ([0x0B], 0, "wire type 3 is not supported"),
      ([0x09, 1, 2], 1, "it ends inside a number"), ([0x72, 1, 0xFF], 0, "field 14 is not UTF-8"),
      ([0x70, 1], 0, "field 14 is not bytes"), ([0x6A, 0], 0, "field 13 is not a number"),
      ([0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02], 1, "a number is longer than 64 bits"),
      ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], 1, "a length reaches beyond the end"),
    ] as [([UInt8], Int, String)])
  func malformed(bytes: [UInt8], offset: Int, reason: String) {
    #expect(throws: WireFault(offsetBytes: offset, reason: reason)) { try json(bytes, "Scalars") }
  }
}

extension WireMessage {
  fileprivate func encoded() throws(EncodeError) -> [UInt8] {
    try Arena.withScratch { (arena) throws(EncodeError) in
      var bytes: [UInt8] = []
      try encode(appendingTo: &bytes, in: arena)
      return bytes
    }
  }

  fileprivate init(decoding bytes: [UInt8]) throws(DecodeError) {
    self = try Arena.withScratch { (arena) throws(DecodeError) in
      try bytes.withUnsafeBytes { bytes in Result { () throws(DecodeError) in try Self(decoding: bytes, in: arena) } }
        .get()
    }
  }
}
