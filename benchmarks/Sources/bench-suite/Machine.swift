// Machine.swift: where something was measured, as far as numbers depend on it.

internal import Foundation

/// A machine, as the system describes it.
struct Machine: Encodable, Sendable {
  let cpu: String
  let cores: Int
  let kernel: String
  let memoryBytes: UInt64
  /// What a sync goes to, such as `ext4`; on `tmpfs` it goes nowhere.
  let dataFileSystem: String

  /// This machine, with data in `dataDirectory`.
  init(dataDirectory: String) {
    dataFileSystem = Self.fileSystem(of: dataDirectory)
    cpu = Self.cpuModel(Self.text("/proc/cpuinfo"))
    cores = ProcessInfo.processInfo.activeProcessorCount
    kernel = Self.text("/proc/sys/kernel/osrelease").trimmingCharacters(in: .whitespacesAndNewlines)
    memoryBytes = ProcessInfo.processInfo.physicalMemory
  }

  /// The model that the system names first, or the architecture where it names none.
  private static func cpuModel(_ information: String) -> String {
    for line in information.split(separator: "\n") where line.hasPrefix("model name") {
      return line.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces)
    }
    #if arch(arm64)
      return "arm64"
    #else
      return "unknown"
    #endif
  }

  /// The type of the mount with the longest path that leads to `path` (proc(5), mounts).
  private static func fileSystem(of path: String) -> String {
    let place = URL(filePath: path).resolvingSymlinksInPath().path + "/"
    var nearest = (path: "", type: "unknown")
    for line in text("/proc/self/mounts").split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 2, place.hasPrefix(words[1] == "/" ? "/" : words[1] + "/") else { continue }
      // A later mount on the same path lies above the earlier one.
      if words[1].count >= nearest.path.count { nearest = (String(words[1]), String(words[2])) }
    }
    return nearest.type
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
