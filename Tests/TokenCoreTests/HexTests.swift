// HexTests.swift: bytes to text and back, and nothing else taken for bytes.

import Testing

@testable import TokenCore

@Suite("Hex")
struct HexTests {
  @Test("all bytes go to lower-case text and back")
  func allBytes() {
    let bytes = (UInt8.min...UInt8.max).map { $0 }
    let text = Hex.text(of: bytes)
    #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff") && text == text.lowercased())
    #expect(Hex.bytes(of: text) == bytes)
    #expect(Hex.bytes(of: text.uppercased()) == bytes)
    #expect(Hex.bytes(of: "") == [])
  }

  @Test(
    "text that is no hex has no bytes", arguments: ["0", "0g", " 0", "0x", "00 0", "é", "-1", "+1", "０１", "0\u{0}"])
  func noHex(_ text: String) {
    #expect(Hex.bytes(of: text) == nil)
  }

  @Test("a digest reads forwards as hex and backwards as an identity")
  func digest() throws {
    let digest = try #require(Digest(Golden.run(0)))
    #expect(digest.hex == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    #expect(digest.identityText == "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100")
    #expect(digest.bytes == Golden.run(0))
    #expect(Digest(Golden.run(0, count: 31)) == nil && Digest(Golden.run(0, count: 33)) == nil)
  }
}
