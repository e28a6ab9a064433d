// PartHealth+Engine.swift: the parts of a server that live in its own process, as the health service tells of them.

internal import TokenArguments
internal import TokenCore
internal import TokenRPCServer
internal import TokenWire

extension PartHealth {
  /// Tokens and codes live in the engine's parts, each of them: no other service uses them.
  static let tokenService = [TokenServiceMethods.status.service]

  /// The ledger. Without it nothing is known and nothing can change.
  ///
  /// - Parameter failure: why it has failed for good; nil: it has not.
  static func ledger(_ engine: TokenEngine, failure: String?) -> PartHealth {
    let durable = engine.durable
    let doubt = engine.isClockDoubtful ? "the clock can't be believed, so changes are refused" : nil
    let shortage = engine.isDiskFull ? "the disk is full, so changes are refused" : nil
    let lowWater = engine.isLowOnDisk ? "the disk is low, so nothing new is taken" : nil
    let lastError = failure ?? doubt ?? shortage ?? lowWater
    var detail = "\(count(durable.records, "record")), \(count(durable.blocks, "block"))"
    if let (segment, count) = engine.checking { detail += ", segment \(segment) of \(count) is being checked" }
    // They stand in no record; somebody who tries names or identities shows here.
    if engine.unknownRefused > 0 { detail += ", \(count(engine.unknownRefused, "use")) of unknown names refused" }
    return PartHealth(
      name: "ledger", isServing: (failure ?? doubt ?? shortage) == nil, isVital: true, detail: detail,
      lastError: lastError ?? "", usedBy: tokenService)
  }

  /// The miners. Without them requisitions wait, and all else goes on.
  ///
  /// - Parameter failedKernels: names of those that failed their self-test.
  static func miners(_ engine: TokenEngine, failedKernels: [String] = []) -> PartHealth {
    let mining = engine.mining
    let rate =
      mining.miningThreads == 0
      ? "idle" : "\(DecimalText.text(mining.hashesPerSecond / 1e6, places: 1)) million hashes a second"
    let failed = failedKernels.map { ", kernel \($0) failed its self-test" }.joined()
    return PartHealth(
      name: "miners", isServing: mining.threads > 0, isVital: false,
      detail: "\(count(UInt64(mining.threads), "thread")), kernel \(mining.kernel), \(rate)\(failed)",
      lastError: mining.threads > 0 ? "" : "no thread mines", usedBy: tokenService)
  }

  /// The database. Without it there is no audit, and nothing else is missing.
  static func database(_ health: DatabaseHealth) -> PartHealth {
    PartHealth(
      name: "database", isServing: health.fault == nil, isVital: false,
      detail: "\(count(health.savedRecords, "record")) saved", lastError: health.fault ?? "",
      usedBy: tokenService)
  }

  /// The scrub. It is down once it has found damage: all else goes on, but tokens that are damaged.
  static func scrub(_ state: ScrubState) -> PartHealth {
    let read = DecimalText.text(Double(state.bytes) / Double(1 << 20), places: 1)
    var detail =
      "\(count(state.rounds, "round")), \(read) MiB read, at segment \(state.segment), offset \(state.offset)"
    if !state.findings.isEmpty {
      let more = state.hasMore ? " and more" : ""
      detail +=
        ", \(count(UInt64(state.findings.count), "damaged place"))\(more), "
        + "\(count(UInt64(state.damagedTokens), "token")) concerned"
    }
    return PartHealth(
      name: "scrub", isServing: state.findings.isEmpty, isVital: false, detail: detail,
      lastError: state.findings.first.map { "\($0)" } ?? "", usedBy: tokenService)
  }

  /// The generator of this process, which can't fail. It draws for tokens' codes.
  static func builtInGenerator() -> PartHealth {
    PartHealth(name: "generator", isServing: true, isVital: false, detail: "built in", usedBy: tokenService)
  }

  /// The generator of a process that does nothing but draw for others.
  static func onlyGenerator() -> PartHealth {
    PartHealth(
      name: "generator", isServing: true, isVital: true, detail: "built in",
      usedBy: [GenerationServiceMethods.draw.service])
  }

  /// `1 block`, `2 blocks`.
  private static func count(_ number: UInt64, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
