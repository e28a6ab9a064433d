// ServedCall.swift: what a service answers one call through. Promise: a call that its service forgets is
// answered for it.

internal import TokenWire

final class ServedCall: CallResponder {
  private let call: InProcessCall

  init(_ call: InProcessCall) { self.call = call }

  deinit { call.forgotten() }

  func succeed<Reply: WireMessage>(call: UInt64, with reply: Reply) { respond(reply, nil) }

  func succeed<Reply: WireMessage>(call: UInt64, with reply: Reply, metadata: Metadata) { respond(reply, metadata) }

  private func respond(_ reply: some WireMessage, _ metadata: Metadata?) {
    precondition(call.method.kind == .unary, "a stream was answered with one message")
    do throws(RPCError) {
      call.answer(try .response(reply, metadata))
    } catch {
      call.answer(.failure(error, .unary))
    }
  }

  func fail(call: UInt64, with error: RPCError) { self.call.answer(.failure(error, self.call.method.kind)) }

  func fail(call: UInt64, with error: RPCError, metadata: Metadata) {
    self.call.answer(.failure(error, self.call.method.kind, metadata))
  }

  func onCancel(call: UInt64, _ handler: @escaping @Sendable () -> Void) { self.call.onCancel(handler) }

  /// There is always room: what an answer takes is the process's own memory.
  func whenRoom(call: UInt64, for bytes: Int, _ make: @escaping @Sendable () -> Void) { self.call.whenRoom(make) }

  /// Nobody measures here how long calls take.
  func park(call: UInt64) {}

  func produce<Item: WireMessage>(call: UInt64, _ next: @escaping @Sendable () -> StreamStep<Item>) {
    precondition(self.call.method.kind == .serverStream, "a unary call was given a source of items")
    self.call.produce {
      do throws(RPCError) {
        switch next() {
        case .item(let item): return .item(try .item(item))
        case .wait: return .wait
        case .end: return .last(try .end())
        case .endWith(let metadata): return .last(try .end(metadata))
        case .failed(let error): throw error
        }
      } catch {
        return .last(.failure(error, .serverStream))
      }
    }
  }

  func wake(call: UInt64) { self.call.wake() }
}
