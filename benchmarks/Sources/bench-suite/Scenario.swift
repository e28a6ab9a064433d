// Scenario.swift: what is measured: each scenario a call, so many connections, so many calls in flight on each.

/// One load. Every scenario has a server and a data directory of its own.
struct Scenario: Sendable, Equatable {
  /// As `rpc-cli bench rpc --call` takes it.
  let call: String
  let connections: Int
  let depth: Int

  /// `check 50x16`: the call, the connections, the calls in flight on each.
  var name: String { "\(call) \(connections)x\(depth)" }

  /// It asks about tokens that are there before, so `--identity` can name one.
  var asksAboutTokens: Bool { ["check", "use", "status"].contains(call) }

  static let all = [
    Scenario(call: "check", connections: 1, depth: 1),
    Scenario(call: "check", connections: 1, depth: 64),
    Scenario(call: "check", connections: 50, depth: 1),
    Scenario(call: "check", connections: 50, depth: 16),
    Scenario(call: "use", connections: 1, depth: 64),
    Scenario(call: "use", connections: 50, depth: 1),
    Scenario(call: "use", connections: 50, depth: 16),
    Scenario(call: "request", connections: 1, depth: 64),
    Scenario(call: "request", connections: 50, depth: 16),
    Scenario(call: "generate", connections: 50, depth: 16),
    Scenario(call: "status", connections: 1, depth: 64),
  ]

  /// The same load at a size for tests, which only ask whether it works.
  var small: Scenario { Scenario(call: call, connections: min(connections, 4), depth: min(depth, 8)) }
}
