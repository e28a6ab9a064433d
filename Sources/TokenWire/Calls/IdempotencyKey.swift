// IdempotencyKey.swift: the keys by which a service knows a changing call that comes again.

extension [UInt8] {
  /// Sixteen bytes from the system's random source.
  package static func randomIdempotencyKey() -> [UInt8] {
    // Two draws, since each is a system call.
    var random = SystemRandomNumberGenerator()
    var key = Bytes16()
    key.high = random.next()
    key.low = random.next()
    return key.withBytes { [UInt8]($0) }
  }
}
