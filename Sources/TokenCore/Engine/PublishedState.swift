// PublishedState.swift: what is durable, for every thread to read.

internal import Synchronization

/// What is published after each sync. Written by the sequencer's queue, read by all.
final class PublishedState: Sendable {
  let tokens: TokenTable
  /// The last durable record's time, Unix ms.
  private let time: Atomic<UInt64>
  private let summary: Mutex<Summary>

  struct Summary: Sendable {
    /// Records that are durable.
    var records: UInt64
    var queue: PendingQueue
    var height: UInt64
    var epoch: UInt32
    var batches: UInt64
    var uses: UInt64
    var root: Digest
  }

  init(tokens: TokenTable, time: UInt64, summary: Summary) {
    self.tokens = tokens
    self.time = Atomic(time)
    self.summary = Mutex(summary)
  }

  /// The last durable record's time, Unix ms.
  var lastTime: UInt64 { time.load(ordering: .acquiring) }

  func read() -> Summary { summary.withLock { $0 } }

  /// Only the sequencer calls this, after it has applied a batch's records to `tokens`.
  func publish(_ new: Summary, time: UInt64) {
    summary.withLock { $0 = new }
    self.time.store(time, ordering: .releasing)
  }

  /// A token as it stands.
  func view(_ ordinal: Int) -> TokenView? {
    guard let entry = tokens.entry(ordinal) else { return nil }
    let position = entry.isPending ? read().queue.position(of: ordinal) : nil
    return TokenView(entry: entry, status: entry.status(at: lastTime), queuePosition: position)
  }

  /// The ordinal of a token of this realm.
  func ordinal(_ name: TokenName, realm: UInt32) -> Int? {
    let ordinal =
      switch name {
      case .identity(let identity): tokens.ordinal(identity: identity)
      case .requestID(let id):
        tokens.ordinal(PublicKey(realm: realm, publicID: RequisitionPreparer.publicID(of: id)))
      }
    guard let ordinal, tokens.read(ordinal, { $0.realm }) == realm else { return nil }
    return ordinal
  }
}
