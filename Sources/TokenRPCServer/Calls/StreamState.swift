// StreamState.swift: the credit of one server stream: what its reader still wants.

internal import TokenWire

/// A stream's credit and count. An item may be sent only against credit; END costs none.
struct StreamState {
  /// Items the reader will still take.
  private(set) var credit: UInt32
  /// Items sent, modulo 2^32.
  private(set) var sent: UInt32 = 0
  /// Its source said it has nothing now and will call `wake`.
  private var isWaiting = false
  /// `wake` was called since the source was asked last.
  private var wasWoken = false
  /// It stands in the connection's queue of streams that may send.
  private var isQueued = false
  /// What makes its items; nil until the service has given one.
  var source: StreamSource?

  init(credit: UInt32) { self.credit = credit }

  /// It has a source that may be asked for an item now.
  private var canSend: Bool { credit > 0 && !isWaiting && source != nil }

  /// True: it may send and is to be put into the queue, where it was not.
  mutating func enqueue() -> Bool {
    guard canSend, !isQueued else { return false }
    isQueued = true
    return true
  }

  /// It has left the queue: its source, to be asked for an item; nil when it may not send any more.
  mutating func dequeue() -> StreamSource? {
    isQueued = false
    wasWoken = false
    return canSend ? source : nil
  }

  /// Its source has nothing now. One that was woken while it was asked is asked again.
  mutating func wait() { isWaiting = !wasWoken }

  /// Its source has something again.
  mutating func wake() {
    isWaiting = false
    wasWoken = true
  }

  /// Adds credit; false: that is more than a stream may have.
  mutating func grant(_ items: UInt32) -> Bool {
    guard items <= FrameLimits.maxCredit - credit else { return false }
    credit += items
    return true
  }

  /// One item was sent.
  mutating func itemSent() {
    precondition(credit > 0, "an item was sent without credit")
    credit -= 1
    sent &+= 1
  }
}

/// What became of asking a stream's source once.
enum StreamOutcome {
  /// An item stands in the output buffer.
  case sent
  /// It has nothing now.
  case waits
  /// It has nothing any more; an error when it failed. Metadata goes with its END.
  case ended(RPCError?, Metadata? = nil)
}

/// Asks a stream's source and writes what it gives. On the connection's reactor.
typealias StreamSource = (Connection, _ call: UInt32) -> StreamOutcome
