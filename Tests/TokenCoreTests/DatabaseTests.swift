// DatabaseTests.swift: the database says what the ledger says, keeps no secret that is gone, and a ledger comes back
// from it byte for byte.

import Foundation
import Testing

@testable import TokenCore

@Suite("the database")
struct DatabaseTests {
  private let directory = TemporaryDirectory()
  private let clocks = TestClocks()

  private var settings: EngineSettings {
    var settings = History.settings
    settings.directory = directory.path
    return settings
  }

  private var files: LedgerFiles { LedgerFiles(storage: SystemStorage(), directory: directory.path) }

  private func bench(seed: UInt64 = 1) throws -> Bench {
    try Bench(SystemStorage(), clocks, settings: settings, seed: seed)
  }

  /// A ledger with a history, closed.
  private func history(seed: UInt64, batches: Int = 60) throws -> Bench {
    let bench = try bench(seed: seed)
    var history = History(seed: seed)
    try history.run(batches, on: bench)
    bench.stop()
    return bench
  }

  private func open(_ bench: Bench, durable: UInt64? = nil, _ report: (String) -> Void = { _ in }) throws
    -> TokenDatabase
  {
    let summary = bench.published.read()
    return try TokenDatabase.open(
      files, bench.opened.ledgerID, durableRecords: durable ?? summary.records, report: report)
  }

  private func save(_ bench: Bench, transactionBytes: Int = TokenDatabase.transactionBytes) throws {
    let database = try open(bench)
    while try !database.save(upTo: bench.published.read().batches, transactionBytes: transactionBytes) {}
    #expect(database.records == bench.published.read().records)
  }

  private func read<Value>(_ query: String, _ row: (Statement) throws -> Value) throws -> [Value] {
    let database = try SQLite(path: TokenDatabase.path(in: directory.path), isWritable: false)
    let statement = try database.prepare(query)
    var values: [Value] = []
    while try statement.step() { values.append(try row(statement)) }
    return values
  }

  /// All rows of all tables, as text.
  private func dump() throws -> [String] {
    var rows: [String] = []
    for table in ["segments", "batches", "tokens", "users", "codes", "events", "saved", "sealed_codes"] {
      let columns = try read("SELECT name FROM pragma_table_info('\(table)')") { $0.string(0) ?? "" }
      let text = columns.map { "quote(\($0))" }.joined(separator: " || ',' || ")
      rows += try read("SELECT '\(table),' || \(text) FROM \(table)") { $0.string(0) ?? "" }
    }
    return rows
  }

  private func compare(_ bench: Bench, _ seed: UInt64) throws {
    let tokens = try read(
      "SELECT requisition, height, uses, failed, revoked_at, ends_at, uses_limit, content_sha256 FROM tokens ORDER BY 1"
    ) { row in
      (0..<8).map { row.isNull($0) ? "-" : $0 == 7 ? Hex.text(of: row.bytes($0)) : row.string($0) ?? "" }
    }
    #expect(tokens.count == bench.published.tokens.count, "seed \(seed)")
    for (ordinal, row) in tokens.enumerated() {
      let state = try #require(bench.published.tokens.state(ordinal))
      #expect(row[0] == "\(state.acceptedSequence)" && row[1] == (state.height.map { "\($0)" } ?? "-"))
      #expect(row[2] == "\(state.uses)" && row[3] == (state.failure?.word ?? "-"), "seed \(seed), \(ordinal)")
      #expect((row[4] != "-") == state.isRevoked && row[7] == (state.contentSHA256?.hex ?? "-"))
      if state.height != nil { #expect(row[5] == (state.end.map { "\($0)" } ?? "-")) }
    }
    for user in History.users {
      let key = UserKey(realm: 0, name: try UserName(user))
      guard let number = bench.published.users.user(key) else { continue }
      let facts = bench.published.users.read(number) { $0.past + [$0.code?.facts].compactMap { $0 } } ?? []
      let codes = try read(
        """
        SELECT code, created_at, ends_at, times_used, refusals FROM codes WHERE user = \(number) ORDER BY 1
        """
      ) { row in (0..<5).map { row.integer($0) } }
      #expect(
        codes
          == facts.map {
            [Int64($0.sequence), Int64($0.created), Int64($0.end), Int64($0.timesUsed), Int64($0.refusals)]
          }, "seed \(seed), \(user)")
    }
    let uses = try read("SELECT count(*) FROM uses WHERE kind = 'used'") { $0.integer(0) }
    #expect(uses == [Int64(bench.published.read().uses)])
  }

