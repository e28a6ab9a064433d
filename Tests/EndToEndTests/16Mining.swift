// 16Mining.swift: what an operator says of kernels and difficulties, and what the server says of its miners.

import Foundation
import Testing

extension EndToEnd {
  @Suite("16 mining")
  struct Mining {
    @Test("with a target rate the difficulty follows it, status tells of it, and the chain verifies")
    func targetRate() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "auto:500", "--difficulty-floor", "4", "--miners", "2")
        #expect(server.process.errors.contains("difficulty for 500 tokens a second, "), "\(server.process.errors)")
        let before = try service(server)
        #expect(before["policy"]?.string == "auto" && before["tokensPerSecond"]?.int == 500)
        #expect(before["minerThreads"]?.int == 2 && before["miningThreads"]?.int == 0)
        #expect(before["hashesPerSecond"]?.int == 0 && before["hashesTried"]?.int == 0)
        let input = (0..<300).map { "token \($0)\n" }.joined()
        try server.rpc("request", "--lines", "-", "--wait", "50s", "--timeout", "55s", input: input)
        let after = try service(server)
        #expect((after["hashesTried"]?.int ?? 0) > 300 * 16 && after["queueSize"]?.int == 0)
        let kernel = try #require(after["kernel"]?.string)
        let parts = try server.rpc("health").line()["parts"]?.array
        let health = parts?.first { $0["name"]?.string == "miners" }?["detail"]?.string
        #expect(health?.hasPrefix("2 threads, kernel \(kernel), ") == true)
        try server.stop()
        let verified = try scene.rpc("--json", "ledger", "verify", scene.data)
        #expect(verified.status == .exited(0), "\(verified.errors)")
        #expect(try verified.line()["tokens"]?.int == 300)
      }
    }

    private func service(_ server: ServerProcess) throws -> JSON {
      try #require(try server.rpc("status").line()["service"])
    }

    @Test(
      "a kernel can be forced by a flag or by the environment, and a wrong one is wrong usage with the names there are")
    func kernels() throws {
      try withScene { scene in
        for under in [["/usr/bin/env", "TOKEN_RPC_KERNEL=portable"], []] {
          let flags = under.isEmpty ? ["--kernel", "portable"] : []
          let server = try scene.launchServer(["--listen", "127.0.0.1:0"] + flags, under: under)
          try waitUntil("the kernel to be told", of: server) { server.errors.contains(", kernel portable\n") }
          server.signal(15)
          #expect(try server.wait() == .exited(0), "\(server.transcript)")
        }
        for (under, flags) in [(["/usr/bin/env", "TOKEN_RPC_KERNEL=gpu"], []), ([], ["--kernel", "gpu"])] {
          let refused = try scene.launchServer(["--listen", "127.0.0.1:0"] + flags, under: under)
          #expect(try refused.wait() == .exited(2), "\(refused.transcript)")
          #expect(refused.errors.contains("there is no kernel 'gpu'") && refused.errors.contains("portable, auto"))
        }
      }
    }

    @Test("the version names the kernel that would be used")
    func version() throws {
      try withScene { scene in
        let forced = try scene.run(Programs.server, ["--version", "--kernel", "portable"])
        #expect(forced.status == .exited(0) && forced.output == "token-server 0.1.0, kernel portable\n")
        let usual = try scene.run(Programs.server, ["--version"])
        #expect(usual.status == .exited(0) && usual.output.hasPrefix("token-server 0.1.0, kernel "))
      }
    }
  }
}
