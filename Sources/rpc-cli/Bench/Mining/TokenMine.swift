// TokenMine.swift: the real engine on a fresh ledger, with its queue filled first: how many tokens a second it makes.

internal import Synchronization
internal import TokenCore
internal import TokenWire

/// Measures the engine at one difficulty.
struct TokenMine: Sendable {
  /// The most requisitions that are queued before the start.
  static let mostQueued = 1_500_000
  /// Queued above what the hash rate promises for the time: for luck, and a few in any case.
  private static let margin = 1.5
  private static let fewest = 256.0
  /// Up to so many, segments are small, since a debug build takes seconds for a large one.
  private static let smallCount = 10_000
  private static let smallSegmentBytes = 1 << 20
  /// The part of the measured time that goes by before it.
  private static let warmUpShare: UInt64 = 4
  private static let mostWarmUp: UInt64 = 500
  private static let tick = Duration.milliseconds(5)

  let kernel: MiningKernel
  let threads: Int
  let milliseconds: UInt64
  /// Where the ledger's directory is made, and removed at the end.
  let parent: String

  /// What became of it.
  struct Outcome: Sendable {
    let rate: TokenRate
    /// What a reader has to know of how it was measured; nil: nothing.
    let note: String?
  }

  private var warmUpMilliseconds: UInt64 { min(milliseconds / Self.warmUpShare, Self.mostWarmUp) }

  /// Mines at `bits`. `hashRate` says how many hashes a second so many threads do.
  func measure(
    bits: Int, hashRate: (_ threads: Int) async throws(CommandFailure) -> Double, progress: ProgressLine
  ) async throws(CommandFailure) -> Outcome {
    let scratch = try ScratchDirectory(in: parent)
    defer { scratch.remove() }
    let failure = Failure()
    // The most that the threads could do decides about the size; how many mine is known when it is open.
    let most = Self.count(try await hashRate(threads), bits, milliseconds + warmUpMilliseconds)
    // Inside it: a ledger makes its own directory, but not the one above, should that be gone by then.
    let engine = try open(scratch.path + "/ledger", bits: bits, count: most, failure)
    let miners = engine.mining.blockThreads
    let expected = try await hashRate(miners) / TokenRate.hashesPerToken(bits: bits)
    do throws(CommandFailure) {
      let queued = try await RequisitionSupply(engine: engine, count: most).fill {
        progress.show("\(bits) bits: queueing \(most) requisitions", done: UInt64($0), of: UInt64(most))
      }
      guard engine.start() >= miners else {
        throw .machine(MachineFault(.resourceExhausted, "the system has not enough threads for \(miners) miners"))
      }
      let tally = await mine(engine, queued: queued) {
        progress.show("\(bits) bits: \($0) of \(queued) tokens")
      }
      await stop(engine)
      if let error = failure.error { throw .ledger(error) }
      let rate = TokenRate(
        bits: bits, miners: miners, tokensPerSecond: tally.tokensPerSecond,
        hashesPerSecond: tally.hashesPerSecond, expectedPerSecond: expected)
      return Outcome(rate: rate, note: Self.note(bits, tally))
    } catch {
      await stop(engine)
      throw error
    }
  }

  /// Requisitions for so long at `hashesPerSecond`.
  static func count(_ hashesPerSecond: Double, _ bits: Int, _ milliseconds: UInt64) -> Int {
    let tokens = hashesPerSecond / TokenRate.hashesPerToken(bits: bits) * Double(milliseconds) / 1_000
    return Int(min(tokens * margin + fewest, Double(mostQueued)))
  }

  private func open(
    _ directory: String, bits: Int, count: Int, _ failure: Failure
  ) throws(CommandFailure) -> TokenEngine {
    let settings = EngineSettings(
      directory: directory, difficulty: .fixed(Difficulty(bits: bits) ?? .none), miners: threads, kernel: kernel,
      queueMax: count,
      segmentBytes: count <= Self.smallCount ? Self.smallSegmentBytes : EngineSettings.defaultSegmentBytes)
    do throws(LedgerError) {
      return try TokenEngine.open(settings, onFailure: { failure.set($0) })
    } catch {
      throw .ledger(error)
    }
  }

  /// Looks at what is durable until the time is over, or the queue is empty.
  private func mine(_ engine: TokenEngine, queued: Int, progress: (UInt64) -> Void) async -> TokenTally {
    let warmUp = warmUpMilliseconds * 1_000_000
    var tally = TokenTally(queued: UInt64(queued), warmUp: warmUp)
    let start = Environment.monotonicNanoseconds()
    var elapsed: UInt64 = 0
    while elapsed < warmUp + milliseconds * 1_000_000, !tally.ranDry {
      try? await Task.sleep(for: Self.tick)
      elapsed = Environment.monotonicNanoseconds() - start
      let blocks = engine.durable.blocks
      tally.add(blocks, hashes: engine.mining.hashesTried, at: elapsed)
      progress(blocks)
    }
    return tally
  }

  private func stop(_ engine: TokenEngine) async {
    await withCheckedContinuation { continuation in engine.stop { continuation.resume() } }
  }

  private static func note(_ bits: Int, _ tally: TokenTally) -> String? {
    guard tally.ranDry else { return nil }
    let queued = Plural.text(tally.queued, "requisition")
    return tally.tokensPerSecond == nil
      ? "\(bits) bits: \(queued) were mined before anything could be measured"
      : "\(bits) bits: the \(queued) in the queue were mined early; counted until then"
  }

  /// Why the ledger failed, if it did.
  private final class Failure: Sendable {
    private let state = Mutex<LedgerError?>(nil)

    var error: LedgerError? { state.withLock { $0 } }

    func set(_ error: LedgerError) { state.withLock { $0 = error } }
  }
}
