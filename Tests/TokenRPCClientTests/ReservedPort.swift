// ReservedPort.swift: a port of 127.0.0.1 that nobody else in the machine gets while the tests run. Connections to it
// are refused until somebody listens there, and again afterwards.

import Glibc
import TokenNet

/// A bound socket that does not listen yet. It is never closed.
struct ReservedPort: Sendable {
  let descriptor: Int32
  let endpoint: Endpoint

  init() {
    while true {
      let probe = Self.openSocket()
      let free = Self.bind(probe, to: 0)
      close(probe)
      // A port that was asked for by its number stays with its socket, also when that listens no more.
      let descriptor = Self.openSocket()
      if let free, let port = Self.bind(descriptor, to: free) {
        self.descriptor = descriptor
        endpoint = .tcp(host: "127.0.0.1", port: port)
        return
      }
      close(descriptor)
    }
  }

  private static func openSocket() -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    precondition(descriptor >= 0, "no socket for a test")
    return descriptor
  }

  /// Binds a socket to a port, 0 for any that is free; returns the port, nil when it is somebody's.
  private static func bind(_ descriptor: Int32, to port: UInt16) -> UInt16? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard Glibc.bind(descriptor, address, length) == 0 else { return nil }
        return getsockname(descriptor, address, &length) == 0 ? UInt16(bigEndian: pointer.pointee.sin_port) : nil
      }
    }
  }
}
