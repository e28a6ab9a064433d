// RecordFormatTests.swift: every type of record, byte for byte as the golden files, there and back.

import Testing

@testable import TokenCore

@Suite("records on the disk")
struct RecordFormatTests {
  /// What reading gives: the record, or why there is none.
  static func decode(_ bytes: [UInt8], seed: UInt32) -> Result<Record, RecordFault> {
    var hasher = SHA256()
    return bytes.withUnsafeBytes { bytes -> Result<Record, RecordFault> in
      do throws(RecordFault) {
        return .success(try Record(decoding: bytes, seed: seed, hasher: &hasher))
      } catch {
        return .failure(error)
      }
    }
  }

  @Test("every type of record has its golden bytes")
  func everyType() throws {
    let names = try GoldenFile.names("record-").filter { !$0.hasPrefix("record-unknown") }
    #expect(names == GoldenRecords.names)
    let kinds = try Set(GoldenRecords.names.map { try GoldenRecords.record($0).body.kind })
    #expect(kinds == Set(RecordBody.Kind.allCases))
  }

  @Test("a record is its golden bytes and its leaf hash, there and back", arguments: GoldenRecords.names)
  func golden(_ name: String) throws {
    let golden = try GoldenFile(name)
    let record = try GoldenRecords.record(name)
    var hasher = SHA256()
    var bytes: [UInt8] = []
    let leaf = record.encode(into: &bytes, seed: try golden.seed(), hasher: &hasher)
    #expect(bytes == golden.bytes)
    #expect(leaf == (try golden.digest("leaf")))
    #expect(bytes.count <= record.encodedBytesBound)
    let expected = Record(
      envelope: record.envelope, body: record.body, attachments: record.attachments.map { .intact($0) }, leaf: leaf,
      encodedBytes: bytes.count)
    #expect(Self.decode(golden.bytes, seed: try golden.seed()) == .success(expected))
    // What stands behind a record is not its own.
    #expect(Self.decode(golden.bytes + [1, 2, 3], seed: try golden.seed()) == .success(expected))
    #expect(Self.decode(golden.bytes, seed: try golden.seed() ^ 1) == .failure(.badChecksum))
  }

  @Test("any flipped bit of a record is refused, or makes an attachment unreadable", arguments: GoldenRecords.names)
  func flipped(_ name: String) throws {
    let golden = try GoldenFile(name)
    let seed = try golden.seed()
    let unseen = golden.bytes.bits { bytes in
      guard case .success(let record) = Self.decode(bytes, seed: seed) else { return false }
      return record.attachments.allSatisfy { $0.intact != nil }
    }
    #expect(unseen == [])
  }

  @Test("a record that ends too early is refused at every length", arguments: GoldenRecords.names)
  func truncated(_ name: String) throws {
    let golden = try GoldenFile(name)
    for count in 0..<golden.bytes.count {
      guard case .failure = Self.decode(Array(golden.bytes[..<count]), seed: try golden.seed()) else {
        Issue.record("\(count) bytes of \(golden.bytes.count) were taken")
        continue
      }
    }
  }

  @Test("an unknown type from 0x8000 on is passed over with its leaf hash, one below refuses")
  func unknown() throws {
    let over = try GoldenFile("record-unknown-may-be-passed-over")
    let record = try Self.decode(over.bytes, seed: try over.seed()).get()
    #expect(record.body == .passedOver(type: 0x8001))
    #expect(record.leaf == (try over.digest("leaf")))
    #expect(record.encodedBytes == over.bytes.count)
    let below = try GoldenFile("record-unknown-refuses-the-ledger")
    #expect(Self.decode(below.bytes, seed: try below.seed()) == .failure(.unknownType(0x7FFF)))
  }

  @Test("no bytes crash the reader of records, and none but a record is taken")
  func randomBytes() throws {
    let seed: UInt64 = 20_240_601
    var generator = SeededGenerator(seed: seed)
    let files = try GoldenRecords.names.map { try GoldenFile($0) }
    for _ in 0..<3000 {
      let golden = try #require(files.randomElement(using: &generator))
      var bytes = golden.bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        bytes[Int.random(in: 0..<min(64, bytes.count), using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      // Made to fit, so that the fields behind it are read, too.
      let committed = Int(bytes[10]) << 8 | Int(bytes[11])
      if committed >= 48, committed <= bytes.count {
        bytes.put(Checksum.crc32c(bytes[4..<committed], seed: try golden.seed()), at: 0)
      }
      guard case .success(let record) = Self.decode(bytes, seed: try golden.seed()) else { continue }
      #expect(record.encodedBytes <= bytes.count, "seed \(seed)")
    }
  }

  @Test("reserved bytes of a body are zero, also where the CRC holds", arguments: GoldenRecords.names)
  func reserved(_ name: String) throws {
    let golden = try GoldenFile(name)
    let seed = try golden.seed()
    for zero in golden.places(of: "zero") where zero.upperBound <= golden.committedBytes {
      for index in zero {
        var bytes = golden.bytes
        bytes[index] = 1
        bytes.put(Checksum.crc32c(bytes[4..<golden.committedBytes], seed: seed), at: 0)
        #expect(Self.decode(bytes, seed: seed) == .failure(.badBody))
      }
    }
  }
}
