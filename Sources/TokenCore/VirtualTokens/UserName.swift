// UserName.swift: a user's name as it was given, byte by byte: two spellings that look alike are two users.

/// A user's name: 1 to 256 bytes of UTF-8.
struct UserName: Sendable, Hashable {
  static let byteRange = 1...TokenEngine.maxUserBytes

  let bytes: [UInt8]

  init(_ name: String) throws(TokenError) {
    guard Self.byteRange.contains(name.utf8.count) else {
      throw .invalid(field: "user", reason: "must have 1 to \(Self.byteRange.upperBound) bytes")
    }
    bytes = Array(name.utf8)
  }

  /// As it stands in a record; nil: such a name is never written.
  init?(recorded bytes: [UInt8]) {
    guard Self.byteRange.contains(bytes.count) else { return nil }
    self.bytes = bytes
  }
}

/// A user's name within its realm.
struct UserKey: Sendable, Hashable {
  var realm: UInt32
  var name: UserName
}
