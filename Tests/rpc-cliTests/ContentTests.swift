// ContentTests.swift: content and lines as they are read from files.

import Foundation
import Testing
import TokenCore
import TokenWire

@testable import rpc_cli

@Suite("content from files")
struct ContentTests {
  /// Calls `body` with the path of a file that holds `bytes`.
  private func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("rpc-cli-\(UUID().uuidString)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  private func lines(_ bytes: [UInt8]) throws -> [Content] {
    try withFile(bytes) { path in
      var reader = try LineReader(path: path)
      var lines: [Content] = []
      while let line = try reader.next() {
        lines.append(line)
        #expect(reader.number == UInt64(lines.count))
      }
      return lines
    }
  }

  private func digest(_ bytes: [UInt8]) -> Content {
    .digest(Bytes32(SHA256.hash(bytes).bytes) ?? Bytes32(), bytes: UInt64(bytes.count))
  }

  @Test("up to 64 KiB is kept, one byte more is hashed")
  func limit() throws {
    for count in [0, 1, 65_535, 65_536, 65_537, 200_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let content = try withFile(bytes) { try Content.read(path: $0) }
      #expect(content == (count <= 65_536 ? .whole(bytes) : digest(bytes)), "\(count) bytes")
    }
  }

  @Test("a line ends at LF alone, the last needs none, and an empty line is one")
  func lineEnds() throws {
    let cases: [(String, [String])] = [
      ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\n\nb\n", ["a", "", "b"]),
      ("a\r\nb", ["a\r", "b"]), ("\n\n", ["", ""]),
    ]
    for (text, expected) in cases {
      #expect(try lines([UInt8](text.utf8)) == expected.map { .whole([UInt8]($0.utf8)) }, "\(text.debugDescription)")
    }
  }

  @Test("lines across blocks and lines over the limit are read whole")
  func longLines() throws {
    let (a, b, c) = (
      [UInt8](repeating: 1, count: 65_530), [UInt8](repeating: 2, count: 70_000), [UInt8](repeating: 3, count: 9)
    )
    #expect(try lines(a + [10] + b + [10] + c) == [.whole(a), digest(b), .whole(c)])
  }

  @Test("a file that is not there is named with the system's reason")
  func missing() {
    #expect(throws: InputFault(path: "/no/such/file", reason: "no such file or directory")) {
      try Content.read(path: "/no/such/file")
    }
    #expect(throws: InputFault(path: "/", reason: "is a directory")) { try Content.read(path: "/") }
  }

  @Test("a short input has a limit")
  func short() throws {
    try withFile([UInt8](repeating: 65, count: 100)) { path in
      let whole = try InputFile.short(path: path, mostBytes: 100)
      let tooLong = try InputFile.short(path: path, mostBytes: 99)
      #expect(whole?.count == 100 && tooLong == nil)
    }
  }
}
