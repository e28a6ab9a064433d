// SealedCodeTests.swift: how a code stands on the disk: never in clear, sealed while it is live, overwritten after.

import Testing

@testable import TokenCore

@Suite("sealed codes")
struct SealedCodeTests {
  private let binding = CodeBinding(realm: 1, user: 2, created: 3)
  private let digits = CodeDigits.draw(8) { 12_345_678_901 }

  private func vault(_ seed: UInt64 = 1) -> CodeVault {
    var generator = SeededGenerator(seed: seed)
    return CodeVault(ledgerID: LedgerID(high: 4, low: 5), keys: KeyFile(random: { generator.digest() }))
  }

  @Test("AES-256-GCM gives the bytes of the specification's test case 16")
  func knownAnswer() throws {
    let key = try #require(
      Hex.bytes(of: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308").flatMap { Digest($0) })
    let nonce = try #require(Hex.bytes(of: "cafebabefacedbaddecaf888"))
    let plaintext = try #require(
      Hex.bytes(
        of:
          "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0d"
          + "e657ba637b39"))
    let associated = try #require(Hex.bytes(of: "feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    let sealed = AESGCM.seal(plaintext, nonce: nonce, key: key, associated: associated)
    #expect(
      Hex.text(of: sealed) == "cafebabefacedbaddecaf888"
        + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba"
        + "7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b")
    #expect(AESGCM.open(sealed, key: key, associated: associated) == plaintext)
  }

  @Test("a sealed code opens with its own keys and binding only, and not when any bit of it is another")
  func opens() throws {
    let attachment = vault().seal(digits, binding, nonce: [UInt8](repeating: 9, count: 12), salt: Golden.digest(1))
    let sealed = SealedCode(keyID: attachment.keyID, bytes: attachment.data)
    #expect(attachment.form == .sealed && attachment.data.count == 12 + 8 + 16)
    #expect(vault().open(sealed, binding) == digits)
    #expect(vault(2).open(sealed, binding) == nil)
    #expect(vault().open(SealedCode(keyID: 1, bytes: sealed.bytes), binding) == nil)
    for other in [
      CodeBinding(realm: 0, user: 2, created: 3), CodeBinding(realm: 1, user: 3, created: 3),
      CodeBinding(realm: 1, user: 2, created: 4),
    ] { #expect(vault().open(sealed, other) == nil) }
    for bit in 0..<sealed.bytes.count * 8 {
      var bytes = sealed.bytes
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(vault().open(SealedCode(keyID: sealed.keyID, bytes: bytes), binding) == nil)
    }
    #expect(vault().open(SealedCode(keyID: sealed.keyID, bytes: []), binding) == nil)
  }

  @Test("the HMAC tells the right digits from others, and is bound to user, time, realm and ledger")
  func mac() throws {
    let mac = vault().mac(digits, binding)
    #expect(vault().matches(digits, binding, mac: mac))
    #expect(!vault().matches(try #require(CodeDigits("12345678")), binding, mac: mac))
    #expect(!vault().matches(digits, CodeBinding(realm: 1, user: 2, created: 4), mac: mac))
    #expect(!vault(2).matches(digits, binding, mac: mac))
  }

  /// How many sealed codes of the log can still be read.
  private func readable(_ disk: MemoryDisk) throws -> Int {
    try LogReader.records(disk).count { record in
      guard case .codeIssued = record.body else { return false }
      return record.attachments.first?.intact != nil
    }
  }

  @Test("a code is overwritten when its end or the next code is in the ledger, not before, and the ledger still opens")
  func overwritten() throws {
    let disk = MemoryDisk()
    let bench = try Bench(MemoryStorage(disk), settings: Bench.settings(codes: CodePolicy(refusalsPerCode: 1)))
    try bench.generate("ann", "012345")
    try bench.generate("bob", "543210")
    bench.tick()
    #expect(try readable(disk) == 2)
    try bench.useCode("ann", "999999")
    try bench.generate("ann", "777777")
    #expect(try readable(disk) == 3)
    bench.tick()
    #expect(try readable(disk) == 2)
    bench.clocks.advance(60_000)
    try bench.generate("eve", "111111")
    bench.tick()
    #expect(try readable(disk) == 1)
    bench.stop()
    let again = try Bench(MemoryStorage(disk), bench.clocks)
    #expect(try again.generate("eve", "999999").value?.digits.text == "111111")
    #expect(try again.generate("ann", "999999").value?.isNew == true)
  }

  @Test("in a ledger where nothing else happens a code's end is recorded, and the code overwritten, once")
  func idle() throws {
    let disk = MemoryDisk()
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    bench.clocks.advance(59_999)
    bench.tick()
    #expect(try readable(disk) == 1)
    bench.clocks.advance(1)
    bench.tick()
    #expect(try readable(disk) == 0)
    let records = bench.core.fold.records
    bench.clocks.advance(60_000)
    bench.tick()
    #expect(bench.core.fold.records == records)
  }

  @Test("a clean stop leaves no code sealed that is over")
  func cleanStop() throws {
    let disk = MemoryDisk()
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    bench.clocks.advance(30_000)
    try bench.generate("bob", "012345")
    bench.clocks.advance(30_000)
    bench.stop()
    #expect(try readable(disk) == 1)
  }

  @Test("what a crash left of sealed codes is overwritten after the next start, in any segment")
  func afterRestart() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let bench = try Bench(storage)
    for user in 0..<40 {
      bench.clocks.advance(2000)
      try bench.generate("user \(user)", "012345")
    }
    #expect(disk.state.list("/data/log").count > 2)
    storage.end()
    #expect(try readable(disk) == 40)
    let again = try Bench(MemoryStorage(disk), bench.clocks)
    again.tick()
    #expect(try readable(disk) == 30)
    again.stop()
    _ = try Bench(MemoryStorage(disk), bench.clocks)
  }

  @Test("what a power cut left half overwritten is overwritten after the next start")
  func halfOverwritten() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let bench = try Bench(storage)
    try bench.generate("ann", "012345")
    let sealed = try #require(try bench.code(of: "ann")?.sealed?.bytes)
    bench.clocks.advance(60_000)
    try bench.generate("bob", "111111")
    storage.end()
    let path = "/data/log/00000001.seg"
    var bytes = try #require(disk.state[path])
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: sealed) })
    // Between two sectors: the salt is zeros, the sealed digits are not.
    bytes.replaceSubrange(place - 32..<place, with: [UInt8](repeating: 0, count: 32))
    let half = bytes
    disk.change { $0[path] = half }
    let again = try Bench(MemoryStorage(disk), bench.clocks)
    again.tick()
    #expect(disk.state[path]?[place..<place + sealed.count].allSatisfy { $0 == 0 } == true)
    #expect(again.core.fold.sealedCodes.dueCount == 0)
    again.stop()
    // Zeros are gone: nothing is left to do.
    let third = try Bench(MemoryStorage(disk), bench.clocks)
    #expect(third.core.fold.sealedCodes.dueCount == 0)
  }

  @Test("a place that can't be overwritten ends the ledger, like every write that fails")
  func failure() throws {
    let storage = MemoryStorage(MemoryDisk())
    let bench = try Bench(storage)
    try bench.generate("ann", "012345")
    bench.clocks.advance(60_000)
    try bench.generate("ann", "111111")
    storage.setFault(.init(error: 5, call: 1, lasts: false, suffix: ".seg"))
    bench.tick()
    #expect(bench.failures.all.count == 1)
    #expect(try bench.generate("bob", "111111").error == .stopped)
  }

  @Test("without descriptors for an older segment its codes are overwritten later, and nothing ends")
  func noDescriptors() throws {
    let disk = MemoryDisk()
    let storage = MemoryStorage(disk)
    let bench = try Bench(storage)
    for user in 0..<40 { try bench.generate("user \(user)", "012345") }
    let segments = disk.state.list("/data/log")
    try #require(segments.count > 2)
    bench.clocks.advance(60_000)
    try bench.generate("ann", "111111")
    storage.setFault(
      .init(error: FailingDiskTests.noDescriptors, call: 1, lasts: true, kind: .read, suffix: segments[0]))
    bench.tick()
    #expect(bench.failures.all == [])
    let left = try readable(disk)
    #expect(left > 1 && left < 41)
    storage.setFault(nil)
    bench.tick()
    #expect(try readable(disk) == 1)
    bench.stop()
  }

  @Test("no code stands in clear in any file of the ledger, also before it is overwritten")
  func notInClear() throws {
    let disk = MemoryDisk()
    let bench = try Bench(MemoryStorage(disk))
    var generator = SeededGenerator(seed: 3)
    var codes: [[UInt8]] = []
    for user in 0..<200 {
      let code = CodeDigits.draw(8) { generator.next() }
      codes.append(code.ascii)
      try bench.generate("user \(user % 20)", code.text)
      try bench.useCode("user \(user % 20)", code.text, key: [UInt8](repeating: UInt8(user), count: 16))
      bench.clocks.advance(7000)
      if user % 7 == 0 { bench.tick() }
    }
    let issued = Set(codes)
    for name in ["keys", "head"] + disk.state.list("/data/log").map({ "log/" + $0 }) {
      let bytes = try #require(disk.state["/data/" + name])
      let found = (0...max(0, bytes.count - 8)).first { issued.contains(Array(bytes[$0..<min($0 + 8, bytes.count)])) }
      #expect(found == nil, "\(name)")
    }
  }

  @Test("keys that are not the ledger's are refused where a live code tells, and nothing is changed")
  func otherKeys() throws {
    let disk = MemoryDisk()
    let bench = try Bench(MemoryStorage(disk))
    try bench.generate("ann", "012345")
    bench.stop()
    var generator = SeededGenerator(seed: 77)
    disk.change { $0["/data/keys"] = KeyFile(random: { generator.digest() }).bytes }
    let before = disk.state["/data/log/00000001.seg"]
    #expect(throws: LedgerError.incomplete(file: "keys", .wrongLedger)) {
      _ = try TokenEngine.open(
        Bench.settings(), bench.clocks.environment(), MemoryStorage(disk), onFailure: { _ in })
    }
    #expect(disk.state["/data/log/00000001.seg"] == before)
  }
}
