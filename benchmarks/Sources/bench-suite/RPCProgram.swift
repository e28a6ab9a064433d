// RPCProgram.swift: the built rpc-cli, run to its end.

internal import Foundation

/// rpc-cli in the folder of the programs.
struct RPCProgram {
  let programs: String

  /// What it prints with `--json`. Throws when it fails. `server` is an address; nil: it needs none.
  func output(_ words: [String], server: String? = nil) throws(SuiteError) -> String {
    let place = server.map { ["--server", $0] } ?? []
    let command = ["\(programs)/rpc-cli"] + place + ["--json"] + words
    let child = try ChildProcess(command, input: .none, isApart: false)
    let output = child.restOfOutput()
    let status = child.wait()
    guard status == 0 else {
      throw SuiteError("exit status \(status) of: \(command.joined(separator: " "))\n\(output)")
    }
    return output
  }

  /// The lines that it prints with `--json`, each a value of this type.
  func values<Value: Decodable>(
    _ type: Value.Type, _ words: [String], server: String? = nil
  ) throws(SuiteError) -> [Value] {
    let lines = try output(words, server: server).split(separator: "\n")
    do {
      return try lines.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    } catch {
      throw SuiteError("rpc-cli's answer is not what docs/json.md says: \(error)\n\(lines.joined(separator: "\n"))")
    }
  }

  /// The only line that it prints.
  func value<Value: Decodable>(
    _ type: Value.Type, _ words: [String], server: String? = nil
  ) throws(SuiteError) -> Value {
    guard let value = try values(type, words, server: server).first else {
      throw SuiteError("rpc-cli said nothing to: \(words.joined(separator: " "))")
    }
    return value
  }
}

/// What a request is answered with, as far as the suite needs it.
struct TokenReply: Decodable {
  let requestId: String
  /// nil: it waits in the queue.
  let identity: String?
}
