// MiningLine.swift: what `rpc-cli bench mining` says of a kernel on so many threads.

/// The line's keys, as docs/json.md names them. A line without one of them is refused.
struct MiningLine: Decodable, Sendable {
  struct Tokens: Decodable, Sendable {
    let bits: Int
    let miners: Int
    let tokensPerSecond: Double?
    let expectedPerSecond: Double
    let share: Double?
    let hashesPerSecond: Double?
  }

  let kernel: String
  let threads: Int
  let hashesPerSecond: Double
  let cyclesPerHash: Double?
  let clockGHz: Double
  let shareBits: Int
  let shares: Int
  let hashes: Int
  let cpuShare: Double
  let headersPerSecond: Double
  let tokens: [Tokens]?
}
