// MessageTemplateTests.swift: a template can be sent as it is, shows every field, and stays small whatever the types.

import Foundation
import Testing
import TokenWire

@testable import rpc_cli

@Suite("request templates", .timeLimit(.minutes(1)))
struct MessageTemplateTests {
  private func field(_ name: String, _ number: UInt32, _ kind: FieldType.Kind, oneof: Int? = nil) -> FieldType {
    FieldType(name: name, jsonName: name, number: number, kind: kind, oneof: oneof)
  }

  @Test("every method's template is a request of that method, with each field that is in no oneof")
  func encodes() async throws {
    let harness = try CommandLineHarness()
    for service in await harness.run("list", "--json").objects {
      for method in service["methods"] as? [[String: Any]] ?? [] {
        let name = try #require(method["name"] as? String)
        let template = await harness.run("describe", "--template", name)
        #expect(template.status == .done, "\(name): \(template.errors)")
        // Which of the two it then fails with is the service's: the document was taken.
        let answer = await harness.run("call", name, "-d", template.output)
        #expect(answer.status != .usage, "\(name): \(answer.errors)")
      }
    }
    let scalars = await harness.run("describe", "--template", "Echo", "--json").objects.first
    let described = await harness.run("describe", "everykind.v1.Scalars", "--json").objects.first
    #expect(scalars?.count == (described?["fields"] as? [Any])?.count)
    #expect(await harness.run("describe", "--template").status == .usage)
    #expect(await harness.run("describe", "--template", "Nothing").status == .usage)
  }

  @Test("of a oneof one field is shown, a list has an element, bytes are as long as they must be")
  func kinds() {
    var type = MessageType(name: "a.M", comment: "")
    type.oneofs = ["which"]
    type.append(field("itself", 1, .message("a.M"), oneof: 0))
    type.append(field("text", 2, .string, oneof: 0))
    type.append(field("other", 3, .bool, oneof: 0))
    type.append(FieldType(name: "list", jsonName: "list", number: 4, kind: .uint64, isRepeated: true))
    type.append(FieldType(name: "id", jsonName: "id", number: 5, kind: .bytes, fixedLength: 3))
    type.append(field("level", 6, .enumeration("a.E")))
    var schema = ProtoSchema()
    schema.messages["a.M"] = type
    schema.enums["a.E"] = EnumType(name: "a.E", values: [EnumType.Value(name: "NONE"), EnumType.Value(name: "ONE")])
    var template = MessageTemplate(schema)
    #expect(template.document(of: type).text == #"{"text":"","list":["0"],"id":"AAAA","level":"NONE"}"#)
  }

  @Test("types that would make a document without end make a bounded one")
  func bounded() {
    var schema = ProtoSchema()
    // Each has two fields of the next: 2^40 fields in all.
    for number in 0..<40 {
      var type = MessageType(name: "a.M\(number)", comment: "")
      for place in [1, 2] as [UInt32] { type.append(field("f\(place)", place, .message("a.M\(number + 1)"))) }
      schema.messages[type.name] = type
    }
    var last = MessageType(name: "a.M40", comment: "")
    last.append(field("end", 1, .bool))
    schema.messages[last.name] = last
    var template = MessageTemplate(schema)
    guard let first = schema.messages["a.M0"] else { return #expect(Bool(false), "there is no first message") }
    #expect(template.document(of: first).text.utf8.count < 32 * MessageTemplate.mostFields)
  }
}
