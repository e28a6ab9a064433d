// Scene.swift: what one end-to-end test works in: a fresh directory and the programs it starts. All gone at its end.

import Foundation
import Glibc

/// A directory and the processes of one test. `withScene` ends both, whatever happened.
final class Scene {
  /// A fresh directory; removed at the end unless TOKEN_RPC_KEEP is set.
  let directory: URL
  private var processes: [ChildProcess] = []

  /// Where a server of this scene keeps its ledger, if nothing else is said.
  var data: String { path("data") }

  fileprivate init() throws {
    var template = Array(FileManager.default.temporaryDirectory.appending(path: "token-rpc-XXXXXX").path.utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure("can't make a directory: errno \(errno)") }
    directory = URL(filePath: String(cString: made))
  }

  fileprivate func end() {
    for process in processes { process.kill() }
    if ProcessInfo.processInfo.environment["TOKEN_RPC_KEEP"] != nil {
      print("kept: \(directory.path)")
    } else {
      try? FileManager.default.removeItem(at: directory)
    }
  }

  /// The path of a file of this scene.
  func path(_ name: String) -> String { directory.appending(path: name).path }

  /// Writes a file of this scene and returns its path.
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  func write(_ name: String, _ data: Data) throws -> String {
    try data.write(to: directory.appending(path: name))
    return path(name)
  }

  /// Starts any program.
  func start(_ program: String, _ arguments: [String], input: String? = nil) throws -> ChildProcess {
    let base = program.split(separator: "/").last.map(String.init) ?? program
    let process = try ChildProcess(
      program, arguments, input: input, in: directory, name: "\(base)-\(processes.count + 1)")
    processes.append(process)
    return process
  }

  /// Runs any program to its end.
  func run(_ program: String, _ arguments: [String], input: String? = nil) throws -> Answer {
    try Answer(of: start(program, arguments, input: input))
  }

  /// Runs rpc-cli where it needs no server, or is to find none.
  func rpc(_ arguments: String..., input: String? = nil) throws -> Answer {
    try run(Programs.rpc, arguments, input: input)
  }

  /// Starts a server and waits until it takes calls. `under` is a command that the server's is appended to.
  func startServer(
    _ arguments: String..., data: String? = nil, under: [String] = [], more: [String] = []
  ) throws -> ServerProcess {
    let process = try launchServer(["--listen", "127.0.0.1:0"] + arguments + more, data: data, under: under)
    return try ServerProcess(waitingFor: process, scene: self)
  }

  /// Starts a server that is not expected to come up, or not awaited. Its segments are small, so that a debug build
  /// opens them quickly and every longer test crosses their borders.
  func launchServer(_ arguments: [String], data: String? = nil, under: [String] = []) throws -> ChildProcess {
    let command = under + [Programs.server, "--data", data ?? self.data, "--segment-bytes", "1048576"] + arguments
    return try start(command[0], Array(command.dropFirst()))
  }
}

/// Runs `body` in a scene of its own, and ends everything the scene started.
func withScene(_ body: (Scene) throws -> Void) throws {
  let scene = try Scene()
  defer { scene.end() }
  try body(scene)
}
