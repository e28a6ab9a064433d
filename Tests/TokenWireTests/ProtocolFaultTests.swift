// ProtocolFaultTests.swift: each limit on the protocol's own messages holds exactly at its number.

import Testing
import TokenWire

@Suite("Limits of metadata and hello")
struct ProtocolFaultTests {
  private func entry(_ key: String, valueBytes: Int = 0) -> MetadataEntry {
    MetadataEntry(key: key, value: [UInt8](repeating: 1, count: valueBytes))
  }

  @Test("nothing in the metadata is no fault")
  func empty() { #expect(Metadata().fault == nil) }

  @Test("64 entries pass, 65 don't")
  func entries() {
    #expect(Metadata(entries: (0..<64).map { entry("k\($0)") }).fault == nil)
    #expect(Metadata(entries: (0..<65).map { entry("k\($0)") }).fault?.field == "entries")
  }

  @Test("8,192 bytes of keys and values pass, one more doesn't")
  func entryBytes() {
    #expect(Metadata(entries: [entry("k", valueBytes: 8_191)]).fault == nil)
    #expect(Metadata(entries: [entry("k", valueBytes: 8_192)]).fault?.field == "entries")
  }

  @Test("keys are 1 to 128 of the allowed characters")
  func keys() {
    for key in ["a", "a-b_c.9", String(repeating: "k", count: 128)] {
      #expect(Metadata(entries: [entry(key)]).fault == nil, "\(key)")
    }
    for key in ["", "A", "a b", "ü", "a:", String(repeating: "k", count: 129)] {
      #expect(Metadata(entries: [entry(key)]).fault?.field == "entries.key", "\(key)")
    }
  }

  @Test("an idempotency key is absent or 16 to 64 bytes")
  func idempotencyKey() {
    for (count, isFine) in [(0, true), (1, false), (15, false), (16, true), (64, true), (65, false)] {
      let fault = Metadata(idempotencyKey: [UInt8](repeating: 1, count: count)).fault
      #expect((fault == nil) == isFine, "\(count)")
    }
  }

  @Test("a credential has at most 4,096 bytes, in the metadata and in the hello")
  func credential() {
    for (count, isFine) in [(4_096, true), (4_097, false)] {
      let credential = [UInt8](repeating: 1, count: count)
      #expect((Metadata(credential: credential).fault == nil) == isFine)
      let hello = ClientHello(versionMin: 1, versionMax: 1, credential: credential)
      #expect((hello.fault == nil) == isFine)
    }
  }

  @Test("a hello has a range of versions from 1, a credit below 2^31 and a short name")
  func hello() {
    #expect(ClientHello(versionMin: 1, versionMax: 3, initialCredit: 2_147_483_647).fault == nil)
    #expect(ClientHello().fault?.field == "version_min")
    #expect(ClientHello(versionMin: 2, versionMax: 1).fault?.field == "version_min")
    let greedy = ClientHello(versionMin: 1, versionMax: 1, initialCredit: 2_147_483_648)
    #expect(greedy.fault?.field == "initial_credit")
    let named = ClientHello(versionMin: 1, versionMax: 1, client: String(repeating: "n", count: 257))
    #expect(named.fault?.field == "client")
  }
}
