// GenerationTests.swift: how files, packages, imports and comments come out. TokenWireTests has what the code does.

import Foundation
import Testing

@Suite("Generation", .enabled(if: Protoc.isInstalled, "protoc and protoc-gen-c are not installed"))
struct GenerationTests {
  private func swift(_ body: String, _ parameters: String = "c_module=C") throws -> String {
    let outcome = try Protoc.generate(parameters, from: ["t.proto": body.hasPrefix("syntax") ? body : head + body])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(outcome.files["t.pb.swift"])
  }

  @Test("every text of a message has its length in C")
  func textWithLength() throws {
    let outcome = try Protoc.generate(
      "emit=c", from: ["t.proto": head + "message M { string a = 1; repeated string b = 2; oneof o { string c = 3; } }"]
    )
    let header = try #require(outcome.files["include/t.pb-c.h"])
    #expect(outcome.files.keys.sorted() == ["include/t.pb-c.h", "t.pb-c.c"])
    #expect(header.contains("ProtobufCBinaryData a;"))
    #expect(header.contains("ProtobufCBinaryData *b;"))
    #expect(header.contains("ProtobufCBinaryData c;"))
    #expect(!header.contains("char *"))
  }

  @Test("C that imports only options or publicly imported types includes just what it needs")
  func imports() throws {
    let protos = [
      "a/one.proto": "syntax = \"proto3\"; package a; message One { string base = 1; } enum E { E_ZERO = 0; }",
      "a/two.proto": "syntax = \"proto3\"; package a; import public \"a/one.proto\";",
      "t.proto": head
        + "import \"a/two.proto\"; message M { a.One one = 1; repeated a.E e = 2; string s = 3 [deprecated = true]; }",
    ]
    let outcome = try Protoc.generate("emit=c", from: protos)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let header = try #require(outcome.files["include/t.pb-c.h"])
    #expect(header.contains("#include \"a/one.pb-c.h\""))
    #expect(!header.contains("options.pb-c.h"))
    #expect(!header.contains("DEPRECATED"))
    let generated = try Protoc.generate("c_module=C", from: protos)
    #expect(generated.files.keys.sorted() == ["one.pb.swift", "t.pb.swift"])
  }

  @Test("a file without a package, a message without fields")
  func bare() throws {
    let text = try swift("syntax = \"proto3\"; message M {}")
    #expect(text.contains("public static var fullName: String { \"M\" }"))
  }

  @Test("visibility and runtime stand where they are asked for")
  func parameters() throws {
    let text = try swift("message M { string a = 1; }", "c_module=C,visibility=internal,runtime=Wire")
    #expect(text.contains("internal import C\n"))
    #expect(text.contains("internal import Wire\n"))
    #expect(text.contains("internal struct M: WireMessage"))
    #expect(!text.contains("public"))
    #expect(try swift("message M {}", "c_module=C,runtime=Wire").contains("public import Wire\n"))
  }

