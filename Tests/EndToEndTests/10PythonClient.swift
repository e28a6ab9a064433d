// 10PythonClient.swift: a client that knows only docs/protocol.md and the .proto files does all that the page promises.

import Foundation
import Testing

extension EndToEnd {
  @Suite("10 a client in Python")
  struct PythonClient {
    static let client = "python_client.py"
    static let needsProtobuf = ConditionTrait.enabled(
      if: python != nil, "no python3 has protobuf here; run scripts/dependencies")

    /// The Python that can read protobuf messages: the one on the PATH, or the system's, which the package of the
    /// distribution serves; nil when neither can.
    static let python = [Programs.python, "/usr/bin/python3"].first { candidate in
      var canRead = false
      try? withScene { scene in
        canRead = try scene.run(candidate, ["-c", "import google.protobuf"]).status == .exited(0)
      }
      return canRead
    }

    @Test("less than two hundred lines of Python ask for a token and use it until it is spent", needsProtobuf)
    func speaks() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "8")
        let lines = try Self.run(scene, Self.client, server.address).output.split(separator: "\n").map(String.init)
        try #require(lines.count == 4)
        let first = lines[0].split(separator: " ")
        #expect(first.first == "TOKEN_STATUS_SUCCESS")
        #expect(
          lines[1...] == [
            "True VALIDATE_REASON_NONE 1", "True VALIDATE_REASON_NONE 0", "False VALIDATE_REASON_SPENT 0",
          ])
        // The identity as Python writes it is the one that everybody else knows.
        let status = try server.rpc("status", String(try #require(first.last))).line()
        #expect(status["token"]?["status"]?.string == "spent")
        try server.stop()
      }
    }

    @Test(
      "the server keeps what docs/protocol.md promises a client in Python", needsProtobuf,
      arguments: [
        "pages", "credit", "too_much_credit", "follow", "metadata", "repeated", "details", "cancel", "deadline", "ping",
        "drain", "newer_server",
      ])
    func converses(about subject: String) throws {
      try withScene { scene in
        let server = try scene.startServer(
          "--difficulty", "40", "--miners", "1", "--queue-max", "6", "--keepalive-interval", "100ms",
          "--keepalive-timeout", "1h")
        try Self.run(scene, "python_conversations.py", server.address, "\(server.process.pid)", subject)
        // The conversation about the drain has ended it.
        if subject == "drain" { #expect(try server.process.wait() == .exited(0)) } else { try server.stop() }
      }
    }

    @Test("docs/protocol.md shows the client that is tested")
    func isInTheDocs() throws {
      let code = try String(contentsOfFile: Self.path(Self.client), encoding: .utf8)
      let start = try #require(code.range(of: "import collections\n"))
      let docs = try String(contentsOf: Programs.package.appending(path: "docs/protocol.md"), encoding: .utf8)
      #expect(docs.contains(code[start.lowerBound...]))
    }

    private static func path(_ program: String) -> String {
      Programs.package.appending(path: "Tests/EndToEndTests/\(program)").path
    }

    /// Runs a Python program with the messages that protoc makes; throws with what it printed unless it succeeds.
    @discardableResult
    private static func run(_ scene: Scene, _ program: String, _ arguments: String...) throws -> Answer {
      let generated = scene.path("generated")
      try FileManager.default.createDirectory(atPath: generated, withIntermediateDirectories: false)
      let protos = Programs.package.appending(path: "Protos").path
      let files = ["options", "protocol", "token"].map { "\(protos)/tokenrpc/v1/\($0).proto" }
      let compiled = try scene.run("/usr/bin/env", ["protoc", "-I\(protos)", "--python_out=\(generated)"] + files)
      guard compiled.status == .exited(0) else { throw Failure("protoc: \(compiled.errors)") }
      // -B: it leaves nothing beside the sources.
      let command = ["PYTHONPATH=\(generated)", try #require(python), "-B", path(program)]
      let answer = try scene.run("/usr/bin/env", command + arguments)
      guard answer.status == .exited(0) else { throw Failure("\(program): \(answer.status)\n\(answer.errors)") }
      return answer
    }
  }
}
