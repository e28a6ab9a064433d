// LedgerFill.swift: the real engine makes a ledger of a given size, as fast as it can.

internal import Synchronization
internal import TokenCore
internal import TokenWire

/// Asks for tokens of 32 bytes each, without difficulty, until the ledger has so many.
struct LedgerFill: Sendable {
  /// Queued together; the next follow when all of them are mined.
  private static let atOnce = 250_000
  private static let tick = Duration.milliseconds(5)

  let directory: String
  /// Tokens that the ledger has at the end.
  let tokens: UInt64
  let kernel: MiningKernel

  /// Fills the ledger and closes it.
  func run(progress: @escaping @Sendable (_ done: UInt64) -> Void) async throws(CommandFailure) {
    let failure = Mutex<LedgerError?>(nil)
    let settings = EngineSettings(
      directory: directory, difficulty: .fixed(.none), miners: 1, kernel: kernel, queueMax: Self.atOnce)
    let engine: TokenEngine
    do throws(LedgerError) {
      engine = try TokenEngine.open(settings, onFailure: { error in failure.withLock { $0 = error } })
    } catch {
      throw .ledger(error)
    }
    do throws(CommandFailure) {
      guard engine.start() > 0 else {
        throw .machine(MachineFault(.resourceExhausted, "the system has no thread for a miner"))
      }
      try await fill(engine, progress) { failure.withLock { $0 } }
    } catch {
      await stop(engine)
      throw error
    }
    await stop(engine)
    if let error = failure.withLock({ $0 }) { throw .ledger(error) }
  }

  private func fill(
    _ engine: TokenEngine, _ progress: @escaping @Sendable (UInt64) -> Void, _ failure: () -> LedgerError?
  ) async throws(CommandFailure) {
    while engine.durable.blocks < tokens {
      let before = engine.durable.blocks
      let count = Int(min(tokens - before, UInt64(Self.atOnce)))
      let queued = try await RequisitionSupply(engine: engine, count: count).fill { _ in
        progress(engine.durable.blocks)
      }
      while engine.durable.blocks < before + UInt64(queued) {
        if let error = failure() { throw .ledger(error) }
        try? await Task.sleep(for: Self.tick)
        progress(engine.durable.blocks)
      }
    }
  }

  private func stop(_ engine: TokenEngine) async {
    await withCheckedContinuation { continuation in engine.stop { continuation.resume() } }
  }
}
