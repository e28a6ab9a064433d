// SocketAddress.swift: an endpoint as the kernel wants it.

internal import CTokenSockets
internal import Glibc

/// A resolved address: what `bind`, `connect` and `accept` exchange with the kernel.
public struct SocketAddress: Sendable {
  var storage: sockaddr_storage
  var length: socklen_t

  /// AF_INET, AF_INET6 or AF_UNIX.
  var family: Int32 { Int32(storage.ss_family) }

  /// All addresses of an endpoint, at least one. Blocks in the resolver when the host is a name; a numeric address or a
  /// path never blocks.
  public static func resolve(_ endpoint: Endpoint) throws(ResolveError) -> [SocketAddress] {
    switch endpoint {
    case .unix(let path): [try SocketAddress(unixPath: path)]
    case .tcp(let host, let port): try lookUp(host: host, port: port)
    }
  }

  /// The address as an endpoint, numeric; a Unix socket without a name is `unix:`.
  public var endpoint: Endpoint {
    var copy = storage
    return withUnsafePointer(to: &copy) { pointer in
      switch Int32(pointer.pointee.ss_family) {
      case AF_INET: pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1, SocketAddress.endpoint4)
      case AF_INET6: pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1, SocketAddress.endpoint6)
      default: .unix(path: SocketAddress.path(UnsafeRawPointer(pointer), length: Int(length)))
      }
    }
  }

  /// Calls `body` with the address as system calls take it.
  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }

  /// Lets a system call write the address.
  static func filled(by call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Void) -> Self {
    var address = SocketAddress(storage: sockaddr_storage(), length: socklen_t(MemoryLayout<sockaddr_storage>.size))
    withUnsafeMutablePointer(to: &address.storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &address.length) }
    }
    return address
  }
}

/// Why an endpoint has no address.
public enum ResolveError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path does not fit in `sockaddr_un`.
  case pathTooLong(String)
  /// The resolver knows no such host, or did not answer; `reason` is getaddrinfo's text.
  case unknownHost(String, reason: String)

  public var description: String {
    switch self {
    case .pathTooLong(let path): "\(EndpointError.pathTooLong(path))"
    case .unknownHost(let host, let reason): "the host \(host) can't be resolved: \(reason)"
    }
  }
}

extension SocketAddress {
  private init(unixPath path: String) throws(ResolveError) {
    guard path.utf8.count <= Endpoint.maxUnixPathBytes else { throw .pathTooLong(path) }
    storage = sockaddr_storage()
    storage.ss_family = sa_family_t(AF_UNIX)
    let pathOffset = MemoryLayout<sa_family_t>.size
    withUnsafeMutableBytes(of: &storage) { $0[pathOffset...].copyBytes(from: path.utf8) }
    length = socklen_t(pathOffset + path.utf8.count + 1)
  }

  private static func lookUp(host: String, port: UInt16) throws(ResolveError) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = TOKEN_STREAM
    hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &list)
    guard status == 0 else { throw .unknownHost(host, reason: String(cString: gai_strerror(status))) }
    defer { freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next = list
    while let info = next?.pointee {
      next = info.ai_next
      guard let source = info.ai_addr, Int(info.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size else { continue }
      var address = SocketAddress(storage: sockaddr_storage(), length: info.ai_addrlen)
      withUnsafeMutableBytes(of: &address.storage) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: Int(info.ai_addrlen)))
      }
      addresses.append(address)
    }
    if addresses.isEmpty { throw .unknownHost(host, reason: "it has no address") }
    return addresses
  }

  private static func endpoint4(_ address: UnsafePointer<sockaddr_in>) -> Endpoint {
    var host = address.pointee.sin_addr
    return .tcp(host: text(AF_INET, &host), port: UInt16(bigEndian: address.pointee.sin_port))
  }

  private static func endpoint6(_ address: UnsafePointer<sockaddr_in6>) -> Endpoint {
    var host = address.pointee.sin6_addr
    return .tcp(host: text(AF_INET6, &host), port: UInt16(bigEndian: address.pointee.sin6_port))
  }

  private static func text(_ family: Int32, _ address: UnsafeRawPointer) -> String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard let text = inet_ntop(family, address, &buffer, socklen_t(buffer.count)) else { return "" }
    return String(cString: text)
  }

  private static func path(_ address: UnsafeRawPointer, length: Int) -> String {
    let offset = MemoryLayout<sa_family_t>.size
    let bytes = UnsafeRawBufferPointer(start: address, count: min(length, MemoryLayout<sockaddr_un>.size))
    return String(decoding: bytes.dropFirst(offset).prefix { $0 != 0 }, as: UTF8.self)
  }
}
