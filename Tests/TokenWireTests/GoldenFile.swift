// GoldenFile.swift: reads Tests/Golden: bytes in hex with comments.

import Foundation
import Testing

/// One file of Tests/Golden.
struct GoldenFile: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]

  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden")

  static func named(_ name: String) throws -> GoldenFile {
    GoldenFile(name: name, bytes: try Hex.bytes(of: folder.appending(path: name + ".hex")))
  }

  static func all(beginningWith prefix: String = "") throws -> [GoldenFile] {
    try names().filter { $0.hasPrefix(prefix) }.map { try named($0) }
  }

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".hex") }.map { String($0.dropLast(4)) }.sorted()
  }
}

/// Bytes as text.
enum Hex {
  struct NotHex: Error {
    let text: String
  }

  static func bytes(of file: URL) throws -> [UInt8] {
    let text = try String(contentsOf: file, encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    return try lines.flatMap { $0.split(separator: " ") }.map { pair in
      guard let byte = UInt8(pair, radix: 16) else { throw NotHex(text: String(pair)) }
      return byte
    }
  }
}
