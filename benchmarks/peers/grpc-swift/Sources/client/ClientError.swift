// ClientError.swift: what ends the client, in words.

enum ClientError: Error {
  case usage
  case badNumbers
  /// With the reason that the call gave.
  case callFailed(String)
  case nothingMeasured

  /// The command line is wrong, not the calls.
  var isUsage: Bool {
    switch self {
    case .usage, .badNumbers: true
    case .callFailed, .nothingMeasured: false
    }
  }
}

extension ClientError: CustomStringConvertible {
  var description: String {
    switch self {
    case .usage: "usage: client ADDRESS CONNECTIONS DEPTH SECONDS"
    case .badNumbers: "client: CONNECTIONS, DEPTH and SECONDS are positive numbers, ADDRESS an IPv4 one with its port"
    case .callFailed(let reason): "client: a call failed: \(reason)"
    case .nothingMeasured: "client: nothing was measured"
    }
  }
}
