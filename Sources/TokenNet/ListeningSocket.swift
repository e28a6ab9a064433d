// ListeningSocket.swift: a bound socket that takes connections. Owns its descriptor and, if it is one, its socket file.

internal import CTokenSockets
internal import Glibc

/// A connection just taken: the caller closes its descriptor.
public struct AcceptedSocket: Sendable {
  /// Non-blocking, with TCP_NODELAY and keepalive.
  public let descriptor: Descriptor
  public let peer: Endpoint
}

/// What one `accept` came to.
public enum Accept: Sendable {
  case socket(AcceptedSocket)
  /// Nobody waits.
  case wouldBlock
  /// This one is lost, the next may succeed: the peer gave up before it was taken.
  case lost(Errno)
  /// The process or the machine has no descriptor or memory left.
  case exhausted(Errno)
}

/// A listening socket, TCP or Unix.
public struct ListeningSocket: Sendable {
  /// Connections the kernel completes while nobody accepts.
  public static let backlog: Int32 = 1024

  public let descriptor: Descriptor
  /// Where it really listens: port 0 is replaced by the one the system picked.
  public let endpoint: Endpoint
  /// The socket file this socket made, so that only that one is removed.
  private let file: SocketFile?

  /// Binds and listens. TCP sets SO_REUSEADDR. A Unix socket file has mode 0600; one that nobody listens on is
  /// replaced, a live one is refused with EADDRINUSE. Blocks in the resolver when the host is a name.
  public init(_ endpoint: Endpoint) throws(ListenError) {
    let address: SocketAddress
    do throws(ResolveError) { address = try SocketAddress.resolve(endpoint)[0] } catch { throw .resolve(error) }
    do throws(SystemError) {
      let raw = try systemCall("listen on \(endpoint)") { socket(address.family, Descriptor.streamKind, 0) }
      descriptor = Descriptor(rawValue: raw)
      do throws(SystemError) {
        file = try ListeningSocket.bind(descriptor, address, endpoint)
        try systemCall("listen on \(endpoint)") { listen(raw, ListeningSocket.backlog) }
      } catch {
        descriptor.close()
        throw error
      }
      self.endpoint = ListeningSocket.realEndpoint(of: raw, asked: endpoint)
    } catch {
      throw .system(error)
    }
  }

  /// Takes one connection without blocking.
  public func accept() -> Accept {
    var outcome: Result<Int32, Errno> = .failure(Errno(rawValue: 0))
    let peer = SocketAddress.filled { address, length in
      do throws(Errno) {
        outcome = .success(
          try systemCall { token_accept4(descriptor.rawValue, address, length, Descriptor.acceptFlags) })
      } catch { outcome = .failure(error) }
    }
    switch outcome {
    case .success(let raw):
      let accepted = Descriptor(rawValue: raw)
      accepted.tune(family: peer.family)
      return .socket(AcceptedSocket(descriptor: accepted, peer: peer.endpoint))
    case .failure(let reason):
      return ListeningSocket.sort(reason)
    }
  }

  /// Stops listening and removes the socket file it made.
  public func close() {
    file?.remove()
    descriptor.close()
  }

  private static func sort(_ reason: Errno) -> Accept {
    if reason.wouldBlock { return .wouldBlock }
    switch reason.rawValue {
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted(reason)
    default: return .lost(reason)
    }
  }

  private static func bind(
    _ descriptor: Descriptor, _ address: SocketAddress, _ endpoint: Endpoint
  ) throws(SystemError) -> SocketFile? {
    guard case .unix(let path) = endpoint else {
      descriptor.setOption(SOL_SOCKET, SO_REUSEADDR, 1)
      try systemCall("listen on \(endpoint)") { address.withPointer { Glibc.bind(descriptor.rawValue, $0, $1) } }
      return nil
    }
    return try SocketFile.bind(descriptor, address, path: path)
  }

  private static func realEndpoint(of raw: Int32, asked: Endpoint) -> Endpoint {
    guard case .tcp(let host, 0) = asked else { return asked }
    let address = SocketAddress.filled { _ = getsockname(raw, $0, $1) }
    guard case .tcp(_, let port) = address.endpoint else { return asked }
    return .tcp(host: host, port: port)
  }
}

/// Why nobody can listen there.
public enum ListenError: Error, Sendable, Hashable, CustomStringConvertible {
  case resolve(ResolveError)
  case system(SystemError)

  public var description: String {
    switch self {
    case .resolve(let error): "\(error)"
    case .system(let error): "\(error)"
    }
  }
}
