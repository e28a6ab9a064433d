// PartHealth.swift: how one part of a server is, and what all of them come to.

internal import TokenWire

/// How one part of a server is.
public struct PartHealth: Sendable, Equatable {
  /// `ledger`, `miners`, `generator`.
  public var name: String
  /// It does its work.
  public var isServing: Bool
  /// The server does nothing of use without it.
  public var isVital: Bool
  /// What it is, for people.
  public var detail: String
  /// Why it is down, or the last thing that went wrong; empty: nothing has.
  public var lastError: String
  /// Since when it is as it is, Unix ms; 0: since the server started.
  public var sinceMilliseconds: UInt64
  /// The full names of the services that use it: `tokenrpc.v1.TokenService`.
  public var usedBy: [String]

  public init(
    name: String, isServing: Bool, isVital: Bool, detail: String, lastError: String = "",
    sinceMilliseconds: UInt64 = 0, usedBy services: [String] = []
  ) {
    self.name = name
    self.isServing = isServing
    self.isVital = isVital
    self.detail = detail
    self.lastError = lastError
    self.sinceMilliseconds = sinceMilliseconds
    usedBy = services
  }
}

extension HealthReply {
  /// The whole from its parts: SERVING when every part is, NOT_SERVING when a vital one is down, else DEGRADED.
  init(_ parts: [PartHealth]) {
    let down = parts.filter { !$0.isServing }
    let status: HealthStatus = down.isEmpty ? .serving : down.contains(where: \.isVital) ? .notServing : .degraded
    self.init(status: status, parts: parts.map { HealthPart($0) })
  }

  /// The same without what may differ from one moment to the next and is no news: the parts' details.
  var gist: HealthReply {
    var gist = self
    for index in gist.parts.indices { gist.parts[index].detail = "" }
    return gist
  }
}

extension HealthPart {
  fileprivate init(_ part: PartHealth) {
    self.init(
      name: part.name, status: part.isServing ? .serving : .notServing, detail: part.detail,
      lastError: part.lastError, sinceMs: part.sinceMilliseconds)
  }
}
