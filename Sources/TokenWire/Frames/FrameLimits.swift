// FrameLimits.swift: the limits that the protocol itself sets, each with its name. What a server may choose is its own.

/// The protocol's limits and its defaults for those a server chooses.
public enum FrameLimits {
  /// No payload is ever longer: so the first byte of every frame is 0, and nothing else looks like a frame.
  public static let hardCapBytes: UInt32 = 16 * 1024 * 1024 - 1
  /// The largest payload, when the server says nothing else.
  public static let defaultPayloadBytes: UInt32 = 4 * 1024 * 1024
  /// The largest payload before the other side's HELLO was read; no server goes lower.
  public static let payloadBytesBeforeHello: UInt32 = 64 * 1024
  /// The largest payload of an ITEM.
  public static let itemBytes: UInt32 = 64 * 1024
  /// Calls in flight before the server's HELLO was read; no server goes lower.
  public static let callsBeforeHello = 64

  /// The largest metadata block: its length is two bytes.
  public static let metadataBytes = 65_535
  public static let metadataEntries = 64
  /// Keys and values of all metadata entries together.
  public static let metadataEntryBytes = 8_192
  public static let metadataKeyBytes = 128
  public static let idempotencyKeyBytes = 16...64
  public static let credentialBytes = 4_096
  /// The name of the client's program.
  public static let clientNameBytes = 256
  /// The message of a failure; what is longer is cut.
  public static let failureMessageBytes = 4_096

  /// What a stream starts with when the client's HELLO says 0.
  public static let defaultCredit: UInt32 = 32
  /// The most unused credit a stream may have.
  public static let maxCredit: UInt32 = 2_147_483_647

  /// The buffer that an idle parser keeps.
  public static let keptParserBytes = 4_096
}
