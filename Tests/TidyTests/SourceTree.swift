// SourceTree.swift: the files of the package that people wrote, as text.

import Foundation

/// One text file of the package.
struct SourceFile: Sendable {
  /// From the package's root: `Sources/TokenCore/Values/Digest.swift`.
  let path: String
  let lines: [Substring]

  var name: String { String(path.split(separator: "/").last ?? "") }
  var fileExtension: String { name.contains(".") ? String(name.split(separator: ".").last ?? "") : "" }

  /// The folder below `Sources` or `Tests`: the target it belongs to.
  var target: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  /// `path:line` of every line that `isFault` finds.
  func places(where isFault: (Substring) -> Bool) -> [String] {
    lines.enumerated().filter { isFault($0.element) }.map { "\(path):\($0.offset + 1)" }
  }
}

/// The package's tree. Read once.
enum SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Every text file in the rooms of the package and its scripts, without what was generated.
  static let files: [SourceFile] = [
    "Sources", "Tests", "Protos", "benchmarks/Sources", "benchmarks/Package.swift", "scripts", ".ci", "Package.swift",
    "Makefile",
  ].flatMap(paths(under:)).filter { !isGenerated($0) }.compactMap(read).sorted { $0.path < $1.path }

  static var sources: [SourceFile] { files.filter { $0.path.hasPrefix("Sources/") } }

  static func isGenerated(_ path: String) -> Bool {
    path.contains("/Generated/") || path.contains(".pb-c.") || path.contains("/.build/")
  }

  private static func paths(under top: String) -> [String] {
    var isDirectory: ObjCBool = false
    let url = root.appending(path: top)
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) else { return [] }
    guard isDirectory.boolValue else { return [top] }
    let below = FileManager.default.enumerator(atPath: url.path)
    return (below?.compactMap { $0 as? String } ?? []).map { "\(top)/\($0)" }
  }

  /// Nil for a folder and for what is not text, as golden bytes.
  private static func read(_ path: String) -> SourceFile? {
    guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8), !text.contains("\0")
    else { return nil }
    return SourceFile(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
  }
}
