// MetricFamily+Engine.swift: the metrics of what is behind the server: queue, tokens, miners, ledger, database, scrub,
// and whether each part does its work. docs/operations.md has them all.

internal import TokenCore
internal import TokenRPCServer

extension MetricFamily {
  /// All metrics of an engine at this moment.
  static func engine(_ engine: TokenEngine) -> [MetricFamily] {
    let (service, counts) = (engine.service, engine.counts)
    return queue(service, followers: engine.followerCount, counts) + mining(service.mining)
      + ledger(counts, service.written, engine) + (engine.database.map(database) ?? [])
      + (engine.scrub.map(scrub) ?? [])
  }

  /// Whether the parts of a server do their work, as the health service tells them.
  static func parts(_ parts: [PartHealth]) -> MetricFamily {
    MetricFamily(
      "tokenrpc_part_serving", .gauge, "1: this part does its work, 0: it does not.",
      parts.map { MetricSample($0.isServing ? 1 : 0, labels: [MetricLabel("part", $0.name)]) })
  }

  /// The version that runs.
  static func build(_ version: String) -> MetricFamily {
    MetricFamily(
      "tokenrpc_build_info", .gauge, "Always 1, with the version that runs.",
      [MetricSample(1, labels: [MetricLabel("version", version)])])
  }

  private static func queue(_ service: ServiceView, followers: Int, _ counts: EngineCounts) -> [MetricFamily] {
    [
      .gauge("tokenrpc_queue_requisitions", "Requisitions that wait for their token.", Double(service.queued)),
      .gauge(
        "tokenrpc_queue_oldest_wait_seconds", "How long the first of them has waited; 0: none waits.",
        seconds(Double(service.oldestWaitMilliseconds ?? 0))),
      .gauge(
        "tokenrpc_queue_expected_wait_seconds", "How long one that came now would wait on average.",
        seconds(service.expectedWaitMilliseconds)),
      .gauge("tokenrpc_queue_followers", "Streams that follow the queue.", Double(followers)),
      .gauge("tokenrpc_requisitions", "Requisitions accepted since the ledger began.", Double(counts.requisitions)),
      .gauge("tokenrpc_tokens", "Tokens mined since the ledger began.", Double(counts.tokens)),
      .gauge("tokenrpc_uses", "Uses of tokens since the ledger began.", Double(counts.uses)),
      .counter(
        "tokenrpc_unknown_refused_total", "Uses refused because they named no token or user.",
        counts.unknownRefused),
    ]
  }

  private static func mining(_ mining: MiningState) -> [MetricFamily] {
    [
      .counter("tokenrpc_mining_hashes_total", "Hashes tried.", mining.hashesTried),
      .gauge(
        "tokenrpc_mining_hashes_per_second", "Hashes a second over the last seconds of mining; 0: nothing is mined.",
        mining.hashesPerSecond),
      .gauge("tokenrpc_mining_threads", "Threads that there are to mine.", Double(mining.threads)),
      .gauge("tokenrpc_mining_busy_threads", "Threads that mine now.", Double(mining.miningThreads)),
      .gauge(
        "tokenrpc_mining_difficulty_bits", "Difficulty of the block that is mined, or of the last one.",
        mining.difficulty.decimalBits),
      .gauge(
        "tokenrpc_mining_token_seconds", "What a block of that difficulty takes on average.",
        seconds(mining.millisecondsPerToken)),
    ]
  }

  private static func ledger(
    _ counts: EngineCounts, _ written: LedgerCounts, _ engine: TokenEngine
  ) -> [MetricFamily] {
    [
      .gauge("tokenrpc_ledger_records", "Durable records since the ledger began.", Double(counts.records)),
      .gauge("tokenrpc_ledger_batches", "Durable batches since the ledger began.", Double(counts.batches)),
      .counter("tokenrpc_ledger_written_records_total", "Records written.", written.records),
      .counter("tokenrpc_ledger_written_bytes_total", "Bytes written to the log, padding included.", written.bytes),
      .histogram("tokenrpc_ledger_sync_duration_seconds", "Write and sync of a batch.", syncs(written)),
      .counter(
        "tokenrpc_ledger_low_water_refused_total", "Requisitions and users refused under --low-water.",
        counts.lowWaterRefused),
      .gauge("tokenrpc_ledger_disk_low", "1: the disk has less room than --low-water.", engine.isLowOnDisk ? 1 : 0),
      .gauge("tokenrpc_ledger_disk_full", "1: changes are refused, the disk is full.", engine.isDiskFull ? 1 : 0),
      .gauge(
        "tokenrpc_ledger_clock_doubtful", "1: changes are refused, the clock can't be believed.",
        engine.isClockDoubtful ? 1 : 0),
    ]
  }

  /// The buckets of the sync's histogram: 2^4 to 2^24 microseconds, 16 us to 17 s.
  private static let syncPowers = 4...24

  private static func syncs(_ written: LedgerCounts) -> DurationHistogram {
    let within = written.syncsWithinPowers
    return DurationHistogram(
      buckets: syncPowers.map { (seconds: Double(1 << $0) / 1e6, count: within[$0]) },
      sum: Double(written.nanoseconds) / 1e9, count: written.syncs)
  }

  private static func database(_ health: DatabaseHealth) -> [MetricFamily] {
    [.gauge("tokenrpc_database_records", "Records that are saved in the database.", Double(health.savedRecords))]
  }

  private static func scrub(_ state: ScrubState) -> [MetricFamily] {
    [
      .counter("tokenrpc_scrub_rounds_total", "Rounds in which the scrub has read the whole log.", state.rounds),
      .counter("tokenrpc_scrub_read_bytes_total", "Bytes of the log that the scrub has read.", state.bytes),
      .gauge("tokenrpc_scrub_damaged_places", "Damaged places found, 64 at most.", Double(state.findings.count)),
      .gauge("tokenrpc_scrub_damaged_tokens", "Requisitions and tokens concerned.", Double(state.damagedTokens)),
    ]
  }

  private static func seconds(_ milliseconds: Double) -> Double { milliseconds / 1e3 }
}
