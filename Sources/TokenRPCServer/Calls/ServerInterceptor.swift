// ServerInterceptor.swift: sees every call before its service does, and how it ended: for authentication, quotas, logs.

public import TokenWire

/// Sees the calls of a server. Those in a configuration's list are asked in its order, and told in the opposite one.
///
/// Both methods run on the reactor of the call's connection and hold up all its other connections meanwhile: they must
/// not block. They may run on several reactors at once. A call that the server itself refuses before (at a limit, late,
/// of a method that is not served) is not seen.
public protocol ServerInterceptor: Sendable {
  /// A call has come; its request message is not decoded yet. `context` is what its service will be told: peer,
  /// deadline, metadata and realm, of which it may change any. Throwing refuses the call, not started; interceptors
  /// behind this one and the service never see it.
  func began(_ call: InterceptedCall, _ context: inout CallContext) throws(RPCError)

  /// A call that this interceptor let through has ended, once, with this code: by its service, cancelled, late, lost
  /// with its connection, or refused by an interceptor behind this one or because its message can't be decoded.
  ///
  /// - Parameter duration: from the moment its request was read.
  func ended(_ call: InterceptedCall, _ code: StatusCode, after duration: Duration)
}

extension ServerInterceptor {
  public func began(_ call: InterceptedCall, _ context: inout CallContext) throws(RPCError) {}
  public func ended(_ call: InterceptedCall, _ code: StatusCode, after duration: Duration) {}
}

/// A call as interceptors are told of it: the same value when it begins and when it ends.
public struct InterceptedCall: Sendable, Hashable {
  public let method: MethodDescriptor
  /// The number of its connection, of which a server gives each only once, from 1.
  public let connection: UInt64
  /// Its id on that connection.
  public let id: UInt32
}
