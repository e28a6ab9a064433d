// QueueHistory.swift: what happened to the queue last, and who follows it. Promise: a follower gets each event once, in
// order, and none before it is durable, or hears that it fell behind; one that is slow costs its cursor and no more.

internal import Synchronization

/// The last events of the queue and the cursors of those who follow. Only the applier of records adds events; any
/// thread reads. One lock, held for one event, or to look at those who wait.
final class QueueHistory: Sendable {
  private struct Follower {
    /// Of the event it gets next.
    var position: Int
    let signal: @Sendable (QueueSignal) -> Void
  }

  private struct State {
    var ring: QueueRing
    /// Events before this position are durable and may be told.
    var published = 0
    var followers: [UInt64: Follower] = [:]
    /// Followers that had nothing more to read and wait for news.
    var waiting: Set<UInt64> = []
    var lastID: UInt64 = 0
    var isClosed = false
  }

  private let state: Mutex<State>

  /// Keeps as many events as the ring does.
  init(_ ring: QueueRing) {
    state = Mutex(State(ring: ring))
  }

  /// Keeps `capacity` events.
  convenience init(capacity: Int) {
    self.init(QueueRing(capacity: capacity))
  }

  /// The events that are kept.
  func snapshot() -> QueueRing { state.withLock { $0.ring } }

  /// Followers that have not ended.
  var followerCount: Int { state.withLock { $0.followers.count } }

  // MARK: The applier of records

  /// Adds the next event. Nobody is told before `publish`.
  func append(_ kind: QueueEvent.Kind, of publicID: Digest, sequence: UInt64, time: UInt64, queueSize: Int) {
    let entry = QueueRing.Entry(
      sequence: sequence, time: time, publicID: publicID, queueSize: UInt32(clamping: queueSize), kind: kind)
    state.withLock { $0.ring.append(entry) }
  }

  /// All events so far are durable: wakes the followers that wait, if there is news for them.
  func publish() {
    let signals = state.withLock { state -> [@Sendable (QueueSignal) -> Void] in
      guard state.published < state.ring.end else { return [] }
      state.published = state.ring.end
      defer { state.waiting.removeAll(keepingCapacity: true) }
      return state.waiting.compactMap { state.followers[$0]?.signal }
    }
    for signal in signals { signal(.news) }
  }

  /// Ends all followers for good.
  func close() {
    let followers = state.withLock { state in
      state.isClosed = true
      state.waiting = []
      defer { state.followers = [:] }
      return state.followers
    }
    for follower in followers.values { follower.signal(.end) }
  }

  // MARK: Followers

  /// A follower of the events after `sequence`. `last` is the sequence of the last durable record.
  func follow(
    after sequence: UInt64, last: UInt64, signal: @escaping @Sendable (QueueSignal) -> Void
  ) throws(TokenError) -> QueueFollower {
    let id = try state.withLock { state throws(TokenError) -> UInt64 in
      guard !state.isClosed else { throw .stopped }
      guard sequence <= max(last, state.ring.dropped) else { throw .noSuchSequence(last: last) }
      guard let position = state.ring.position(after: sequence) else { throw .tooOld(oldest: state.ring.dropped) }
      state.lastID += 1
      state.followers[state.lastID] = Follower(position: position, signal: signal)
      return state.lastID
    }
    return QueueFollower(id: id, history: self)
  }

  /// The next event of a follower; nil: it waits now and will be woken.
  fileprivate func next(_ id: UInt64) throws(TokenError) -> QueueEvent? {
    let entry = try state.withLock { state throws(TokenError) -> QueueRing.Entry? in
      guard let position = state.followers[id]?.position else { throw .stopped }
      guard position >= state.ring.start else { throw .tooOld(oldest: state.ring.dropped) }
      guard position < state.published else {
        state.waiting.insert(id)
        return nil
      }
      state.followers[id]?.position += 1
      return state.ring[position]
    }
    return entry.map { QueueEvent($0) }
  }

  fileprivate func leave(_ id: UInt64) {
    // Out of the lock: what the signal holds may end other things.
    _ = state.withLock { state in
      state.waiting.remove(id)
      return state.followers.removeValue(forKey: id)
    }
  }
}

/// Why a follower is called.
public enum QueueSignal: Sendable {
  /// It waited, and there is an event to read.
  case news
  /// Following has ended; it will not be called again.
  case end
}

/// One who follows the queue: a cursor, not a buffer. It ends when `end` is called or nobody holds it any more.
public final class QueueFollower: Sendable {
  private let id: UInt64
  private let history: QueueHistory

  fileprivate init(id: UInt64, history: QueueHistory) {
    self.id = id
    self.history = history
  }

  deinit { end() }

  /// The next event; nil: there is none yet, and the follower is called once there is. Throws `tooOld` when it was so
  /// slow that its next event is no longer kept, `stopped` once it has ended. From any thread, one at a time.
  public func next() throws(TokenError) -> QueueEvent? { try history.next(id) }

  /// Ends it: it is not called any more, but for a call that is under way.
  public func end() { history.leave(id) }
}

extension QueueEvent {
  fileprivate init(_ entry: QueueRing.Entry) {
    self.init(
      kind: entry.kind, sequence: entry.sequence, time: entry.time, publicID: entry.publicID,
      queueSize: UInt64(entry.queueSize))
  }
}
