// ServerProcess.swift: a token-server that takes calls, and rpc-cli run against it.

import Foundation
import Glibc

/// A running server. Made by `Scene.startServer`.
final class ServerProcess {
  let process: ChildProcess
  /// `127.0.0.1:PORT`.
  let address: String
  private let scene: Scene

  init(waitingFor process: ChildProcess, scene: Scene) throws {
    self.process = process
    self.scene = scene
    let prefix = "listening on "
    var found: Substring?
    try waitUntil("the server to listen", of: process) {
      // A line that is not ended yet may be half an address.
      let lines = process.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      found = lines.first { $0.hasPrefix(prefix) }
      if found == nil, process.pollEnd() != nil { throw Failure("the server ended\n\(process.transcript)") }
      return found != nil
    }
    address = String((found ?? "").dropFirst(prefix.count))
  }

  var port: UInt16 { address.split(separator: ":").last.flatMap { UInt16($0) } ?? 0 }

  /// Runs `rpc-cli --json` against this server; throws with both programs' output when it ends with another status.
  @discardableResult
  func rpc(_ arguments: String..., input: String? = nil, status: Int32 = 0) throws -> Answer {
    try answer(of: startRPC(arguments, input: input), status: status)
  }

  /// Starts rpc-cli and goes on.
  func startRPC(_ arguments: [String], input: String? = nil) throws -> ChildProcess {
    try scene.start(Programs.rpc, ["--server", address, "--json"] + arguments, input: input)
  }

  /// Waits for a started rpc-cli.
  func answer(of child: ChildProcess, status: Int32 = 0) throws -> Answer {
    let answer = try Answer(of: child)
    guard answer.status == .exited(status) else {
      throw Failure("expected exit status \(status)\n\(child.transcript)\n\(process.transcript)")
    }
    return answer
  }

  /// Runs one rpc-cli for each list of arguments, several at a time; answers in order.
  func rpc(each commands: [[String]]) throws -> [Answer] {
    var answers: [Answer] = []
    for start in stride(from: 0, to: commands.count, by: 8) {
      let children = try commands[start..<min(start + 8, commands.count)].map { try startRPC($0) }
      answers += try children.map { try answer(of: $0) }
    }
    return answers
  }

  /// Stops it with SIGTERM and expects it to have drained.
  func stop() throws {
    process.signal(SIGTERM)
    let status = try process.wait()
    guard status == .exited(0) else { throw Failure("the server did not drain\n\(process.transcript)") }
  }
}

/// What a program said and how it ended.
struct Answer {
  let status: ExitStatus
  let output: String
  let errors: String

  /// Waits for the end, at most three minutes.
  init(of process: ChildProcess) throws {
    status = try process.wait(.seconds(180))
    output = process.output
    errors = process.errors
  }

  /// Its output as JSON lines.
  func lines() throws -> [JSON] { try JSON.lines(output) }

  /// Its only line.
  func line() throws -> JSON {
    let lines = try lines()
    guard lines.count == 1 else { throw Failure("expected one line, got: \(output)") }
    return lines[0]
  }

  /// The code of the failure on standard error: `NOT_FOUND`.
  func errorCode() throws -> String {
    guard let code = try JSON.lines(errors).last?["error"]?["code"]?.string else {
      throw Failure("no error code in: \(errors)")
    }
    return code
  }
}
