// StreamMock.swift: a streaming method that does what a test tells it. Generated mocks are made of these.

internal import Synchronization
public import TokenWire

/// What a mocked stream sends: `[first, second]`, or `MockItems([first], then: .fails(error))`.
public struct MockItems<Item: WireMessage>: Sendable, ExpressibleByArrayLiteral {
  /// What comes behind the items.
  public enum Ending: Sendable {
    case end
    case fails(RPCError)
    /// Nothing: the stream stays open until its reader gives it up.
    case staysOpen
  }

  let items: [Item]
  let ending: Ending

  public init(_ items: [Item], then ending: Ending = .end) {
    self.items = items
    self.ending = ending
  }

  public init(arrayLiteral items: Item...) { self.init(items) }

  /// What stands at `position`, behind which nothing but the ending comes.
  func step(at position: Int) -> StreamStep<Item> {
    if position < items.count { return .item(items[position]) }
    switch ending {
    case .end: return .end
    case .fails(let error): return .failed(error)
    case .staysOpen: return .wait
    }
  }
}

/// A streaming method without a service behind it. From any thread.
public final class StreamMock<Request: WireMessage, Item: WireMessage>: Sendable {
  /// Says what a call is sent, or throws its failure, an `RPCError`; another error is UNKNOWN. Runs where a service's
  /// method would, and must not block.
  public typealias Body = @Sendable (_ message: Request, _ context: CallContext) throws -> MockItems<Item>

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

  /// Notes a call and gives it its items.
  public func take(_ message: Request, _ call: StreamCall<Item>) {
    let body = state.withLock { $0.note(message, call.context) }
    do {
      guard let body else { throw RPCError.unmocked(method) }
      let items = try body(message, call.context)
      let position = Atomic<Int>(0)
      call.produce { items.step(at: position.wrappingAdd(1, ordering: .relaxed).oldValue) }
    } catch {
      call.fail(.thrown(error, by: method))
    }
  }
}
