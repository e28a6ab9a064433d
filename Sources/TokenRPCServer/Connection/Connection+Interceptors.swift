// Connection+Interceptors.swift: asks the interceptors of the server before a call, and tells them its end. Promise:
// who let a call through is told of its end once.

internal import TokenNet
internal import TokenWire

extension Connection {
  /// Asks the interceptors in their order. Throws what the first of them says that refuses; those before it are told
  /// the end with the call's.
  func askInterceptors(_ id: UInt32, _ method: MethodDescriptor, _ context: inout CallContext) throws(RPCError) {
    let call = InterceptedCall(method: method, connection: number, id: id)
    for interceptor in interceptors {
      try interceptor.began(call, &context)
      state.calls.update(id) { $0.interceptors += 1 }
    }
  }

  /// Tells the interceptors that saw a call how it ended, the last of them first.
  func tellInterceptors(_ id: UInt32, _ call: Call, _ code: StatusCode) {
    guard call.interceptors > 0, let method = context.methods.method(ofRow: call.method) else { return }
    let ended = InterceptedCall(method: method, connection: number, id: id)
    let now = EventLoop.readClock()
    let begin = call.isCounted ? call.arrivedAt : arrivedAt
    let duration = Duration.nanoseconds(Int64(clamping: now > begin ? now - begin : 0))
    for interceptor in interceptors.prefix(call.interceptors).reversed() {
      interceptor.ended(ended, code, after: duration)
    }
  }

  private var interceptors: [any ServerInterceptor] { context.interceptors }
}
