// PushBackURL.swift: which URLs a requisition may carry for its push-back. The server and rpc-cli ask the same.

/// Which URLs may be stored for push-back.
public enum PushBackURL {
  /// The longest in bytes.
  public static let maxBytes = 2048

  /// What is wrong with `url`; nil: it is an absolute http or https URL with a host and without user info, in the
  /// characters of RFC 3986 only.
  public static func fault(in url: String) -> String? {
    let bytes = Array(url.utf8)
    if bytes.count > maxBytes { return "is longer than \(maxBytes) bytes" }
    guard bytes.allSatisfy(isAllowed), isEscaped(bytes) else {
      return "holds a character that a URL may not; write it percent-encoded"
    }
    let lower = url.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else {
      return "must begin with http:// or https://"
    }
    let authority = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    if authority.contains("@") { return "must not name a user or a password" }
    return hostFault(authority)
  }

  /// Characters that RFC 3986 gives a place. Where another stands, parsers disagree on what the host is.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !#""<>\^`{|}"#.utf8.contains(byte)
  }

  /// Whether two hex digits follow each percent sign.
  private static func isEscaped(_ bytes: [UInt8]) -> Bool {
    bytes.indices.allSatisfy { index in
      bytes[index] != UInt8(ascii: "%")
        || Hex.bytes(of: String(decoding: bytes[(index + 1)...].prefix(2), as: UTF8.self))?.count == 1
    }
  }

  /// What is wrong with `host`, `host:port` or `[address]:port`.
  private static func hostFault(_ authority: Substring) -> String? {
    var (host, port) = (authority, Substring())
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return "has a bad address in brackets" }
      host = authority[..<end].dropFirst()
      port = authority[authority.index(after: end)...]
      guard host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
        return "has a bad address in brackets"
      }
    } else if let colon = authority.firstIndex(of: ":") {
      (host, port) = (authority[..<colon], authority[colon...])
    }
    if host.isEmpty { return "names no host" }
    return isPort(port) ? nil : "has a bad port"
  }

  /// Nothing, `:` (RFC 3986: the scheme's own) or `:` and 1 to 65,535.
  private static func isPort(_ text: Substring) -> Bool {
    guard !text.isEmpty else { return true }
    let digits = text.dropFirst()
    guard text.hasPrefix(":"), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits.count <= 5 else {
      return false
    }
    return digits.isEmpty || UInt16(digits).map { $0 > 0 } == true
  }
}