  @Test("its tables say what the fold says, in one transaction or in many, and after it was dropped", arguments: 1...6)
  func tables(seed: UInt64) throws {
    let bench = try history(seed: seed)
    try save(bench, transactionBytes: 2000)
    try compare(bench, seed)
    let first = try dump()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: TokenDatabase.path(in: directory.path) + suffix)
    }
    try save(bench)
    #expect(try dump() == first)
  }

  @Test("a save that ends anywhere is gone on with")
  func interrupted() throws {
    let bench = try history(seed: 9)
    for _ in 0..<5 {
      // Each time another process: what it had not committed is not there.
      let database = try open(bench)
      _ = try database.save(upTo: bench.published.read().batches, transactionBytes: 3000)
    }
    #expect(try read("SELECT records FROM saved") { $0.integer(0) }[0] > 0)
    try save(bench)
    try compare(bench, 9)
  }

  @Test("one that is damaged, another's, another version's or ahead of the log is kept aside and made anew")
  func useless() throws {
    let bench = try history(seed: 3, batches: 20)
    let path = TokenDatabase.path(in: directory.path)
    try save(bench)
    let good = try dump()
    let bytes = try #require(FileManager.default.contents(atPath: path))
    let spoil: [(String, () throws -> Void)] = [
      ("no database", { try Data(repeating: 7, count: 4096).write(to: URL(fileURLWithPath: path)) }),
      ("another program's", { try SQLite(path: path).execute("PRAGMA application_id = 7") }),
      ("another version's", { try SQLite(path: path).execute("PRAGMA user_version = 99") }),
      ("another ledger's", { try SQLite(path: path).execute("UPDATE saved SET ledger = zeroblob(16)") }),
      ("ahead", { try SQLite(path: path).execute("UPDATE saved SET records = 100000") }),
      ("another batch", { try SQLite(path: path).execute("UPDATE batches SET bytes = zeroblob(512)") }),
    ]
    for (what, spoil) in spoil {
      try bytes.write(to: URL(fileURLWithPath: path))
      try spoil()
      var told: [String] = []
      do {
        let database = try open(bench) { told.append($0) }
        while try !database.save(upTo: bench.published.read().batches) {}
      }
      #expect(told.count == 1, "\(what)")
      #expect(try dump() == good, "\(what)")
      #expect(FileManager.default.fileExists(atPath: path + ".aside"), "\(what)")
    }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test("what was erased and codes that are over are in no byte of the database's files")
  func secrets() throws {
    let bench = try bench()
    let secret = Array("a content that is to be forgotten".utf8)
    let url = "https://forgotten.example/"
    try bench.request(NewRequisition(id: Golden.digest(1), content: .bytes(secret), url: url))
    bench.mine()
    bench.revoke(.requestID(Golden.digest(1)), reason: "a reason that is to be forgotten")
    try bench.generate("a name that is to be forgotten", "123456")
    try bench.generate("another", "654321")
    let sealed = try #require(try bench.code(of: "another")?.sealed?.bytes)
    try save(bench)
    let path = TokenDatabase.path(in: directory.path)
    func holds(_ bytes: [UInt8]) -> Bool {
      ["", "-wal"].contains { suffix in
        FileManager.default.contents(atPath: path + suffix)?.range(of: Data(bytes)) != nil
      }
    }
    let forgotten = [secret, Array(url.utf8), Array("is to be forgotten".utf8), Golden.digest(1).bytes]
    for bytes in forgotten { #expect(holds(bytes)) }
    #expect(holds(sealed))
    bench.run(bench.erasing(.request(Golden.digest(1))).command)
    bench.run(bench.erasing(.user(try UserName("a name that is to be forgotten"))).command)
    // The other's code is over by a record's time.
    clocks.advance(2000)
    try bench.generate("another", "111111")
    bench.tick()
    try save(bench)
    for bytes in forgotten { #expect(!holds(bytes), "\(String(decoding: bytes, as: UTF8.self))") }
    #expect(!holds(sealed))
    #expect(try read("SELECT count(*) FROM users WHERE name IS NULL") { $0.integer(0) } == [1])
    bench.stop()
    let restored = try restore(bench)
    #expect(restored.records == bench.published.read().records)
  }

  @Test("a reader in the way keeps old bytes in the write-ahead log only until it has gone")
  func reader() throws {
    let bench = try bench()
    let secret = Array("a content that is to be forgotten".utf8)
    try bench.request(NewRequisition(id: Golden.digest(1), content: .bytes(secret)))
    let database = try open(bench)
    while try !database.save(upTo: bench.published.read().batches) {}
    let path = TokenDatabase.path(in: directory.path)
    func isHeld() -> Bool {
      ["", "-wal"].contains { suffix in
        FileManager.default.contents(atPath: path + suffix)?.range(of: Data(secret)) != nil
      }
    }
    do {
      let reader = try SQLite(path: path, isWritable: false)
      try reader.execute("BEGIN; SELECT count(*) FROM batches")
      bench.run(bench.erasing(.request(Golden.digest(1))).command)
      while try !database.save(upTo: bench.published.read().batches) {}
      try database.emptyWriteAheadLog()
      #expect(isHeld())
    }
    try database.emptyWriteAheadLog()
    #expect(!isHeld())
  }

  @Test("a name with a NUL is kept whole")
  func nul() throws {
    let bench = try bench()
    try bench.generate("alice\0bob", "123456")
    try save(bench)
    #expect(try read("SELECT name FROM users") { $0.string(0) } == ["alice\0bob"])
  }

  @Test("bounds beyond every number mean what they say")
  func bounds() throws {
    let bench = try history(seed: 4, batches: 10)
    try save(bench)
    let reader = AuditReader(try SQLite(path: TokenDatabase.path(in: directory.path), isWritable: false))
    func count(_ query: AuditQuery) throws -> Int {
      try reader.page(query, requisition: nil, user: nil, savedRecords: 0, while: { true }).entries.count
    }
    let all = try count(AuditQuery())
    #expect(all > 5)
    #expect(try count(AuditQuery(until: .max)) == all && count(AuditQuery(since: 0)) == all)
    #expect(try count(AuditQuery(since: .max)) == 0 && count(AuditQuery(after: .max)) == 0)
  }

  // MARK: Restoring

  private func restore(_ bench: Bench) throws -> RestoredLedger {
    let target = TemporaryDirectory()
    return try LedgerRestorer(
      database: TokenDatabase.path(in: directory.path), keys: files.keysPath, directory: target.path
    ).run(environment: clocks.environment(seed: 5))
  }

  @Test("a ledger comes back byte for byte up to the last save, with an epoch that says so", arguments: 1...4)
  func restored(seed: UInt64) throws {
    let bench = try history(seed: seed)
    try save(bench)
    let target = TemporaryDirectory()
    let restored = try LedgerRestorer(
      database: TokenDatabase.path(in: directory.path), keys: files.keysPath, directory: target.path
    ).run(environment: clocks.environment(seed: 5))
    let summary = bench.published.read()
    #expect(restored.records == summary.records && restored.root == summary.root && restored.tokens == summary.height)
    for batch in try read(
      "SELECT segment, offset, length(bytes) FROM batches", { ($0.integer(0), $0.integer(1), $0.integer(2)) })
    {
      let name = "/log/" + SegmentHeader.fileName(UInt32(batch.0))
      let range = Int(batch.1)..<Int(batch.1 + batch.2)
      let old = try #require(FileManager.default.contents(atPath: directory.path + name))
      let new = try #require(FileManager.default.contents(atPath: target.path + name))
      #expect(old[range] == new[range] && old[..<512] == new[..<512], "seed \(seed), batch in \(name)")
    }
    var settings = settings
    settings.directory = target.path
    let again = try Bench(SystemStorage(), clocks, settings: settings)
    #expect(again.published.read().records == summary.records + 2)
    #expect(again.core.fold.hasLostRecords)
    // There is a ledger now.
    #expect(throws: RestoreError.occupied(directory: target.path)) {
      try LedgerRestorer(
        database: TokenDatabase.path(in: directory.path), keys: files.keysPath, directory: target.path
      ).run()
    }
  }

  @Test("nothing is restored without keys, from another file, or from a damaged batch")
  func unrestorable() throws {
    let bench = try history(seed: 2, batches: 20)
    try save(bench)
    let path = TokenDatabase.path(in: directory.path)
    func attempt(_ database: String, _ keys: String) throws {
      let target = TemporaryDirectory()
      _ = try LedgerRestorer(database: database, keys: keys, directory: target.path).run()
    }
    #expect(throws: RestoreError.keys(path: files.headPath)) { try attempt(path, files.headPath) }
    #expect(throws: RestoreError.self) { try attempt(files.keysPath, files.keysPath) }
    try SQLite(path: path).execute("UPDATE batches SET bytes = zeroblob(length(bytes)) WHERE number = 3")
    #expect(throws: RestoreError.self) { try attempt(path, files.keysPath) }
  }

  @Test("how far a database reaches is read without leaving a file beside it, for its own ledger alone")
  func reach() throws {
    let bench = try history(seed: 3, batches: 20)
    #expect(TokenDatabase.savedRecords(in: directory.path, of: bench.opened.ledgerID) == nil)
    try save(bench)
    let names = try FileManager.default.subpathsOfDirectory(atPath: directory.path).sorted()
    let saved = TokenDatabase.savedRecords(in: directory.path, of: bench.opened.ledgerID)
    #expect(saved == bench.published.read().records)
    #expect(TokenDatabase.savedRecords(in: directory.path, of: LedgerID(high: 1, low: 2)) == nil)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: directory.path).sorted() == names)
  }

  @Test("a database that knows what a repair has cut is no truth, even when the log has grown beyond it")
  func repairedLog() throws {
    let old = try history(seed: 6, batches: 30)
    try save(old)
    let tail = LogTail(files: files, at: LogPlace())
    var last = try tail.next()
    while tail.place.batch + 4 < old.published.read().batches { last = try tail.next() }
    let segment = try files.openSegment(last.segment.number, .readWrite, ledgerID: nil)
    try segment.file.write([0xA5], at: last.offset + 100)
    // As if the repair could not read the database: it stays where it is.
    let repaired = try #require(
      try LedgerRepair(files: files).run(aside: "repair", environment: clocks.environment(seed: 4)))
    #expect(repaired.damage.keptRecords < old.published.read().records)
    let bench = try bench(seed: 7)
    while bench.published.read().records <= old.published.read().records + 10 { try bench.request() }
    var reports: [String] = []
    let database = try open(bench) { reports.append($0) }
    #expect(reports.count == 1 && reports.first?.contains("its last batch is not the log's") == true)
    while try !database.save(upTo: bench.published.read().batches) {}
    try compare(bench, 6)
    bench.stop()
  }

  // MARK: The audit

  @Test("a use that was just answered is in the audit; pages follow each other and later events shift none")
  func audit() async throws {
    var settings = EngineSettings(
      directory: directory.path, difficulty: .fixed(.none), miners: 1, segmentBytes: 64 << 10)
    settings.saving = SavingPolicy(records: 1_000_000, seconds: 86_400)
    let engine = try TokenEngine.open(settings, onFailure: { Issue.record("the ledger failed: \($0)") })
    engine.start()
    let effectiveness = try #require(Effectiveness(uses: 2, instant: nil, duration: nil))
    let token = try #require(
      try await engine.request(NewRequisition(content: .bytes([1]), effectiveness: effectiveness)).entry.block)
    for _ in 0..<3 { _ = try await engine.use(token.identity) }
    let shown = try await engine.generate("ann")
    _ = try await engine.use(code: shown.digits.text, of: "ann")
    let byToken = try await engine.audit(AuditQuery(subject: .token(.identity(token.identity))))
    #expect(byToken.entries.map(\.kind) == [.requested, .sealed, .used, .used, .refused])
    #expect(byToken.entries.map(\.usesLeft) == [nil, nil, 1, 0, nil] && byToken.entries[4].result == "spent")
    #expect(byToken.entries.allSatisfy { $0.height == 1 && $0.publicID != nil && $0.user == nil })
    let byUser = try await engine.audit(AuditQuery(subject: .user("ann")))
    #expect(byUser.entries.map(\.kind) == [.userNamed, .codeIssued, .codeUsed])
    #expect(byUser.entries.allSatisfy { $0.user == "ann" } && byUser.entries[2].timesUsed == 1)
    let all = try await engine.audit(AuditQuery())
    var pages: [AuditEntry] = []
    var cursor: UInt64? = 0
    while let after = cursor {
      let page = try await engine.audit(AuditQuery(after: after, limit: 2))
      pages += page.entries
      cursor = page.next
      _ = try await engine.use(token.identity)
    }
    #expect(Array(pages.prefix(all.entries.count)) == all.entries)
    let time = byUser.entries[0].time
    let window = try await engine.audit(AuditQuery(since: time, until: time + 1))
    #expect(window.entries.allSatisfy { $0.time == time } && !window.entries.isEmpty)
    await #expect(throws: TokenError.userNotFound) { try await engine.audit(AuditQuery(subject: .user("bob"))) }
    await #expect(throws: TokenError.notFound) {
      try await engine.audit(AuditQuery(subject: .token(.requestID(Golden.digest(1)))))
    }
    await withCheckedContinuation { continuation in engine.stop { continuation.resume() } }
    // A clean stop has saved all of it.
    #expect(engine.database?.savedRecords == engine.durable.records && engine.database?.fault == nil)
  }

  @Test("a database that can't be written is told once; the ledger goes on")
  func unwritable() async throws {
    try FileManager.default.createDirectory(
      atPath: TokenDatabase.path(in: directory.path), withIntermediateDirectories: true)
    var settings = EngineSettings(directory: directory.path, difficulty: .fixed(.none), miners: 1)
    settings.saving = SavingPolicy(records: 1, seconds: 1)
    let told = Told()
    let engine = try TokenEngine.open(
      settings, report: { told.add($0) }, onFailure: { Issue.record("the ledger failed: \($0)") })
    engine.start()
    for _ in 0..<3 {
      _ = try await engine.request()
      await #expect(throws: TokenError.self) { try await engine.audit(AuditQuery()) }
    }
    #expect(engine.database?.fault != nil && told.count == 1)
    await withCheckedContinuation { continuation in engine.stop { continuation.resume() } }
  }

  @Test("a question that takes too long is given up, and the next one is answered")
  func tooLong() throws {
    let bench = try history(seed: 12)
    try save(bench)
    let database = try open(bench)
    let pages = try SQLite(path: TokenDatabase.path(in: directory.path))
    // Far more than can be counted between two looks.
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    var looks = 0
    let goesOn = {
      looks += 1
      return looks < 3
    }
    let error = #expect(throws: DatabaseError.self) {
      try pages.whileGoing(goesOn) { () throws(DatabaseError) in try pages.number(endless) }
    }
    #expect(error?.isInterrupt == true && error?.isDamage == false && looks == 3)
    let page = try database.reader.page(
      AuditQuery(limit: 1000), requisition: nil, user: nil, savedRecords: database.records, while: { true })
    #expect(!page.entries.isEmpty)
  }
}
