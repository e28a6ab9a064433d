// ReserveDescriptor.swift: one descriptor kept for the moment when there are no others.

internal import Glibc

/// A descriptor that is given up to take one waiting connection and close it, so that its client learns of the refusal
/// instead of waiting in the backlog.
public struct ReserveDescriptor {
  private var descriptor: Descriptor?

  public init() { descriptor = ReserveDescriptor.open() }

  /// Takes and closes one connection that waits at `socket`. Does nothing when the reserve could not be filled again.
  public mutating func refuseOne(of socket: ListeningSocket) {
    guard let spare = descriptor else {
      descriptor = ReserveDescriptor.open()
      return
    }
    spare.close()
    if case .socket(let accepted) = socket.accept() { accepted.descriptor.close() }
    descriptor = ReserveDescriptor.open()
  }

  public mutating func close() {
    descriptor?.close()
    descriptor = nil
  }

  private static func open() -> Descriptor? {
    let raw = Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
    return raw < 0 ? nil : Descriptor(rawValue: raw)
  }
}
