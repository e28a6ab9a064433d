// Protoc.swift: runs the real protoc with the plugin that this build made.

import Foundation

/// protoc with protoc-gen-rpc-swift.
enum Protoc {
  struct Outcome {
    var status: Int32
    /// What protoc printed as errors.
    var errors: String
    /// By name, relative to the output folder.
    var files: [String: String]
  }

  struct Missing: Error {
    var tool: String
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The build puts the plugin beside the program that runs the tests.
  static let plugin = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "protoc-gen-rpc-swift")

  static let isInstalled = path(of: "protoc") != nil && path(of: "protoc-gen-c") != nil

  /// Generates from `.proto` files given as text.
  static func generate(
    _ parameters: String, from protos: [String: String], wanted: [String]? = nil
  ) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appending(path: "protoc-\(UUID().uuidString)")
    let output = folder.appending(path: "out")
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in protos {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let (status, _, errors) = try run(
      "protoc",
      [
        "--plugin=protoc-gen-rpc-swift=\(plugin.path)", "-I", folder.path, "-I", root.appending(path: "Protos").path,
        "-I", "/usr/include", "--rpc-swift_out=\(parameters):\(output.path)",
      ] + (wanted ?? protos.keys.sorted()))
    var files: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: output.path) {
      let file = output.appending(path: name)
      if !file.hasDirectoryPath, let text = try? String(contentsOf: file, encoding: .utf8) { files[name] = text }
    }
    return Outcome(status: status, errors: errors, files: files)
  }

  static func run(
    _ tool: String, _ arguments: [String], path search: String? = nil
  ) throws -> (status: Int32, output: String, errors: String) {
    guard let executable = tool.contains("/") ? URL(filePath: tool) : path(of: tool) else { throw Missing(tool: tool) }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    if let search { process.environment = ["PATH": search] }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Both are a few lines, far less than a pipe holds.
    let outputText = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, outputText, errorText)
  }

  private static func path(of tool: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(filePath: String($0)).appending(path: tool) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
