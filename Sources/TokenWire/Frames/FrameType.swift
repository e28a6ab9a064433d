// FrameType.swift: the kinds of frames and the flags of their headers, as docs/protocol.md numbers them.

/// What a frame is. A number that isn't here is an unknown type, which only matters when the frame is critical.
public enum FrameType: UInt8, Sendable, CaseIterable {
  /// Versions, limits, credential: the first frame of each side.
  case hello = 1
  /// Starts a call.
  case request = 2
  /// Ends a unary call, or any call before its kind is known.
  case response = 3
  /// One item of a stream.
  case item = 4
  /// Ends a stream.
  case end = 5
  /// The client gives a call up.
  case cancel = 6
  /// The client takes more items.
  case credit = 7
  case ping = 8
  case pong = 9
  /// The connection will end, and why.
  case goaway = 10
}

/// The flags of a header.
public struct FrameFlags: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A metadata block stands before the message.
  public static let metadata = FrameFlags(rawValue: 1 << 0)
  /// On RESPONSE and END: the server did nothing, the call may be repeated whatever it is.
  public static let notStarted = FrameFlags(rawValue: 1 << 1)
  /// Who doesn't know this type or one of these flags must fail the call instead of ignoring it.
  public static let critical = FrameFlags(rawValue: 1 << 7)

  /// Every flag that this version gives a meaning.
  public static let known: FrameFlags = [.metadata, .notStarted, .critical]
}
