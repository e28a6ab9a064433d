// MethodDescriptor.swift: one row of a method table, as the generated code writes it.

/// What both sides know of a method before any call.
public struct MethodDescriptor: Sendable, Hashable {
  /// How many messages go each way.
  public enum Kind: Sendable, Hashable {
    case unary
    case serverStream
  }

  /// The number in a REQUEST's header, 1 to 65,535; 1 to 255 belong to the protocol's own services.
  public let id: UInt16
  /// `package.Service/Method`.
  public let fullName: String
  public let kind: Kind
  /// Calling it twice does no more than calling it once.
  public let isIdempotent: Bool
  /// The largest request message in bytes; 0 means the limit of a frame.
  public let maxRequestBytes: UInt32

  public init(id: UInt16, fullName: String, kind: Kind, isIdempotent: Bool, maxRequestBytes: UInt32) {
    self.id = id
    self.fullName = fullName
    self.kind = kind
    self.isIdempotent = isIdempotent
    self.maxRequestBytes = maxRequestBytes
  }

  /// The full name of its service: `package.Service`.
  public var service: String { String(fullName.prefix { $0 != "/" }) }
}
