// TestService.swift: a small service whose calls a test can hold, drop, answer and count.

import Dispatch
import Synchronization
import TokenWire

/// Methods 300 to 309, on the protocol's own smallest messages.
final class TestService: RPCService {
  enum Method {
    /// Answers with as many `x` as `digits` says.
    static let echo = unary(300, "test.Test/Echo")
    /// Answers when the test says so.
    static let hold = unary(301, "test.Test/Hold")
    /// Sends `digits` items, numbered from 0.
    static let count = stream(302, "test.Test/Count")
    /// Forgets the call.
    static let drop = unary(303, "test.Test/Drop")
    /// A request of at most 100 bytes.
    static let limited = MethodDescriptor(
      id: 305, fullName: "test.Test/Limited", kind: .unary, isIdempotent: true, maxRequestBytes: 100)
    /// Sends what the test pushes.
    static let follow = stream(306, "test.Test/Follow")
    /// Sends one item of `digits` bytes.
    static let inflate = stream(307, "test.Test/Inflate")
    /// Answers with `digits` bytes when there is room for them, from another thread.
    static let fetch = unary(308, "test.Test/Fetch")
    /// Answers when the test says so, and says that it waits by design.
    static let park = unary(309, "test.Test/Park")

    private static func unary(_ id: UInt16, _ name: String) -> MethodDescriptor {
      MethodDescriptor(id: id, fullName: name, kind: .unary, isIdempotent: true, maxRequestBytes: 0)
    }

    private static func stream(_ id: UInt16, _ name: String) -> MethodDescriptor {
      MethodDescriptor(id: id, fullName: name, kind: .serverStream, isIdempotent: true, maxRequestBytes: 0)
    }
  }

  struct State {
    var held: [UnaryCall<DrawReply>] = []
    var followers: [StreamCall<DrawReply>] = []
    var pushed = 0
    var started = 0
    var cancelled = 0
    var itemsMade = 0
    /// Answers that were made when there was room.
    var answersMade = 0
    var contexts: [CallContext] = []
  }

  let state = Mutex(State())

  /// Answers every held call, from the caller's thread. Returns how many.
  @discardableResult
  func releaseAll(bytes: Int? = nil) -> Int {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    let code = bytes.map { String(repeating: "x", count: $0) } ?? "released"
    for call in held { call.succeed(DrawReply(code: code)) }
    return held.count
  }

  /// Lets go of every held call without an answer.
  func forgetAll() { state.withLock { $0.held = [] } }

  /// Lets the followers send this many items more.
  func push(_ count: Int) {
    let followers = state.withLock { state in
      state.pushed += count
      return state.followers
    }
    for call in followers { call.wake() }
  }

  subscript<Value: Sendable>(path: any KeyPath<State, Value> & Sendable) -> Value {
    state.withLock { $0[keyPath: path] }
  }

  var heldCount: Int { state.withLock { $0.held.count } }

  var methods: [MethodHandler] {
    [
      unary(Method.echo) { message, call in
        call.succeed(DrawReply(code: String(repeating: "x", count: Int(message.digits))))
      },
      unary(Method.hold) { _, call in
        call.onCancel { self.state.withLock { $0.cancelled += 1 } }
        self.state.withLock { $0.held.append(call) }
      },
      unary(Method.park) { _, call in
        call.park()
        self.state.withLock { $0.held.append(call) }
      },
      unary(Method.drop) { _, _ in },
      MethodHandler(method: Method.limited) { bytes, arena, context, responder, call throws(DecodeError) in
        let message = try DrawReply(decoding: bytes, in: arena)
        let call = UnaryCall<DrawReply>(context: context, responder: responder, id: call)
        call.succeed(DrawReply(code: "\(message.code.utf8.count)"))
      },
      unary(Method.fetch) { message, call in
        call.onCancel { self.state.withLock { $0.cancelled += 1 } }
        call.whenRoom(for: Int(message.digits)) {
          self.state.withLock { $0.answersMade += 1 }
          DispatchQueue.global().async {
            call.succeed(DrawReply(code: String(repeating: "x", count: Int(message.digits))))
          }
        }
      },
      stream(Method.count) { message, call in
        let position = Atomic<Int>(0)
        let total = Int(message.digits)
        call.produce {
          let number = position.load(ordering: .relaxed)
          if number == total { return .end }
          position.store(number + 1, ordering: .relaxed)
          self.state.withLock { $0.itemsMade += 1 }
          return .item(DrawReply(code: "\(number)"))
        }
      },
      stream(Method.follow) { _, call in
        let position = Atomic<Int>(0)
        self.state.withLock { $0.followers.append(call) }
        call.onCancel { self.state.withLock { $0.cancelled += 1 } }
        call.produce {
          let number = position.load(ordering: .relaxed)
          if number == self.state.withLock({ $0.pushed }) { return .wait }
          position.store(number + 1, ordering: .relaxed)
          return .item(DrawReply(code: "\(number)"))
        }
      },
      stream(Method.inflate) { message, call in
        call.produce { .item(DrawReply(code: String(repeating: "x", count: Int(message.digits)))) }
      },
    ]
  }

  private func unary(
    _ method: MethodDescriptor, _ body: @escaping @Sendable (DrawRequest, UnaryCall<DrawReply>) -> Void
  ) -> MethodHandler {
    MethodHandler(method: method) { bytes, arena, context, responder, call throws(DecodeError) in
      let message = try DrawRequest(decoding: bytes, in: arena)
      self.note(context)
      body(message, UnaryCall(context: context, responder: responder, id: call))
    }
  }

  private func stream(
    _ method: MethodDescriptor, _ body: @escaping @Sendable (DrawRequest, StreamCall<DrawReply>) -> Void
  ) -> MethodHandler {
    MethodHandler(method: method) { bytes, arena, context, responder, call throws(DecodeError) in
      let message = try DrawRequest(decoding: bytes, in: arena)
      self.note(context)
      body(message, StreamCall(context: context, responder: responder, id: call))
    }
  }

  private func note(_ context: CallContext) {
    state.withLock { state in
      state.started += 1
      state.contexts.append(context)
    }
  }
}
