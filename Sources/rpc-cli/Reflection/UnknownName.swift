// UnknownName.swift: why a name means nothing, or not one thing alone, with the name that was meant.

internal import TokenArguments

/// A name that is not that of one thing.
struct UnknownName: Error, Equatable {
  /// For people: lower case, no full stop.
  let text: String

  /// - Parameters:
  ///   - kind: what it should be the name of.
  ///   - names: of each thing all it may be called, the full name first.
  ///   - fitting: full names of the things that it is a name of.
  init(_ kind: String, _ name: String, among names: [[String]], fitting: [String]) {
    if fitting.count > 1 {
      text = "'\(name)' may be any of \(fitting.joined(separator: ", ")); write one of these"
    } else if let meant = Suggestion.nearest(to: name, among: names.flatMap { $0.reversed() }) {
      text = "the server has no \(kind) '\(name)', did you mean '\(meant)'?"
    } else {
      text = "the server has no \(kind) '\(name)'; rpc-cli list shows what it has"
    }
  }
}
