// SystemReason.swift: why the system refused a call, in its own words.

internal import Glibc

/// The system's error numbers in words.
enum SystemReason {
  /// What `errno` means, lower case: `no space left on device`.
  static func text(_ code: Int32) -> String {
    (strerror(code).map { String(cString: $0) } ?? "error \(code)").lowercased()
  }
}
