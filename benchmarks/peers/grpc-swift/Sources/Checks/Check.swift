// Check.swift: the call that both programs know: an identity there, the bytes of the gRPC C++ peer's answer back.

public import GRPCCore

public enum Check {
  public static let method = MethodDescriptor(fullyQualifiedService: "peers.Checks", method: "Check")
  public static let identityBytes = 32

  /// A `CheckReply` of echo.proto, valid, with one use left.
  private static let valid: [UInt8] = [0x08, 1, 0x18, 1]
  /// The same without what says valid.
  private static let invalid: [UInt8] = [0x18, 1]

  public static func reply(to identity: [UInt8]) -> [UInt8] { identity.count == identityBytes ? valid : invalid }

  public static func isValid(_ reply: [UInt8]) -> Bool { reply == valid }
}
