// MappingFault.swift: why a JSON document is not the message it should be.

/// A member of a JSON document that has no place in its message.
struct MappingFault: Error, Equatable {
  /// Names from the document's top to the member: `effectiveness`, `uses`.
  var path: [String]
  /// For people: lower case, no full stop.
  let reason: String

  init(_ reason: String, at path: [String] = []) {
    self.path = path
    self.reason = reason
  }

  var text: String { path.isEmpty ? reason : path.joined(separator: ".") + " " + reason }
}
