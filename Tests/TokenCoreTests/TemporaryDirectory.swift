// TemporaryDirectory.swift: a directory on a real file system that goes when its test is over.

import Foundation

/// A directory that goes when the test is over.
final class TemporaryDirectory: Sendable {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "tokencore-" + UUID().uuidString
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
