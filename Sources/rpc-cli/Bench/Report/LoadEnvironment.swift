// LoadEnvironment.swift: what a load ran between and how it was asked for, for its report.

internal import Glibc

/// Where, when and how a load was run.
struct LoadEnvironment: Sendable {
  /// Without secrets.
  let commandLine: String
  let server: String
  /// The server's name and version, as its HELLO says.
  let serverName: String

  /// Named values for people.
  var rows: [(name: String, value: String)] {
    var name = utsname()
    uname(&name)
    let system = [Self.text(name.sysname), Self.text(name.release), Self.text(name.machine)].joined(separator: " ")
    return [
      ("date", InstantText.text(Self.unixMilliseconds)), ("command line", commandLine),
      ("client", "rpc-cli \(Program.version)"), ("server", serverName), ("address", server),
      ("client's machine", "\(Plural.text(LoadConnections.cores, "core")), \(Self.processor ?? "unknown processor")"),
      ("client's system", system),
    ]
  }

  private static var unixMilliseconds: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(time.tv_sec) * 1_000 + UInt64(time.tv_nsec) / 1_000_000
  }

  /// What Linux calls the first processor; nil: it doesn't say.
  private static var processor: String? {
    guard let bytes = try? InputFile.short(path: "/proc/cpuinfo", mostBytes: 1 << 20) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("model name") }) else { return nil }
    return line.split(separator: ":", maxSplits: 1).last.map { String($0.drop { $0 == " " }) }
  }

  /// A text of the system's, which ends with a zero.
  private static func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
