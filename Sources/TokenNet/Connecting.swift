// Connecting.swift: the client's end of a socket, without waiting.

internal import Glibc

/// A socket on its way to a peer.
public struct ConnectingSocket: Sendable {
  /// To be closed by the caller.
  public let descriptor: Descriptor
  /// The connection stands already. Otherwise wait until the descriptor is writable, then ask `finish`.
  public let isConnected: Bool

  /// Starts to connect without blocking. TCP_NODELAY and keepalive are set. Throws when it fails at once, with nothing
  /// left open.
  public init(to address: SocketAddress) throws(SystemError) {
    let operation = "connect to \(address.endpoint)"
    let raw = try systemCall(operation) { socket(address.family, Descriptor.streamKind, 0) }
    descriptor = Descriptor(rawValue: raw)
    descriptor.tune(family: address.family)
    do throws(SystemError) {
      isConnected = try ConnectingSocket.begin(raw, address, operation)
    } catch {
      descriptor.close()
      throw error
    }
  }

  /// How the connection attempt ended, once the descriptor is writable; nil: it stands.
  public func finish() -> Errno? {
    var reason: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    if getsockopt(descriptor.rawValue, SOL_SOCKET, SO_ERROR, &reason, &length) != 0 { return .current }
    return reason == 0 ? nil : Errno(rawValue: reason)
  }

  private static func begin(_ raw: Int32, _ address: SocketAddress, _ operation: String) throws(SystemError) -> Bool {
    // Not `systemCall`: an interrupted connect goes on by itself, as one in progress does.
    if address.withPointer({ connect(raw, $0, $1) }) == 0 { return true }
    let reason = Errno.current
    if reason.rawValue == EINPROGRESS || reason.rawValue == EINTR { return false }
    throw SystemError(operation, reason)
  }
}