  @Test("comments are carried over and wrapped to the line")
  func comments() throws {
    let long = Array(repeating: "word", count: 60).joined(separator: " ")
    let text = try swift(
      """
      syntax = "proto3";
      // \(long)
      //
      // - first
      // - second
      message M {
        // Above.
        int32 a = 1;
        int32 b = 2;  // Behind.
      }
      """)
    #expect(text.contains("  /// Above.\n  public var a"))
    #expect(text.contains("  /// Behind.\n  public var b"))
    #expect(text.contains("///\n/// - first\n/// - second\npublic struct M"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }

  @Test("a prefix stands in front of types and services, and not inside them")
  func prefix() throws {
    let text = try swift(
      head + "option swift_prefix = \"Pre\"; message M { message N {} N n = 1; } "
        + "service S { rpc A(M) returns (M) { option (tokenrpc.v1.method_id) = 9; } }")
    #expect(text.contains("public struct PreM: WireMessage"))
    #expect(text.contains("public var n: PreM.N? = nil"))
    #expect(text.contains("public protocol PreS: RPCService"))
    #expect(text.contains("public final class PreSClient: Sendable"))
    #expect(text.contains("fullName: \"t.S/A\""))
  }

  @Test("enum cases lose the enum's name, also where its words are parted differently")
  func enumNames() throws {
    let text = try swift(
      "enum HTTPMode { HTTP_MODE_NONE = 0; HTTP_MODE_KEEP_ALIVE = 1; HTTP_MODE_2 = 2; OTHER = 3; HTTPMODE_X = 4; }")
    for name in ["none", "keepAlive", "httpMode2", "other", "x"] { #expect(text.contains("  case \(name)\n")) }
  }

  @Test("two names of one enum number that are one name in Swift are written once")
  func enumAliases() throws {
    let text = try swift("enum E { option allow_alias = true; E_A = 0; A = 0; E_B = 0; }")
    #expect(!text.contains("static var a:"))
    #expect(text.contains("static var b: Self { .a }"))
  }

  @Test("a service carries its file's descriptor and all it imports, with the comments of generated files alone")
  func descriptors() throws {
    let protos = [
      "a.proto": "syntax = \"proto3\"; package t; // Of a.\nmessage A {\n /* \\ \" é */ int32 a = 1; }",
      "b.proto": "syntax = \"proto3\"; package t; import public \"a.proto\"; // Of b.\nmessage B { A a = 1; }",
      "other.proto": "syntax = \"proto3\"; package t; message Other {}",
      "t.proto": head + "import \"b.proto\"; // Of s.\n"
        + "service S { rpc Descriptors(A) returns (B) { option (tokenrpc.v1.method_id) = 9; } }",
    ]
    let wanted = ["a.proto", "other.proto", "t.proto"]
    let files = try Protoc.generate("c_module=C,runtime=Wire", from: protos, wanted: wanted).files
    let text = try #require(files["t.pb.swift"])
    let names = text.matches(of: /\.init\(\n    "([^"]+)"/).map { String($0.1) }
    #expect(names.last == "t.proto" && Set(names).count == names.count)
    let needed = ["google/protobuf/descriptor.proto", "tokenrpc/v1/options.proto", "a.proto", "b.proto", "t.proto"]
    #expect(names.sorted() == needed.sorted())
    for (first, second) in [(0, 1), (2, 3)] {
      let places = try [first, second].map { try #require(names.firstIndex(of: needed[$0])) }
      #expect(places[0] < places[1], "\(names)")
    }
    let plain = text.replacing("\\\n      ", with: "")
    #expect(plain.contains(" Of a.") && plain.contains(" Of s.") && !plain.contains(" Of b."))
    #expect(plain.contains(#" \\ \" \u{c3}\u{a9} "#))
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 120 })
    #expect(text.contains("static let descriptors_ = MethodDescriptor("))
    #expect(text.contains("public var descriptors: DescriptorSet { SMethods.descriptors }"))
    #expect(files["a.pb.swift"]?.contains("DescriptorSet") == false)
  }

  @Test("mocks are a file of their own that imports what it is told to, and that a file without services has not")
  func mocks() throws {
    let protos = [
      "t.proto": head
        + "message M {} service S { rpc A(M) returns (stream M) { option (tokenrpc.v1.method_id) = 9; } }",
      "u.proto": "syntax = \"proto3\"; message U {}",
    ]
    let files = try Protoc.generate("emit=mocks,runtime=Wire,stubs=Stubs,testing=Testing", from: protos).files
    #expect(files.keys.sorted() == ["t.mock.pb.swift"])
    let text = try #require(files["t.mock.pb.swift"])
    #expect(text.contains("public import Stubs\npublic import Testing\npublic import Wire\n"))
    #expect(text.contains("public final class SMock: S {"))
    #expect(text.contains("public var onA: StreamMock<M, M>.Body? {"))
    #expect(!text.contains("import C"))
  }

  @Test("views are written when they are asked for, and a message keeps its own type of that name otherwise")
  func views() throws {
    let plain = try swift("message M { message View {} View view = 1; }")
    #expect(!plain.contains("withView"))
    let text = try swift("message M { string a = 1; }", "c_module=C,views=true,visibility=internal")
    #expect(text.contains("  internal struct View {\n") && text.contains("internal var a: UnsafeRawBufferPointer {"))
    let refused = try Protoc.generate(
      "c_module=C,views=true", from: ["t.proto": head + "message M { oneof view { int32 a = 1; } }"])
    #expect(refused.errors.contains("t.M: has a type `View` where its view would be"))
  }

  @Test("method names begin in lower case, acronyms as one word")
  func methodNames() throws {
    let methods = ["GetURL", "URLOf", "URL", "get_it", "X"].enumerated().map { index, name in
      "rpc \(name)(M) returns (M) { option (tokenrpc.v1.method_id) = \(300 + index); }"
    }
    let text = try swift("message M {} service S { \(methods.joined()) }")
    for name in ["getURL", "urlOf", "url", "getIt", "x"] { #expect(text.contains("static let \(name) = ")) }
  }
}
