// HealthBoard.swift: owns who watches whose health and how that was when last looked at. Promise: a watcher is told how
// it is, then how it is after each change; one that is slow misses what came between, and costs a number.

internal import Dispatch
internal import Synchronization
internal import TokenWire

/// The health of a server and of its services, for those who ask once and those who watch. Any thread.
///
/// Nobody tells of a change: a timer looks at the parts, and only while somebody watches.
final class HealthBoard: Sendable {
  /// What some watch: the whole server or one service.
  private struct Topic {
    var latest: HealthReply
    /// Counts the changes; its first state is number 1.
    var revision: UInt64 = 1
    var watchers: [UInt64: Watcher] = [:]
  }

  private struct Watcher {
    let call: StreamCall<HealthReply>
    /// The last revision it was told; 0: none.
    var told: UInt64 = 0
  }

  private struct State {
    /// By the service's name; empty: the whole server. Only what somebody watches.
    var topics: [String: Topic] = [:]
    var lastWatcher: UInt64 = 0
    var isTicking = false
    var isDraining = false
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "tokenrpc.health")
  private let interval: Duration
  private let parts: @Sendable () -> [PartHealth]

  init(interval: Duration, _ parts: @escaping @Sendable () -> [PartHealth]) {
    self.interval = interval
    self.parts = parts
  }

  /// How a service is now; empty: the whole server.
  func now(_ service: String) -> HealthReply { state.withLock { reply(of: service, $0) } }

  /// Begins to watch. Whoever asks the watcher has `call` woken when there is news.
  func watch(_ service: String, _ call: StreamCall<HealthReply>) -> HealthWatcher {
    let (id, news) = state.withLock { state in
      state.lastWatcher += 1
      let news = look(at: service, &state)
      var topic = state.topics[service] ?? Topic(latest: reply(of: service, state))
      topic.watchers[state.lastWatcher] = Watcher(call: call)
      state.topics[service] = topic
      tickLater(&state)
      return (state.lastWatcher, news)
    }
    for call in news { call.wake() }
    return HealthWatcher(id: id, service: service, board: self)
  }

  /// Everything is NOT_SERVING from now on. Who has no credit for that item is not told: its stream ends without.
  func drain() {
    let calls = state.withLock { state in
      state.isDraining = true
      for service in state.topics.keys { _ = look(at: service, &state) }
      return allCalls(state)
    }
    for call in calls { call.wake() }
    queue.asyncAfter(deadline: .now() + interval.forDispatch) { [self] in endOnQueue() }
  }

  /// How many streams watch.
  var watcherCount: Int { state.withLock { $0.topics.values.reduce(0) { $0 + $1.watchers.count } } }

  /// The timer runs.
  var isTicking: Bool { state.withLock { $0.isTicking } }

  /// What a watcher is to be told.
  fileprivate func next(_ id: UInt64, _ service: String) -> StreamStep<HealthReply> {
    state.withLock { state in
      guard let topic = state.topics[service], let watcher = topic.watchers[id] else { return .end }
      if watcher.told == topic.revision { return state.isDraining ? .failed(.watchingEnded) : .wait }
      state.topics[service]?.watchers[id]?.told = topic.revision
      return .item(topic.latest)
    }
  }

  fileprivate func leave(_ id: UInt64, _ service: String) {
    // Let go of outside the lock.
    let watcher = state.withLock { state in
      let watcher = state.topics[service]?.watchers.removeValue(forKey: id)
      if state.topics[service]?.watchers.isEmpty == true { state.topics[service] = nil }
      return watcher
    }
    _ = watcher
  }
}

// MARK: - Looking

extension HealthBoard {
  private func reply(of service: String, _ state: borrowing State) -> HealthReply {
    var reply = HealthReply(parts().filter { service.isEmpty || $0.usedBy.contains(service) })
    if state.isDraining { reply.status = .notServing }
    return reply
  }

  /// Notes how a watched service is now. Returns the calls to wake, if that is news.
  private func look(at service: String, _ state: inout State) -> [StreamCall<HealthReply>] {
    guard let before = state.topics[service] else { return [] }
    let now = reply(of: service, state)
    let isNews = now.gist != before.latest.gist
    state.topics[service]?.latest = now
    if !isNews { return [] }
    state.topics[service]?.revision += 1
    return before.watchers.values.map(\.call)
  }

  private func allCalls(_ state: borrowing State) -> [StreamCall<HealthReply>] {
    state.topics.values.flatMap { $0.watchers.values.map(\.call) }
  }

  private func tickLater(_ state: inout State) {
    if state.isTicking { return }
    state.isTicking = true
    queue.asyncAfter(deadline: .now() + interval.forDispatch) { [weak self] in self?.tickOnQueue() }
  }

  private func tickOnQueue() {
    let calls = state.withLock { state in
      state.isTicking = false
      let calls = state.topics.keys.flatMap { look(at: $0, &state) }
      if !state.topics.isEmpty, !state.isDraining { tickLater(&state) }
      return calls
    }
    for call in calls { call.wake() }
  }

  /// The drain has waited for all who could be told.
  private func endOnQueue() {
    let calls = state.withLock { allCalls($0) }
    for call in calls { call.fail(.watchingEnded) }
  }
}

/// One stream's place among the changes. Leaves the board when nobody holds it.
final class HealthWatcher: Sendable {
  private let id: UInt64
  private let service: String
  private let board: HealthBoard

  fileprivate init(id: UInt64, service: String, board: HealthBoard) {
    self.id = id
    self.service = service
    self.board = board
  }

  deinit { board.leave(id, service) }

  /// The next item: how it is, if that was not told yet.
  func next() -> StreamStep<HealthReply> { board.next(id, service) }
}

extension RPCError {
  fileprivate static let watchingEnded = RPCError(.unavailable, "the server is stopping")
}

extension Duration {
  fileprivate var forDispatch: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    return .nanoseconds(Int(clamping: seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }
}
