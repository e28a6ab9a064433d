// InteropService.swift: the service of gRPC's interop tests, over this protocol. Remembers what it was asked, and lets
// a test hold calls.

import Interop
import Synchronization
import TokenWire

final class InteropService: InteropTestService {
  struct State {
    var contexts: [CallContext] = []
    var started = 0
    var cancelled = 0
    var sleeping: [UnaryCall<InteropSimpleResponse>] = []
  }

  let state = Mutex(State())

  subscript<Value: Sendable>(path: any KeyPath<State, Value> & Sendable) -> Value {
    state.withLock { $0[keyPath: path] }
  }

  var sleepers: Int { state.withLock { $0.sleeping.count } }

  /// Answers every call that sleeps. Returns how many.
  @discardableResult
  func wakeAll() -> Int {
    let sleeping = state.withLock { state in
      defer { state.sleeping = [] }
      return state.sleeping
    }
    for call in sleeping { call.succeed(InteropSimpleResponse()) }
    return sleeping.count
  }

  func emptyCall(_ message: InteropEmpty, _ call: UnaryCall<InteropEmpty>) {
    note(call.context)
    call.succeed(InteropEmpty())
  }

  func unaryCall(_ message: InteropSimpleRequest, _ call: UnaryCall<InteropSimpleResponse>) {
    note(call.context)
    if let status = message.responseStatus { return call.fail(RPCError(status)) }
    if message.sleep { return sleep(call) }
    let count = Int(message.responseSize)
    call.whenRoom(for: count) { call.succeed(InteropSimpleResponse(payload: InteropPayload(bytes: count))) }
  }

  func limitedCall(_ message: InteropSimpleRequest, _ call: UnaryCall<InteropSimpleResponse>) {
    note(call.context)
    call.succeed(InteropSimpleResponse())
  }

  func streamingOutputCall(
    _ message: InteropStreamingOutputCallRequest, _ call: StreamCall<InteropStreamingOutputCallResponse>
  ) {
    note(call.context)
    call.onCancel { self.state.withLock { $0.cancelled += 1 } }
    let next = Atomic<Int>(0)
    call.produce {
      let place = next.add(1, ordering: .relaxed).oldValue
      if place < message.responseSizes.count {
        let payload = InteropPayload(bytes: Int(message.responseSizes[place]))
        return .item(InteropStreamingOutputCallResponse(payload: payload))
      }
      if message.sleep { return .wait }
      return message.responseStatus.map { .failed(RPCError($0)) } ?? .end
    }
  }

  /// Not served: `ServedMethods` leaves it out.
  func unimplementedCall(_ message: InteropEmpty, _ call: UnaryCall<InteropEmpty>) {
    call.fail(RPCError(.internal, "a method that is not served was called"))
  }

  private func sleep(_ call: UnaryCall<InteropSimpleResponse>) {
    call.onCancel { self.state.withLock { $0.cancelled += 1 } }
    state.withLock { $0.sleeping.append(call) }
  }

  private func note(_ context: CallContext) {
    state.withLock { state in
      state.contexts.append(context)
      state.started += 1
    }
  }
}

/// The interop service without the method that no server has.
struct ServedMethods: RPCService {
  let methods: [MethodHandler]

  init(_ service: InteropService) {
    methods = service.methods.filter { $0.method != InteropTestServiceMethods.unimplementedCall }
  }
}

extension RPCError {
  /// The failure that a request asked for.
  init(_ status: InteropEchoStatus) {
    self.init(StatusCode(wire: UInt16(clamping: status.code)), status.message)
  }
}
