// PublishedState.swift: what is durable, for every thread to read.

internal import Synchronization

/// What is published after each sync. Written by the sequencer's queue, read by all.
final class PublishedState: Sendable {
  let tokens: TokenTable
  let users: UserTable
  /// Whose records a scrub found damaged.
  let damaged = DamagedTokens()
  private let unknown = Atomic<UInt64>(0)
  private let lowWater = Atomic<UInt64>(0)
  private let full = Atomic<Bool>(false)
  private let low = Atomic<Bool>(false)
  private let checked = Atomic<Bool>(true)
  /// The last durable record's time, Unix ms.
  private let time: Atomic<UInt64>
  private let summary: Mutex<Summary>

  struct Summary: Sendable {
    var numbers: Numbers
    var queue: PendingQueue

    struct Numbers: Sendable {
      /// Records that are durable.
      var records: UInt64
      /// Requisitions accepted ever.
      var requisitions: Int
      var height: UInt64
      var epoch: UInt32
      var batches: UInt64
      var uses: UInt64
      var root: Digest
    }

    var records: UInt64 { numbers.records }
    var requisitions: Int { numbers.requisitions }
    var height: UInt64 { numbers.height }
    var epoch: UInt32 { numbers.epoch }
    var batches: UInt64 { numbers.batches }
    var uses: UInt64 { numbers.uses }
    var root: Digest { numbers.root }
  }

  init(tokens: TokenTable, users: UserTable, time: UInt64, summary: Summary) {
    self.tokens = tokens
    self.users = users
    self.time = Atomic(time)
    self.summary = Mutex(summary)
  }

  /// The last durable record's time, Unix ms.
  var lastTime: UInt64 { time.load(ordering: .acquiring) }

  /// Uses refused since the start because they named no token or user: counted, never recorded.
  var unknownRefused: UInt64 { unknown.load(ordering: .relaxed) }

  func countUnknown() { unknown.add(1, ordering: .relaxed) }

  /// Changes refused since the start because the disk has less room than is to be kept.
  var lowWaterRefused: UInt64 { lowWater.load(ordering: .relaxed) }

  func countLowWater() { lowWater.add(1, ordering: .relaxed) }

  /// There is no room for the next segment: changes are refused.
  var isDiskFull: Bool {
    get { full.load(ordering: .relaxed) }
    set { full.store(newValue, ordering: .relaxed) }
  }

  /// The disk has less room than is to be kept: nothing new is taken, what was promised goes on.
  var isLowOnDisk: Bool {
    get { low.load(ordering: .relaxed) }
    set { low.store(newValue, ordering: .relaxed) }
  }

  /// All that the ledger holds was checked by this process.
  var isChecked: Bool {
    get { checked.load(ordering: .relaxed) }
    set { checked.store(newValue, ordering: .relaxed) }
  }

  func read() -> Summary { summary.withLock { $0 } }

  /// Only the sequencer calls this, after it has applied a batch's records to `tokens`. The queue is told by its
  /// changes: a copy would have to be parted from at each batch.
  func publish(_ numbers: Summary.Numbers, _ changes: [PendingQueue.Change], time: UInt64) {
    summary.withLock {
      $0.numbers = numbers
      $0.queue.apply(changes)
    }
    self.time.store(time, ordering: .releasing)
  }

  /// A token as it stands; nil: there is none, or its details are in the log only.
  func view(_ ordinal: Int) -> TokenView? {
    tokens.entry(ordinal).map { view($0, ordinal) }
  }

  /// A token as it stands. Answers at once on the caller's thread unless the log has to be read.
  func view(_ ordinal: Int, _ reader: TokenReader, _ answer: @escaping Answer<TokenView>) {
    reader.entry(ordinal) { [self] result in
      switch result {
      case .success(let entry?): answer(.success(view(entry, ordinal)))
      case .success(nil): answer(.failure(.notFound))
      case .failure(let error): answer(.failure(.unreadable(error)))
      }
    }
  }

  private func view(_ entry: TokenEntry, _ ordinal: Int) -> TokenView {
    var entry = entry
    var position: Int?
    if entry.isPending {
      let summary = read()
      position = summary.queue.position(of: ordinal)
      // A batch is being published: either it has left the queue by now, or it is behind all that are in the summary.
      if position == nil, let newer = tokens.entry(ordinal) {
        entry = newer
        if entry.isPending { position = summary.queue.count + max(0, ordinal - summary.requisitions) + 1 }
      }
    }
    return TokenView(
      entry: entry, status: entry.status(at: lastTime), queuePosition: position, isDamaged: damaged.contains(ordinal))
  }

  /// The ordinal of a token of this realm.
  func ordinal(_ name: TokenName, realm: UInt32) -> Int? {
    let ordinal =
      switch name {
      case .identity(let identity): tokens.ordinal(identity: identity)
      case .requestID(let id):
        tokens.ordinal(PublicKey(realm: realm, publicID: CommandPreparer.publicID(of: id)))
      }
    guard let ordinal, tokens.read(ordinal, { $0.realm }) == realm else { return nil }
    return ordinal
  }
}
