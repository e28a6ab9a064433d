// GoldenFile.swift: reads Tests/Golden/ledger: bytes in hex under comments that name them.

import Foundation
import Testing

@testable import TokenCore

/// One file of Tests/Golden/ledger. A line that begins with `#` is a comment; `# name: value` is a fact about the
/// bytes.
struct GoldenFile {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden/ledger")

  let bytes: [UInt8]
  private let facts: [String: String]
  /// What the comment above each stretch of bytes says, and where the stretch stands.
  private let fields: [(comment: String, place: Range<Int>)]

  init(_ name: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: "\(name).hex"), encoding: .utf8)
    var bytes: [UInt8] = []
    var facts: [String: String] = [:]
    var fields: [(comment: String, place: Range<Int>)] = []
    var comment = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# ") {
        comment = String(line.dropFirst(2))
        let parts = comment.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 { facts[parts[0]] = parts[1] }
      } else {
        let more = try #require(Hex.bytes(of: String(line)))
        fields.append((comment, bytes.count..<bytes.count + more.count))
        bytes += more
      }
    }
    self.bytes = bytes
    self.facts = facts
    self.fields = fields
  }

  /// Names of all files that begin like this, sorted.
  static func names(_ prefix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasPrefix(prefix) && $0.hasSuffix(".hex")
    }.map { String($0.dropLast(4)) }.sorted()
  }

  /// Where the fields stand whose comment begins like this.
  func places(of comment: String) -> [Range<Int>] {
    fields.filter { $0.comment.hasPrefix(comment) }.map(\.place)
  }

  /// The length of a record's committed part.
  var committedBytes: Int { bytes[8..<12].reduce(0) { $0 << 8 | Int($1) } }

  func fact(_ name: String) throws -> String {
    try #require(facts[name], "the file has no fact \(name)")
  }

  func digest(_ name: String) throws -> Digest {
    try #require(Hex.bytes(of: fact(name)).flatMap { Digest($0) })
  }

  func seed() throws -> UInt32 {
    try #require(UInt32(fact("seed"), radix: 16))
  }
}

/// What the golden files are made of.
enum Golden {
  static let ledgerID = LedgerID(high: 0x0011_2233_4455_6677, low: 0x8899_aabb_ccdd_eeff)
  static let chainID: UInt32 = 0xC0FF_EE01
  static let time: UInt64 = 1_700_000_000_000
  static let repeatKey = RepeatKey(
    key: RepeatKey.Half(high: 0x8081_8283_8485_8687, low: 0x8889_8A8B_8C8D_8E8F),
    request: RepeatKey.Half(high: 0x9091_9293_9495_9697, low: 0x9899_9A9B_9C9D_9E9F))

  /// Bytes that rise from `first`.
  static func run(_ first: UInt8, count: Int = 32) -> [UInt8] {
    (0..<count).map { first &+ UInt8(truncatingIfNeeded: $0) }
  }

  static func digest(_ first: UInt8) -> Digest {
    var words = [UInt64](repeating: 0, count: 4)
    for (index, byte) in run(first).enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
    return Digest(words: (words[0], words[1], words[2], words[3]))
  }

  static func difficulty(_ field: UInt32) throws -> Difficulty {
    try #require(Difficulty(field: field))
  }
}

extension [UInt8] {
  /// Calls `body` with these bytes once for each bit, that bit flipped; returns the bits for which it said no.
  func bits(where body: ([UInt8]) throws -> Bool) rethrows -> [Int] {
    var copy = self
    var found: [Int] = []
    for bit in 0..<8 * count {
      copy[bit / 8] ^= 1 << UInt8(bit % 8)
      if try body(copy) { found.append(bit) }
      copy[bit / 8] ^= 1 << UInt8(bit % 8)
    }
    return found
  }
}
