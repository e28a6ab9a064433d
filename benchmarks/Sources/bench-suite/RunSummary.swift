// RunSummary.swift: what one run of `rpc-cli bench rpc` came to, as its summary says it.

/// The summary's keys, as docs/json.md names them. A summary without one of them is refused.
struct RunSummary: Codable, Sendable, Equatable {
  let call: String
  let connections: Int
  let depth: Int
  let requests: Int
  let valid: Int
  let errors: Int
  let requestsPerSecond: Int
  let p50Micros: Int
  let p99Micros: Int

  /// Refuses numbers that measure something else than `scenario`.
  func check(_ scenario: Scenario) throws(SuiteError) {
    guard call == scenario.call, connections == scenario.connections, depth == scenario.depth else {
      throw SuiteError("\(scenario.name): rpc-cli measured \(call) \(connections)x\(depth)")
    }
    if requests == 0 { throw SuiteError("\(scenario.name): no call was answered") }
    if errors > 0 { throw SuiteError("\(scenario.name): \(errors) of \(requests) calls failed") }
    if valid < requests { throw SuiteError("\(scenario.name): only \(valid) of \(requests) answers said yes") }
    if p50Micros > p99Micros { throw SuiteError("\(scenario.name): p50 is above p99") }
  }
}
