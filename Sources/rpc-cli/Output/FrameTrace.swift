// FrameTrace.swift: owns what `call -v` knows while it runs: when it began, and the names of the server's methods.

internal import Synchronization
internal import TokenRPCClient
internal import TokenWire

/// Writes each frame to standard error as it goes or comes. Any thread.
final class FrameTrace: Sendable {
  private let start = ContinuousClock.now
  private let text: Mutex<FrameText>
  private let console: Console

  init(_ text: FrameText, _ console: Console) {
    self.text = Mutex(text)
    self.console = console
  }

  func show(_ direction: FrameDirection, _ header: FrameHeader, _ payload: UnsafeRawBufferPointer) {
    let elapsed = ContinuousClock.now - start
    let lines = text.withLock { text in
      if direction == .received, header.type == .hello { Self.learn(from: payload, &text) }
      return text.lines(direction, header, payload, at: elapsed)
    }
    for line in lines { console.trace(line) }
  }

  /// The server's HELLO names its methods.
  private static func learn(from payload: UnsafeRawBufferPointer, _ text: inout FrameText) {
    guard let hello = try? ServerHello(decoding: payload, in: Arena()) else { return }
    for method in hello.methods { text.methods[UInt16(truncatingIfNeeded: method.id)] = method.name }
  }
}
