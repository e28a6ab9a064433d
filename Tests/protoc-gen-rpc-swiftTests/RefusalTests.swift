// RefusalTests.swift: what protobuf-c can't do is refused, in words that say where and what to do.

import Foundation
import Testing

/// A .proto that must be refused.
struct Refused: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var proto: String
  var says: [String]
  var imports: [String: String] = [:]

  init(_ what: String, _ body: String, says: String..., imports: [String: String] = [:]) {
    testDescription = what
    proto = body.hasPrefix("syntax") ? body : head + body
    self.says = says
    self.imports = imports
  }

  static func method(_ what: String, _ methods: String, says: String...) -> Refused {
    var refused = Refused(what, "message M {} service S { \(methods) }")
    refused.says = says
    return refused
  }
}

let head = "syntax = \"proto3\"; package t; import \"tokenrpc/v1/options.proto\"; "
private let id = "option (tokenrpc.v1.method_id)"

private let refusedMessages = [
  Refused("proto2", "syntax = \"proto2\"; message M { optional int32 a = 1; }", says: "t.proto: only proto3"),
  Refused("a file without syntax", "syntax = \"proto2\";", says: "only proto3"),
  Refused("proto3 optional", "message M { optional int32 a = 1; }", says: "t.M.a: optional", "oneof with one member"),
  Refused("a map", "message M { map<string, int32> a = 1; }", says: "t.M.a: maps"),
  Refused(
    "a group", "syntax = \"proto2\"; message M { optional group G = 1 { optional int32 a = 1; } }",
    says: "only proto3"),
  Refused("a message in itself", "message M { M m = 1; }", says: "t.M: contains itself (t.M)"),
  Refused("a list of itself", "message M { repeated M m = 1; }", says: "t.M: contains itself"),
  Refused(
    "a circle of three", "message A { B b = 1; } message B { oneof o { C c = 1; } } message C { repeated A a = 1; }",
    says: "t.A: contains itself (t.B, t.C, t.A)", "t.B: contains itself", "t.C: contains itself"),
  Refused(
    "an inner message that holds the outer one", "message A { message B { A a = 1; } B b = 1; }",
    says: "t.A: contains itself", "t.A.B: contains itself"),
  Refused(
    "fixed_length on text", "message M { string a = 1 [(tokenrpc.v1.fixed_length) = 16]; }",
    says: "t.M.a: fixed_length is for bytes fields"),
  Refused(
    "fixed_length 20", "message M { bytes a = 1 [(tokenrpc.v1.fixed_length) = 20]; }",
    says: "t.M.a: fixed_length is 16 or 32"),
  Refused(
    "fixed_length 0", "message M { bytes a = 1 [(tokenrpc.v1.fixed_length) = 0]; }", says: "fixed_length is 16 or 32"),
  Refused(
    "a field that is the count of another", "message M { repeated int32 a = 1; int32 n_a = 2; }",
    says: "t.M: protobuf-c would call two members of its struct `n_a`"),
  Refused(
    "a field that is the case of a oneof", "message M { oneof a { int32 b = 1; } int32 a_case = 2; }",
    says: "`a_case`"),
  Refused(
    "a field and a oneof with one name in Swift", "message M { oneof a_b { int32 c = 1; } int32 aB = 2; }",
    says: "t.M: two names would be `aB` in Swift"),
  Refused(
    "a type of a proto2 file", "import \"old.proto\"; message M { t.Old a = 1; }",
    says: "t.M.a: t.Old is declared in old.proto, which is not proto3",
    imports: ["old.proto": "syntax = \"proto2\"; package t; message Old { required int32 a = 1; }"]),
]

private let refusedMethods = [
  Refused.method(
    "client streaming", "rpc A(stream M) returns (M) { \(id) = 256; }", says: "t.S/A: client streaming is not supported"
  ),
  Refused.method(
    "a method without an id", "rpc A(M) returns (M);", says: "t.S/A: needs option (tokenrpc.v1.method_id)"),
  Refused.method("method id 0", "rpc A(M) returns (M) { \(id) = 0; }", says: "1 to 65535"),
  Refused.method("method id 65,536", "rpc A(M) returns (M) { \(id) = 65536; }", says: "1 to 65535"),
  Refused.method(
    "two methods with one id", "rpc A(M) returns (M) { \(id) = 7; } rpc B(M) returns (M) { \(id) = 7; }",
    says: "t.S/B: has the method_id 7 of t.S/A"),
  Refused.method(
    "two methods with one name in Swift",
    "rpc GetIt(M) returns (M) { \(id) = 7; } rpc get_it(M) returns (M) { \(id) = 8; }",
    says: "t.S: two names would be `getIt` in Swift"),
  Refused(
    "two services with one id",
    "message M {} service S { rpc A(M) returns (M) { \(id) = 7; } } service T { rpc A(M) returns (M) { \(id) = 7; } }",
    says: "t.T/A: has the method_id 7 of t.S/A"),
  Refused(
    "a message with a stub's name", "message M {} message SClient {} service S { rpc A(M) returns (M) { \(id) = 7; } }",
    says: "t.proto: two types would be called `SClient` in Swift"),
  Refused.method(
    "a method whose mock would have another's name",
    "rpc OnX(M) returns (M) { \(id) = 7; } rpc XCalls(M) returns (M) { \(id) = 8; }",
    says: "t.S: two names would be `onXCalls` in Swift"),
  Refused(
    "several faults at once",
    "message M { optional int32 a = 1; M m = 2; } service S { rpc A(stream M) returns (M); }",
    says: "t.M.a: optional", "t.M: contains itself", "t.S/A: client streaming", "t.S/A: needs option"),
]

@Suite("Refusals", .enabled(if: Protoc.isInstalled, "protoc and protoc-gen-c are not installed"))
struct RefusalTests {
  @Test("is refused in both modes with its place and reason", arguments: refusedMessages + refusedMethods)
  func refused(case refused: Refused) throws {
    for parameters in ["c_module=C", "emit=c"] {
      var protos = refused.imports
      protos["t.proto"] = refused.proto
      let outcome = try Protoc.generate(parameters, from: protos, wanted: ["t.proto"])
      #expect(outcome.status != 0)
      #expect(outcome.files.isEmpty)
      for words in refused.says { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
    }
  }

  @Test(
    "a parameter that says nothing is refused",
    arguments: [
      ("", "say which module holds the C structs"),
      ("c_module=", "c_module is the name of a module"),
      ("c_module=A B", "c_module is the name of a module"),
      ("c_module=C,runtime=", "runtime is the name of a module"),
      ("c_module=C,emit=java", "emit is `swift`, `c` or `mocks`, not `java`"),
      ("c_module=C,visibility=open", "visibility is `public`, `package` or `internal`"),
      ("c_module=C,views=yes", "views is `true` or `false`, not `yes`"),
      ("c_module=C,colour=red", "unknown parameter `colour`"),
    ])
  func parameters(parameters: String, says: String) throws {
    let outcome = try Protoc.generate(parameters, from: ["t.proto": head + "message M {}"])
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
  }

  @Test("bytes that are no request are exit status 1 and a hint")
  func noRequest() throws {
    let result = try Protoc.run(Protoc.plugin.path, [])
    #expect(result.status == 1)
    #expect(result.errors.contains("protoc runs it"))
    #expect(result.output.isEmpty)
  }
}
