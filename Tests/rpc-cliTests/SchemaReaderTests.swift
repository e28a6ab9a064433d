// SchemaReaderTests.swift: descriptor sets, good ones and those of somebody who means harm.

import EveryKind
import Testing
import TokenWire

@testable import rpc_cli

@Suite("descriptor sets")
struct SchemaReaderTests {
  private static let everyKind = EKEveryServiceMethods.descriptors.encoded

  /// A field with a length: text, or others of these.
  private func field(_ number: UInt32, _ parts: [UInt8]...) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(field: number, bytes: parts.flatMap { $0 })
    return bytes
  }

  private func name(_ text: String) -> [UInt8] { field(1, Array(text.utf8)) }

  @Test("types, options and comments are those of the .proto")
  func reads() throws {
    let schema = try SchemaReader.schema(Self.everyKind)
    let scalars = try #require(schema.messages["everykind.v1.Scalars"])
    #expect(scalars.comment == "One field of every scalar kind.")
    let last = try #require(scalars.field(named: "f_last"))
    #expect(last.number == 536_870_911 && last.kind == .uint32 && last.jsonName == "fLast" && last.oneof == nil)
    #expect(scalars.field(named: "fFixed16")?.fixedLength == 16)
    let lists = try #require(schema.messages["everykind.v1.Lists"])
    #expect(lists.field(1)?.isPacked == true && lists.field(14)?.isPacked == false)
    #expect(schema.messages["everykind.v1.Unpacked"]?.field(1)?.isPacked == false)
    #expect(schema.messages["everykind.v1.Choice"]?.oneofs == ["value", "other"])
    #expect(schema.messages["everykind.v1.Outer.Middle.Inner"]?.fields.map(\.name) == ["text", "id"])
    #expect(schema.enums["everykind.v1.Level"]?.values.map(\.number) == [0, -1, .min, .max, .max, 7, 8, 9])
    let service = try #require(schema.services["everykind.v1.EveryService"])
    #expect(service.methods.map(\.isStream) == [false, true, false, true])
    #expect(service.methods[0].comment == "Gives back what it gets.")
    #expect(schema.messages["google.protobuf.FieldOptions"] != nil)
  }

  @Test("a set that ends anywhere is read or refused, and one that ends inside a file is refused")
  func truncated() throws {
    let bytes = Self.everyKind
    for end in stride(from: 0, to: bytes.count, by: 7) { _ = try? SchemaReader.schema(Array(bytes[..<end])) }
    #expect(throws: SchemaFault.self) { try SchemaReader.schema(Array(bytes.dropLast())) }
    #expect(try SchemaReader.schema([]) == ProtoSchema())
  }

  @Test("a set with a changed byte is read or refused, and what is read can be described and called")
  func changed() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var state = seed
    for _ in 0..<400 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var bytes = Self.everyKind
      bytes[Int(state >> 33) % bytes.count] ^= UInt8(truncatingIfNeeded: state >> 20) | 1
      guard let schema = try? SchemaReader.schema(bytes) else { continue }
      let server = ServerDescription(services: [], schema: schema)
      for type in schema.messages.values {
        if SchemaText(server: server).text(.message(type)).isEmpty { Issue.record("seed \(seed)") }
        _ = try? MessageDecoder(schema: schema, tellsDefaults: true).json([8, 1, 0x12, 0], type)
      }
    }
  }

  @Test("types that are not declared, twice declared or too deep are refused")
  func refused() {
    let user = field(2, name("a"), [0x28, 11], field(6, Array(".t.B".utf8)))
    #expect(throws: SchemaFault.undeclared(type: "t.B", by: "t.A.a")) {
      try SchemaReader.schema(field(1, field(2, Array("t".utf8)), field(4, name("A"), user)))
    }
    #expect(throws: SchemaFault.undeclared(type: "t.B", by: "S/M")) {
      try SchemaReader.schema(field(1, field(6, name("S"), field(2, name("M"), field(2, Array(".t.B".utf8))))))
    }
    #expect(throws: SchemaFault.undeclared(type: "number 10", by: "a")) {
      try SchemaReader.schema(field(1, field(4, name("A"), field(2, name("a"), [0x28, 10]))))
    }
    #expect(throws: SchemaFault.undeclared(type: "oneof 3", by: "A.a")) {
      try SchemaReader.schema(field(1, field(4, name("A"), field(2, name("a"), [0x28, 5, 0x48, 3]))))
    }
    for number: UInt32 in [4, 5, 6] {
      #expect(throws: SchemaFault.declaredTwice(type: "A")) {
        try SchemaReader.schema(field(1, field(number, name("A")), field(number, name("A"))))
      }
    }
    var nested = name("A")
    for _ in 0..<10_000 { nested = name("A") + field(3, nested) }
    let error = #expect(throws: SchemaFault.self) { try SchemaReader.schema(field(1, field(4, nested))) }
    if case .tooDeep = error {} else { Issue.record("\(String(describing: error))") }
  }

  @Test("a name that grows with the messages around it is refused before it is large")
  func longNames() throws {
    let most = SchemaReader.mostNameBytes
    let inner = field(4, name("A"), field(3, name("B")))
    let package = String(repeating: "p", count: most - 5)
    #expect(try SchemaReader.schema(field(1, field(2, Array(package.utf8)), inner)).messages.count == 2)
    let error = SchemaFault.nameTooLong(beginning: String(repeating: "p", count: 40))
    #expect(throws: error) { try SchemaReader.schema(field(1, field(2, Array((package + "ppp").utf8)), inner)) }
    #expect(throws: error) { try SchemaReader.schema(field(1, field(4, name(package + "ppppp")))) }
  }

  @Test("a message that is in itself is described, and bytes that nest it are followed to a bound")
  func recursive() throws {
    let inner = field(2, name("a"), [0x18, 1, 0x28, 11], field(6, Array(".A".utf8)))
    let schema = try SchemaReader.schema(field(1, field(4, name("A"), inner)))
    let type = try #require(schema.messages["A"])
    var bytes: [UInt8] = []
    for _ in 1..<MessageDecoder.deepest { bytes = field(1, bytes) }
    #expect(try MessageDecoder(schema: schema).json(bytes, type).text.hasPrefix(#"{"a":{"a":"#))
    for _ in 0..<1_000 { bytes = field(1, bytes) }
    #expect(throws: WireFault.self) { try MessageDecoder(schema: schema).json(bytes, type) }
  }
}
