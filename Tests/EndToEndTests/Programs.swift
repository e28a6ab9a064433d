// Programs.swift: where the programs under test are.

import Foundation

/// The programs that were built with the tests, and the ones of the system that the tests need.
enum Programs {
  static let server = built("token-server")
  static let rpc = built("rpc-cli")
  static let python = find("python3")
  static let strace = find("strace")
  static let sha256sum = find("sha256sum")

  /// The package's root, for its own sources as test input.
  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The programs lie beside the test bundle.
  private static func built(_ name: String) -> String {
    let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appending(path: name).path
  }

  /// A program on the PATH; its bare name when it is not there, so that starting it says so.
  private static func find(_ name: String) -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
      ?? name
  }
}
