// CrashHistory.swift: a long random history of one disk through several lives of a process, with the disk as it was
// before each call that changed it.

import Dispatch
import Synchronization

@testable import TokenCore

/// A history of at least `operations` commands, made again by its seed.
struct CrashHistory: Sendable {
  /// Small enough that a history crosses many borders; large enough that the commands of one batch cross one at most.
  static let settings = Bench.settings(
    segmentBytes: 8192, codes: CodePolicy(periodMilliseconds: 3000, refusalsPerCode: 3))
  static let operations = 500
  static let tokens = 20
  /// Commands that wait together.
  static let concurrent = 8

  /// The disk before a call that changes it.
  struct Moment: Sendable {
    var disk: MemoryDisk.State
    /// What is about to be written; nil: the call is no write.
    var write: MemoryDisk.Write?
    /// How many facts had been told to callers.
    var facts: Int
    /// The last of `states` that had been published.
    var published: Int
    var wall: UInt64
  }

  let seed: UInt64
  let moments: [Moment]
  /// What was published after each batch, the first before any.
  let states: [LedgerState]
  let facts: [Witness.Fact]
  let operations: Int
  let segments: Int

  /// The states that a crash at a moment may leave: what was published last, or the batch that was being written.
  func legalStates(_ moment: Moment) -> ArraySlice<LedgerState> {
    states[moment.published..<min(moment.published + 2, states.count)]
  }

  init(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let disk = MemoryDisk(seed: seed)
    let clocks = TestClocks()
    var history = History(
      seed: seed, tokensMax: Self.tokens, contentMax: 100, concurrent: Self.concurrent)
    let recorder = Recorder(history.witness, clocks)
    var life: UInt64 = 0
    while history.operations < Self.operations {
      life += 1
      let storage = MemoryStorage(disk)
      recorder.watch(storage)
      let bench = try Bench(storage, clocks, settings: Self.settings, seed: seed << 8 | life)
      bench.core.writer.close()
      recorder.follow(bench.published)
      // In some lives a batch is decided while the one before is in the air.
      if Bool.random(using: &generator) { bench.fly(on: DispatchQueue(label: "flights")) }
      let batches = Int.random(in: 15...40, using: &generator)
      for _ in 0..<batches where history.operations < Self.operations {
        // The next segment is made after the batch that begins one, and before the next batch.
        storage.holdSegments()
        try history.run(1, on: bench)
        bench.waitForFlight()
        storage.releaseSegments()
        bench.core.writer.close()
      }
      // What is in the air lands, and what waits for it.
      for _ in 0..<2 { bench.land() }
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bench.stop()
      case 1: disk.change { _ = $0.cutPower(seed: generator.next()) }
      default: break
      }
      recorder.endLife()
      storage.end()
    }
    self.seed = seed
    (moments, states) = recorder.all
    facts = history.witness.facts()
    operations = history.operations
    segments = disk.state.list("/data/log").count
  }

  /// Notes moments and states, on whatever thread changes the disk.
  private final class Recorder: Sendable {
    private struct Notes {
      var moments: [Moment] = []
      var states: [LedgerState] = []
      var published: PublishedState?
    }

    private let notes = Mutex(Notes())
    private let witness: Witness
    private let clocks: TestClocks

    init(_ witness: Witness, _ clocks: TestClocks) {
      self.witness = witness
      self.clocks = clocks
    }

    var all: ([Moment], [LedgerState]) { notes.withLock { ($0.moments, $0.states) } }

    func watch(_ storage: MemoryStorage) {
      let fold = LedgerFold(hash: Bench.hash)
      let empty = PublishedState(
        tokens: fold.tokens, users: fold.users, time: 0, summary: fold.summary(batches: 0, root: .empty))
      storage.observe { [self] disk, write in
        // The count first: another thread may acknowledge more before the disk is copied, and that is on it then.
        let facts = witness.count
        let state = disk.state
        notes.withLock { notes in
          if notes.states.isEmpty { notes.states.append(LedgerState(empty)) }
          Self.noteState(&notes)
          notes.moments.append(
            Moment(
              disk: state, write: write, facts: facts, published: notes.states.count - 1, wall: clocks.wall))
        }
      }
    }

    /// From now on this is what callers see.
    func follow(_ published: PublishedState) {
      notes.withLock {
        $0.published = published
        Self.noteState(&$0)
      }
    }

    /// What was published last stays the last until the next life has opened.
    func endLife() {
      notes.withLock {
        Self.noteState(&$0)
        $0.published = nil
      }
    }

    private static func noteState(_ notes: inout Notes) {
      guard let published = notes.published, published.read().records != notes.states.last?.records else { return }
      notes.states.append(LedgerState(published))
    }
  }
}

extension Digest {
  /// The root of a tree without leaves.
  fileprivate static var empty: Digest {
    var hasher = SHA256()
    return MerkleTree().root(&hasher)
  }
}
