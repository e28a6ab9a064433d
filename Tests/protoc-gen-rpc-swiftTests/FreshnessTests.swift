// FreshnessTests.swift: the committed code is what the .proto files and the plugin of this build make.

import Foundation
import Testing

/// The versions of the tools, as generated files name them.
private struct Tools: Equatable, CustomStringConvertible {
  var protoc: String
  var protobufC: String

  var description: String { "protoc \(protoc), protobuf-c \(protobufC)" }

  /// Those that made the committed code.
  static let committed: Tools? = {
    let file = Protoc.root.appending(path: "Sources/TokenWire/Generated/token.pb.swift")
    guard let text = try? String(contentsOf: file, encoding: .utf8),
      let match = text.firstMatch(of: /\(protoc (\S+), protobuf-c (\S+)\)/)
    else { return nil }
    return Tools(protoc: String(match.1), protobufC: String(match.2))
  }()

  /// Those that are installed here.
  static let installed: Tools? = {
    guard let protoc = try? Protoc.run("protoc", ["--version"]).output.firstMatch(of: /libprotoc (\S+)/)?.1,
      let compiler = try? Protoc.run("protoc-c", ["--version"]).output.firstMatch(of: /protobuf-c (\S+)/)?.1
    else { return nil }
    return Tools(protoc: String(protoc), protobufC: String(compiler))
  }()

  static let skipped =
    "the committed code was made by \(committed.map(String.init(describing:)) ?? "unknown tools"), here is "
    + "\(installed.map(String.init(describing:)) ?? "none of them")"
}

@Suite("Generated code")
struct FreshnessTests {
  @Test("generated files name the tools that made them")
  func versions() { #expect(Tools.committed != nil) }

  @Test(
    "committed code is what the .proto files make of it",
    .enabled(if: Tools.installed == Tools.committed, Comment(rawValue: Tools.skipped)))
  func isFresh() throws {
    let script = Protoc.root.appending(path: "scripts/generate").path
    let result = try Protoc.run(script, ["--check", "--plugin", Protoc.plugin.path])
    #expect(result.status == 0, "\(result.errors)")
  }
}
