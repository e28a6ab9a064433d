// ArrowTests.swift: which room may import which. CONTRIBUTING.md draws the same picture.

import Testing

@Suite("imports follow the arrows")
struct ArrowTests {
  /// What each Swift target may import of this package. SwiftPM alone would let a target see what its neighbours built.
  static let arrows: [String: Set<String>] = [
    "TokenCore": ["CTokenKernels", "COpenSSL"],
    "TokenWire": ["CTokenProto"],
    "TokenNet": ["CTokenSockets"],
    "TokenArguments": [],
    "TokenRPCServer": ["TokenCore", "TokenNet", "TokenWire"],
    "TokenRPCClient": ["TokenNet", "TokenWire"],
    "TokenRPCTesting": ["TokenWire"],
    "token-server": ["TokenArguments", "TokenCore", "TokenNet", "TokenRPCClient", "TokenRPCServer", "TokenWire"],
    "rpc-cli": ["TokenArguments", "TokenCore", "TokenNet", "TokenWire", "TokenRPCClient"],
    "protoc-gen-rpc-swift": ["CPluginProto"],
  ]

  static let rooms = Set(arrows.keys).union(arrows.values.joined()).union(["CProtobufC"])

  @Test("a target imports only the rooms its arrows lead to")
  func imports() {
    let faults = SourceTree.sources.filter { $0.fileExtension == "swift" }.flatMap { file in
      let allowed = Self.arrows[file.target] ?? []
      return file.places { line in
        guard let module = importedModule(line), Self.rooms.contains(module) else { return false }
        return !allowed.contains(module)
      }
    }
    #expect(faults.isEmpty)
  }

  @Test("every Swift target has its arrows here")
  func allTargets() {
    let targets = Set(SourceTree.sources.filter { $0.fileExtension == "swift" }.map(\.target))
    #expect(targets.subtracting(Self.arrows.keys).isEmpty)
  }

  /// The module of `internal import struct Module.Name`; nil when the line is no import.
  private func importedModule(_ line: Substring) -> String? {
    let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
    guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1 else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    let name = kinds.contains(words[place + 1]) ? words.dropFirst(place + 2).first : words[place + 1]
    return name?.split(separator: ".").first.map(String.init)
  }
}
