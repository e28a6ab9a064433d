// MiningBench.swift: all that is measured of one kernel: hashes, shares, whole headers, tokens.

internal import TokenArguments
internal import TokenCore

/// The measurements of one kernel.
struct MiningBench: Sendable {
  let kernel: MiningKernel
  /// Of each figure.
  let milliseconds: UInt64
  let shares: ShareFile?
  /// Where ledgers are made; nil: no tokens are asked for.
  let parent: String?

  /// Measures it on `threads` threads and reports it.
  func measure(threads: Int, _ report: inout MiningReport) async throws(CommandFailure) {
    let rate = try await hashRate(threads: threads, shares: shares, report.progress)
    if rate.falseHits > 0 { report.fail(.falseHits(rate.falseHits, kernel.name)) }
    report.progress.show("\(kernel.name): whole headers")
    guard let headersPerSecond = BatchHashing(kernel: kernel).headersPerSecond(milliseconds: milliseconds) else {
      return report.fail(.failedSelfTest(kernel.name))
    }
    var summary = MiningSummary(kernel: kernel.name, rate: rate, headersPerSecond: headersPerSecond)
    if let parent { summary.tokens = try await tokenRates(rate, parent, &report) }
    report.add(summary)
  }

  private func hashRate(
    threads: Int, shares: ShareFile? = nil, _ progress: ProgressLine
  ) async throws(CommandFailure) -> HashRate {
    let start = ContinuousClock.now
    let total = Duration.milliseconds(milliseconds)
    return try await GrindCrew.measure(kernel, threads: threads, milliseconds: milliseconds, shares: shares) { hashes in
      let elapsed = ContinuousClock.now - start
      progress.show(
        Self.text(kernel.name, threads, hashes, elapsed), done: UInt64(min(elapsed, total) / .milliseconds(1)),
        of: milliseconds)
    }
  }

  /// How it goes: `sha on 2 threads, 142.1 MH/s`.
  static func text(_ kernel: String, _ threads: Int, _ hashes: UInt64, _ elapsed: Duration) -> String {
    let seconds = max(elapsed / .seconds(1), 0.001)
    return "\(kernel) on \(Plural.text(threads, "thread")), "
      + DecimalText.text(Double(hashes) / seconds / 1e6, places: 1, keepsZeros: true) + " MH/s"
  }

  /// Tokens a second at each difficulty. Where fewer threads mine than hashed, their hash rate is measured too.
  private func tokenRates(
    _ rate: HashRate, _ parent: String, _ report: inout MiningReport
  ) async throws(CommandFailure) -> [TokenRate] {
    var known = [rate.threads: rate.hashesPerSecond]
    var rates: [TokenRate] = []
    let mine = TokenMine(kernel: kernel, threads: rate.threads, milliseconds: milliseconds, parent: parent)
    let progress = report.progress
    for bits in TokenRate.bits {
      let outcome = try await mine.measure(
        bits: bits,
        hashRate: { threads throws(CommandFailure) in
          if let hashesPerSecond = known[threads] { return hashesPerSecond }
          let hashesPerSecond = try await hashRate(threads: threads, progress).hashesPerSecond
          known[threads] = hashesPerSecond
          return hashesPerSecond
        }, progress: progress)
      rates.append(outcome.rate)
      if let note = outcome.note { report.note(note) }
    }
    return rates
  }
}
