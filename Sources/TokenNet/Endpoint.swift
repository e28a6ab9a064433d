// Endpoint.swift: where a server listens and a client connects, as people write it.

internal import Glibc

/// `HOST:PORT`, `[IPV6]:PORT` or `unix:PATH`.
public enum Endpoint: Sendable, Hashable, CustomStringConvertible {
  /// A host name or numeric address, without brackets. Port 0 lets the system pick one when listening.
  case tcp(host: String, port: UInt16)
  /// The path of a Unix socket.
  case unix(path: String)

  /// The longest path of a Unix socket in bytes: what `sockaddr_un` holds besides its NUL.
  public static let maxUnixPathBytes = 107
  /// The longest host name in bytes (RFC 1035).
  public static let maxHostBytes = 253

  /// Reads an endpoint as `description` writes it.
  public init(parsing text: String) throws(EndpointError) {
    if text.utf8.contains(0) { throw .malformed(text) }
    if text.hasPrefix("unix:") {
      self = .unix(path: try Endpoint.unixPath(String(text.dropFirst("unix:".count))))
    } else {
      self = try Endpoint.tcp(parsing: text)
    }
  }

  /// As people write it; `init(parsing:)` reads it back.
  public var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }

  /// Only this machine reaches it: a Unix socket, 127.0.0.0/8, ::1 or `localhost`. Looks at the text, resolves nothing.
  public var isLoopback: Bool {
    switch self {
    case .unix: return true
    case .tcp(let host, _):
      if host.lowercased() == "localhost" { return true }
      var address4 = in_addr()
      if inet_pton(AF_INET, host, &address4) == 1 {
        return UInt32(bigEndian: address4.s_addr) >> 24 == 127
      }
      var address6 = in6_addr()
      guard inet_pton(AF_INET6, host, &address6) == 1 else { return false }
      return withUnsafeBytes(of: &address6) { bytes in
        let mapped4 = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
        if mapped4 { return bytes[12] == 127 }
        return bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1
      }
    }
  }

  private static func unixPath(_ path: String) throws(EndpointError) -> String {
    if path.isEmpty { throw .emptyPath }
    if path.utf8.count > maxUnixPathBytes { throw .pathTooLong(path) }
    return path
  }

  private static func tcp(parsing text: String) throws(EndpointError) -> Endpoint {
    guard let colon = text.lastIndex(of: ":") else { throw .missingPort(text) }
    let portText = text[text.index(after: colon)...]
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      var address = in6_addr()
      guard inet_pton(AF_INET6, String(host), &address) == 1 else { throw .malformed(text) }
    } else if host.contains(":") {
      throw .bareIPv6(text)
    }
    let hostIsPlain = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"[]/@".utf8.contains($0) }
    guard !host.isEmpty, host.utf8.count <= maxHostBytes, hostIsPlain else { throw .malformed(text) }
    let portIsDigits = (1...5).contains(portText.utf8.count) && portText.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard portIsDigits, let port = UInt16(portText) else { throw .badPort(text) }
    return .tcp(host: String(host), port: port)
  }
}

/// Why a text is not an endpoint.
public enum EndpointError: Error, Sendable, Hashable, CustomStringConvertible {
  case malformed(String)
  case missingPort(String)
  case badPort(String)
  case bareIPv6(String)
  case emptyPath
  case pathTooLong(String)

  public var description: String {
    switch self {
    case .malformed(let text): "\(text) is not an address; write HOST:PORT, [IPV6]:PORT or unix:PATH"
    case .missingPort(let text): "'\(text)' has no port; write HOST:PORT, for example 127.0.0.1:7420"
    case .badPort(let text): "\(text) has no valid port; write a number from 0 to 65535 after the last colon"
    case .bareIPv6(let text): "\(text) is ambiguous; put an IPv6 address in brackets, for example [::1]:7420"
    case .emptyPath: "unix: has no path; write unix:PATH"
    case .pathTooLong(let path):
      "the socket path \(path) has \(path.utf8.count) bytes; choose one of at most \(Endpoint.maxUnixPathBytes)"
    }
  }
}
