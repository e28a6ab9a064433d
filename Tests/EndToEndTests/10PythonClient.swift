// 10PythonClient.swift: a client that knows only docs/protocol.md and the .proto files gets a token and spends it.

import Foundation
import Testing

extension EndToEnd {
  @Suite("10 a client in Python")
  struct PythonClient {
    static let source = Programs.package.appending(path: "Tests/EndToEndTests/python_client.py")

    /// The Python that can read protobuf messages: the one on the PATH, or the system's, which the package of the
    /// distribution serves; nil when neither can.
    static let python = [Programs.python, "/usr/bin/python3"].first { candidate in
      var canRead = false
      try? withScene { scene in
        canRead = try scene.run(candidate, ["-c", "import google.protobuf"]).status == .exited(0)
      }
      return canRead
    }

    @Test(
      "forty lines of Python ask for a token and use it until it is spent",
      .enabled(if: python != nil, "no python3 has protobuf here; run scripts/dependencies"))
    func speaks() throws {
      let python = try #require(Self.python)
      try withScene { scene in
        let generated = scene.path("generated")
        try FileManager.default.createDirectory(atPath: generated, withIntermediateDirectories: false)
        let protos = Programs.package.appending(path: "Protos").path
        let files = ["options", "protocol", "token"].map { "\(protos)/tokenrpc/v1/\($0).proto" }
        let compiled = try scene.run("/usr/bin/env", ["protoc", "-I\(protos)", "--python_out=\(generated)"] + files)
        try #require(compiled.status == .exited(0), "\(compiled.errors)")

        let server = try scene.startServer("--difficulty", "8")
        let answer = try scene.run(
          "/usr/bin/env", ["PYTHONPATH=\(generated)", python, Self.source.path, server.address])
        #expect(answer.status == .exited(0), "\(answer.errors)")
        let lines = answer.output.split(separator: "\n").map(String.init)
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

    @Test("docs/protocol.md shows the client that is tested")
    func isInTheDocs() throws {
      let code = try String(contentsOf: Self.source, encoding: .utf8)
      let start = try #require(code.range(of: "import os\n"))
      let docs = try String(contentsOf: Programs.package.appending(path: "docs/protocol.md"), encoding: .utf8)
      #expect(docs.contains(code[start.lowerBound...]))
    }
  }
}
