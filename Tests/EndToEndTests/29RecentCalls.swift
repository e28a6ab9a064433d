// 29RecentCalls.swift: what a real server remembers of calls that failed: enough to find them, and no secret.

import Foundation
import Testing

extension EndToEnd {
  @Suite("29 recent calls")
  struct RecentCalls {
    @Test("calls that failed are told with method, code and reason, and nothing that somebody sent is among it")
    func failed() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--slow-call", "0s")
        let id = String(repeating: "5e", count: 32)
        let identity = try #require(
          try server.rpc("request", "--id", id, "--content", "something private").line()["identity"]?.string)
        try server.rpc("request", "--id", id, "--content", "another secret", status: 3)
        try server.rpc("status", String(repeating: "0", count: 64), status: 3)
        try server.rpc("status", "--user", "ann of the hill", status: 3)
        try server.rpc("validate", identity, "--use")
        let calls = try server.rpc("calls").lines()
        #expect(calls.map { $0["code"]?.string } == ["NOT_FOUND", "NOT_FOUND", "ALREADY_EXISTS"])
        #expect(calls.last?["method"]?.string == "tokenrpc.v1.TokenService/Request")
        #expect(
          calls.allSatisfy { $0["peer"]?.string?.hasPrefix("127.0.0.1:") == true && $0["message"]?.string != nil })
        #expect(try server.rpc("calls", "--limit", "1").lines().count == 1)
        let text = try scene.rpc("calls", "--server", server.address).output
        for secret in [id, identity, "private", "secret", "ann of"] { #expect(!text.contains(secret), "\(secret)") }
        try server.stop()
      }
    }
  }
}
