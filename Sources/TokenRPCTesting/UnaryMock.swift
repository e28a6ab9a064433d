// UnaryMock.swift: a unary method that does what a test tells it. Generated mocks are made of these.

internal import Synchronization
public import TokenWire

/// A call that a mock got.
public struct MockCall<Request: WireMessage>: Sendable {
  public let message: Request
  /// Its metadata, deadline and caller.
  public let context: CallContext
}

/// A unary method without a service behind it. From any thread.
public final class UnaryMock<Request: WireMessage, Reply: WireMessage>: Sendable {
  /// Answers a call, or throws its failure, an `RPCError`; another error is UNKNOWN. Runs where a service's method
  /// would, and must not block.
  public typealias Body = @Sendable (_ message: Request, _ context: CallContext) throws -> Reply

  private let method: MethodDescriptor
  private let state = Mutex(MockState<Request, Body>())

  public init(_ method: MethodDescriptor) { self.method = method }

  /// What calls are answered with; nil: they fail UNIMPLEMENTED.
  public var body: Body? {
    get { state.withLock { $0.body } }
    set { state.withLock { $0.body = newValue } }
  }

  /// The calls so far, the first one first.
  public var calls: [MockCall<Request>] { state.withLock { $0.calls } }

  /// Notes a call and answers it.
  public func take(_ message: Request, _ call: UnaryCall<Reply>) {
    let body = state.withLock { $0.note(message, call.context) }
    do {
      guard let body else { throw RPCError.unmocked(method) }
      call.succeed(try body(message, call.context))
    } catch {
      call.fail(.thrown(error, by: method))
    }
  }
}

/// What a mock of either kind remembers.
struct MockState<Request: WireMessage, Body> {
  var body: Body?
  private(set) var calls: [MockCall<Request>] = []

  /// Remembers a call; returns what is to be done with it.
  mutating func note(_ message: Request, _ context: CallContext) -> Body? {
    calls.append(MockCall(message: message, context: context))
    return body
  }
}

extension RPCError {
  /// A test has not said what a method does.
  static func unmocked(_ method: MethodDescriptor) -> RPCError {
    RPCError(.unimplemented, "the mock has no closure for \(method.fullName); set one before it is called")
  }

  /// A closure threw, for whatever reason.
  static func thrown(_ error: any Error, by method: MethodDescriptor) -> RPCError {
    error as? RPCError ?? RPCError(.unknown, "the mock's closure for \(method.fullName) threw \(error)")
  }
}
