// Chain.swift: the ledger of a stopped server, read by `ledger inspect` and checked by the Python program.

import Foundation

/// What `rpc-cli ledger inspect` and `verify_chain.py` say of a scene's ledger.
enum Chain {
  /// Every record of the ledger, in order.
  static func inspect(_ scene: Scene, data: String? = nil) throws -> [JSON] {
    try inspected(scene, data: data).lines()
  }

  /// Recomputes every block in Python; throws unless all hold and there are `blocks` of them.
  static func verify(_ scene: Scene, data: String? = nil, blocks: Int) throws {
    let checked = try check(scene, try inspected(scene, data: data).output)
    guard checked.status == .exited(0), checked.output.hasPrefix("\(blocks) block") else {
      throw Failure("expected \(blocks) good blocks: \(checked.status)\n\(checked.output)\(checked.errors)")
    }
  }

  /// Runs the Python program over records as JSON lines.
  static func check(_ scene: Scene, _ records: String) throws -> Answer {
    try scene.run(
      Programs.python, [Programs.package.appending(path: "Tests/EndToEndTests/verify_chain.py").path], input: records)
  }

  private static func inspected(_ scene: Scene, data: String?) throws -> Answer {
    let answer = try scene.rpc("--json", "ledger", "inspect", data ?? scene.data)
    guard answer.status == .exited(0) else { throw Failure("inspect: \(answer.status)\n\(answer.errors)") }
    return answer
  }
}
