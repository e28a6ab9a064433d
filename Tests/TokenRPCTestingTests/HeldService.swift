// HeldService.swift: a service in the full form whose calls a test answers, forgets and counts.

import EveryKind
import Synchronization
import TokenWire

final class HeldService: EKEveryService {
  struct State {
    var calls: [UnaryCall<EKScalars>] = []
    var streams: [StreamCall<EKOuter.Middle>] = []
    var toldOfCancel = 0
    /// Items that streams have been asked for.
    var made = 0
    /// Items that streams may make.
    var limit = 0
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  let state = Mutex(State())

  func echo(_ message: EKScalars, _ call: UnaryCall<EKScalars>) {
    call.onCancel { self.cancelled() }
    state.withLock { $0.calls.append(call) }
    changed()
  }

  func `repeat`(_ message: EKChoice, _ call: StreamCall<EKOuter.Middle>) {
    call.onCancel { self.cancelled() }
    state.withLock { $0.streams.append(call) }
    if case .aBool = message.value { return changed() }
    call.produce {
      self.state.withLock { state in
        if state.made == state.limit { return .wait }
        state.made += 1
        return .item(EKOuter.Middle(inner: .init(text: "\(state.made)")))
      }
    }
    changed()
  }

  func `default`(_ message: EKEmpty, _ call: UnaryCall<EKEmpty>) { call.succeed(message) }

  func all(_ message: EKEmpty, _ call: StreamCall<EKEmpty>) {}

  /// Lets streams make this many items in all.
  func allow(_ items: Int) {
    let streams = state.withLock { state in
      state.limit = items
      return state.streams
    }
    for stream in streams { stream.wake() }
  }

  /// Lets go of every call without an answer.
  func forget() {
    let held = state.withLock { state in
      defer { (state.calls, state.streams) = ([], []) }
      return (state.calls, state.streams)
    }
    withExtendedLifetime(held) {}
  }

  /// Waits until `isSo`.
  func wait(until isSo: @escaping @Sendable (State) -> Bool) async {
    while true {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if isSo(state) { return true }
          state.waiters.append(continuation)
          return false
        }
        if isReady { continuation.resume() }
      }
      if state.withLock({ isSo($0) }) { return }
    }
  }

  private func cancelled() {
    state.withLock { $0.toldOfCancel += 1 }
    changed()
  }

  private func changed() {
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
