// CallProgress.swift: how far a call is and what its stream may send. Decides; runs nothing.

internal import TokenWire

struct CallProgress {
  /// Why a call has ended.
  enum End {
    /// Its service has answered, or let go of it.
    case answered
    /// Its caller has given it up, or its time was over.
    case givenUp
  }

  /// What a stream's source has now, as the frame that crosses.
  enum Step {
    case item([UInt8])
    case wait
    case last([UInt8])
  }

  typealias Source = @Sendable () -> Step
  typealias Handler = @Sendable () -> Void

  private(set) var ended: End?
  private var cancelHandlers: [Handler] = []
  private var source: Source?
  private var credit: UInt32
  /// Its source said it has nothing now and will call `wake`.
  private var isWaiting = false
  /// `wake` was called since the source was asked last.
  private var wasWoken = false
  /// It is being asked, or will be.
  private var isScheduled = false

  init(credit: UInt32) { self.credit = credit }

  /// Ends the call and returns who is to be told; nil: it had ended.
  mutating func end(_ end: End) -> [Handler]? {
    guard ended == nil else { return nil }
    ended = end
    source = nil
    defer { cancelHandlers = [] }
    return end == .givenUp ? cancelHandlers : []
  }

  /// The service wants to be told when its caller gives up; true: that has happened.
  mutating func add(_ handler: @escaping Handler) -> Bool {
    if ended == nil { cancelHandlers.append(handler) }
    return ended == .givenUp
  }

  /// Its service holds no way to answer any more: does the call wait for that?
  var isForgotten: Bool { ended == nil && source == nil }

  // MARK: Streams

  /// Gives the stream its source. The first one counts.
  mutating func produce(_ source: @escaping Source) {
    if ended == nil, self.source == nil { self.source = source }
  }

  mutating func grant(_ items: UInt32) {
    credit = items > FrameLimits.maxCredit - credit ? FrameLimits.maxCredit : credit + items
  }

  /// Its source has something again.
  mutating func wake() {
    isWaiting = false
    wasWoken = true
  }

  /// True: its source is to be asked, and was not yet.
  mutating func schedule() -> Bool {
    guard !isScheduled, canSend else { return false }
    isScheduled = true
    return true
  }

  /// The source to ask for one step; nil: it may not send now.
  mutating func sourceToAsk() -> Source? {
    guard canSend else {
      isScheduled = false
      return nil
    }
    wasWoken = false
    return source
  }

  /// Its source has nothing now. One that was woken while it was asked is asked again.
  mutating func wait() { isWaiting = !wasWoken }

  /// Its source gave an item; false: the stream ended meanwhile.
  mutating func itemSent() -> Bool {
    guard ended == nil else { return false }
    credit -= 1
    return true
  }

  private var canSend: Bool { credit > 0 && !isWaiting && source != nil }
}
