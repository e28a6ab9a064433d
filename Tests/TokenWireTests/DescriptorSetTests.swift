// DescriptorSetTests.swift: sets of descriptors, and messages that are nothing but bytes.

import EveryKind
import Testing
import TokenWire

@Suite("descriptor sets and raw messages")
struct DescriptorSetTests {
  @Test("files are told one behind the other with their lengths, and joined once by their names")
  func union() {
    var set = DescriptorSet(.init("a", bytes: [1, 2]), .init("b", scalars: "\u{0}\u{FF}\n"))
    #expect(set.encoded == [0x0A, 2, 1, 2, 0x0A, 3, 0, 0xFF, 0x0A])
    set.formUnion(DescriptorSet(.init("b", bytes: [9]), .init("c", bytes: Array(repeating: 7, count: 300))))
    #expect(set.files.map(\.name) == ["a", "b", "c"] && set.files[1].bytes == [0, 0xFF, 0x0A])
    #expect(set.encoded.suffix(303) == [0x0A, 0xAC, 0x02] + Array(repeating: 7, count: 300))
    #expect(DescriptorSet().encoded.isEmpty)
  }

  @Test("generated services carry their own file last, behind all it imports")
  func generated() {
    let files = EKEveryServiceMethods.descriptors.files
    #expect(
      files.map(\.name) == ["google/protobuf/descriptor.proto", "tokenrpc/v1/options.proto", "everykind.proto"])
    // Each begins with its own name.
    for file in files { #expect(file.bytes.starts(with: [0x0A, UInt8(file.name.utf8.count)] + Array(file.name.utf8))) }
  }

  @Test("a raw message is any message's bytes, both ways")
  func raw() throws {
    let bytes = try KnownMessage.scalars.encoded()
    #expect(try RawMessage(bytes: bytes).encoded() == bytes)
    #expect(try RawMessage(decoding: bytes) == RawMessage(bytes: bytes))
    #expect(try RawMessage(decoding: []) == RawMessage())
  }
}
