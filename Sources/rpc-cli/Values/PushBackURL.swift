// PushBackURL.swift: which URLs a requisition may carry for its push-back; checked here before any call.

internal import TokenArguments

/// Which URLs a requisition may carry.
enum PushBackURL {
  /// The longest in bytes.
  static let mostBytes = 2048

  /// What is wrong with `url`; nil: it is an absolute http or https URL without user info.
  static func fault(in url: String) -> String? {
    if url.utf8.count > mostBytes { return "is longer than \(mostBytes) bytes" }
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return "holds a space, a control character or one that is not ASCII; write it percent-encoded"
    }
    let lower = url.lowercased()
    guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else {
      return "must begin with http:// or https://"
    }
    let authority = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    if authority.contains("@") { return "must not name a user or a password" }
    return hostFault(authority)
  }

  /// What is wrong with `host`, `host:port` or `[address]:port`.
  private static func hostFault(_ authority: Substring) -> String? {
    var (host, port) = (authority, Substring())
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return "has a bad address in brackets" }
      let address = authority[authority.index(after: authority.startIndex)..<end]
      guard !address.isEmpty, address.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
        return "has a bad address in brackets"
      }
      (host, port) = (address, authority[authority.index(after: end)...])
    } else if let colon = authority.firstIndex(of: ":") {
      (host, port) = (authority[..<colon], authority[colon...])
    }
    if host.isEmpty { return "names no host" }
    // An empty port (`host:`) is allowed by RFC 3986 and means the scheme's own.
    if port.isEmpty || port == ":" { return nil }
    guard port.hasPrefix(":"), let number = DurationText.wholeNumber(port.dropFirst()), (1...65_535).contains(number)
    else { return "has a bad port" }
    return nil
  }
}
