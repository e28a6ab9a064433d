// CrashPoints.swift: crashes at the calls of a history: what each left is opened by the production code and judged.

@testable import TokenCore

/// Crashes a history at each of its calls, and counts what it did.
struct CrashPoints {
  /// Crashes at each call.
  static let samples = 36
  /// Of so many different disks one is opened by a whole engine, too, and one in the midst of whose opening the process
  /// ends again.
  static let deepEvery = 48
  static let nestedEvery = 16

  let history: CrashHistory
  private var generator: SeededGenerator
  /// Crashes so far, and what they left.
  private(set) var count = 0
  private(set) var disks = 0
  private(set) var nested = 0
  private(set) var engines = 0
  private(set) var tornWrites = 0
  private(set) var lostSectors = 0
  private(set) var cutTails = 0
  /// What is wrong, with what makes it again.
  private(set) var faults: [String] = []

  init(_ history: CrashHistory) {
    self.history = history
    generator = SeededGenerator(seed: ~history.seed)
  }

  /// One line for people.
  var summary: String {
    "seed \(history.seed): \(count) crash points at \(history.moments.count) calls of \(history.operations) operations, "
      + "\(history.segments) segments; \(disks) different disks, \(nested) crashed again while opened, "
      + "\(engines) served from; \(tornWrites) torn writes, \(lostSectors) lost sectors, \(cutTails) tails cut"
  }

  /// Crashes at every call; stops when there is more wrong than anybody reads.
  mutating func run() {
    for (call, moment) in history.moments.enumerated() where faults.count < 5 { crash(call, moment) }
  }

  /// What a crash did to the disk.
  private enum Crash: Hashable {
    /// The process ended; so many sectors of the write it was in had reached the cache.
    case kill(sectors: Int)
    case powerCut(MemoryDisk.PowerCut)
  }

  private mutating func crash(_ call: Int, _ moment: CrashHistory.Moment) {
    var seen: Set<Crash> = []
    for sample in 0..<Self.samples {
      var disk = moment.disk
      let crash = crash(&disk, moment.write, isKill: sample % 4 == 0)
      count += 1
      guard seen.insert(crash).inserted else { continue }
      disks += 1
      let legal = history.legalStates(moment)
      report(judge(disk, legal), call, crash)
      if disks % Self.nestedEvery == 0 { report(crashAgain(disk, legal), call, crash) }
      if disks % Self.deepEvery == 0 { report(serve(disk, moment), call, crash) }
    }
  }

  private mutating func crash(
    _ disk: inout MemoryDisk.State, _ write: MemoryDisk.Write?, isKill: Bool
  ) -> Crash {
    if isKill {
      let sectors = write.map { Int.random(in: 0...$0.sectors, using: &generator) } ?? 0
      if let write {
        disk.writePart(write, sectors: sectors)
        if sectors > 0, sectors < write.sectors { tornWrites += 1 }
      }
      return .kill(sectors: sectors)
    }
    if let write { disk.write(write) }
    let cut = disk.cutPower(seed: generator.next())
    tornWrites += cut.tornFiles
    lostSectors += cut.lostSectors
    return .powerCut(cut)
  }

  private mutating func report(_ found: [String], _ call: Int, _ crash: Crash) {
    faults += found.map { "seed \(history.seed), call \(call) of \(history.moments.count), \(crash): \($0)" }
  }

  // MARK: Judging

  /// Opens a disk and returns what is wrong with what is found.
  private mutating func judge(_ state: MemoryDisk.State, _ legal: ArraySlice<LedgerState>) -> [String] {
    let disk = MemoryDisk(state)
    let storage = MemoryStorage(disk)
    defer { storage.end() }
    do throws(LedgerError) {
      let ledger = try Self.opener(storage).open()
      if ledger.torn != nil { cutTails += 1 }
      return Self.faults(LedgerState(ledger), legal) + Self.faults(disk.state)
    } catch {
      return ["refused: \(error)"]
    }
  }

  private static func opener(_ storage: MemoryStorage) -> LedgerOpener {
    let settings = CrashHistory.settings
    return LedgerOpener(
      files: LedgerFiles(storage: storage, directory: settings.directory),
      birth: LedgerBirth(difficultyFloor: settings.difficultyFloor, segmentBytes: settings.segmentBytes),
      random: { 7 })
  }

  private static func faults(_ state: LedgerState, _ legal: ArraySlice<LedgerState>) -> [String] {
    if legal.contains(state) { return [] }
    return ["illegal: " + legal.map { state.difference(from: $0) }.joined(separator: "; or ")]
  }

  /// Before anything of it is believed everything is on the disk (I4); nothing is left under a temporary name; `head`
  /// is never ahead of the log (I6).
  private static func faults(_ disk: MemoryDisk.State) -> [String] {
    var faults: [String] = []
    if !disk.isDurable { faults.append("opened, and not all of it is on the disk") }
    for name in disk.list("/data") + disk.list("/data/log") where name.hasSuffix(".tmp") {
      faults.append("\(name) is left")
    }
    return faults
  }

  /// Ends the process at some call while it opens a disk, perhaps with the power, up to three times in a row.
  private mutating func crashAgain(_ state: MemoryDisk.State, _ legal: ArraySlice<LedgerState>) -> [String] {
    var state = state
    for _ in 0..<3 {
      let disk = MemoryDisk(state)
      let storage = MemoryStorage(disk, endsAtChange: Int.random(in: 1...14, using: &generator))
      let isOpen = (try? Self.opener(storage).open()) != nil
      storage.end()
      if isOpen { break }
      state = disk.state
      if Bool.random(using: &generator) { state.cutPower(seed: generator.next()) }
      nested += 1
      let faults = judge(state, legal)
      if !faults.isEmpty { return faults.map { "crashed again while it was opened: \($0)" } }
    }
    return []
  }

  /// Serves from a disk: all that was told to callers holds, a repeat by key has its answer, and of every token exactly
  /// the uses that are left can be spent.
  private mutating func serve(_ state: MemoryDisk.State, _ moment: CrashHistory.Moment) -> [String] {
    engines += 1
    let storage = MemoryStorage(MemoryDisk(state))
    defer { storage.end() }
    do throws(LedgerError) {
      let bench = try Bench(
        storage, TestClocks(wall: moment.wall + 10), settings: CrashHistory.settings, seed: generator.next())
      let told = Array(history.facts.prefix(moment.facts))
      let faults = Witness.contradictions(told, bench) + spendTheRest(bench)
      bench.stop()
      return faults + bench.failures.all.map { "failed: \($0)" }
    } catch {
      return ["refused: \(error)"]
    }
  }

  private func spendTheRest(_ bench: Bench) -> [String] {
    (0..<bench.published.tokens.count).compactMap { ordinal in
      guard let view = bench.published.view(ordinal), view.status == .success, let left = view.entry.usesLeft,
        view.entry.end == nil, let identity = view.entry.block?.identity
      else { return nil }
      let uses = (0..<left + 2).map { _ in bench.using(identity) }
      bench.run(uses.map(\.command))
      let spent = uses.count { $0.reply.value?.isValid == true }
      return spent == left ? nil : "of token \(ordinal) \(spent) uses were spent, \(left) were left"
    }
  }
}
