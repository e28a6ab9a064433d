// RandomID.swift: request ids made before the call, so that a requisition can be asked for again.

public import TokenWire

extension Bytes32 {
  /// Thirty-two bytes from the system's random source: a request id that nobody can guess.
  public static func random() -> Bytes32 {
    var random = SystemRandomNumberGenerator()
    var value = Bytes32()
    value.first.high = random.next()
    value.first.low = random.next()
    value.second.high = random.next()
    value.second.low = random.next()
    return value
  }
}
