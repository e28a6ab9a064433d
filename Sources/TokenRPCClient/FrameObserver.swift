// FrameObserver.swift: how a program looks at a client's frames as they go and come.

public import TokenWire

/// Where a frame goes.
public enum FrameDirection: Sendable, Hashable {
  /// To the server.
  case sent
  /// From the server.
  case received
}

/// Is shown a frame, on the client's loop, and must not block. The payload is borrowed for the call; that of a HELLO
/// and of a frame with metadata may hold a credential.
public typealias FrameObserver =
  @Sendable (_ direction: FrameDirection, _ header: FrameHeader, _ payload: UnsafeRawBufferPointer) -> Void
