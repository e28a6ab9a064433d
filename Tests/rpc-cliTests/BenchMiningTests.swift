// BenchMiningTests.swift: `bench mining` on the kernels of this machine, for short times.

import Foundation
import Synchronization
import Testing
import TokenCore
import TokenRPCClient

@testable import rpc_cli

@Suite("bench mining", .timeLimit(.minutes(2)))
struct BenchMiningTests {
  private static let keys = [
    "kernel", "threads", "hashesPerSecond", "cyclesPerHash", "clockGHz", "shareBits", "shares", "hashes", "cpuShare",
    "headersPerSecond", "tokens",
  ]
  private static let supported = MiningKernel.all.filter(\.isSupported).map(\.name)

  private static func run(_ words: String..., kernel: String? = nil, isTerminal: Bool = false) async
    -> CommandLineHarness.Outcome
  {
    // No server is there, nor needed.
    await CommandLineHarness.run(
      ["bench", "mining"] + words, server: "127.0.0.1:1", kernel: kernel, isTerminal: isTerminal)
  }

  private static func number(_ key: String, _ object: [String: Any]) -> Double {
    (object[key] as? NSNumber)?.doubleValue ?? -1
  }

  @Test("a number of threads with the kernel that is chosen prints one line, with the same keys with or without --json")
  func oneLine() async throws {
    for words in [["--json"], []] {
      let outcome = await CommandLineHarness.run(
        ["bench", "mining", "--threads", "2", "--duration", "50ms"] + words, server: "127.0.0.1:1")
      #expect(outcome.status == .done && outcome.errors == "" && outcome.lines.count == 1)
      let line = try #require(outcome.lines.first)
      let object = try #require(outcome.objects.first)
      let places = Self.keys.compactMap { line.range(of: "\"\($0)\":")?.lowerBound }
      #expect(places.count == Self.keys.count && places == places.sorted() && object.count == Self.keys.count)
      #expect(Self.supported.contains(object["kernel"] as? String ?? "") && object["tokens"] is NSNull)
      #expect(Self.number("threads", object) == 2 && Self.number("shareBits", object) == 20)
      #expect(Self.number("hashes", object) > 0 && Self.number("headersPerSecond", object) > 0)
      let cycles = Self.number("clockGHz", object) * 1e9 * 2 / Self.number("hashesPerSecond", object)
      #expect(abs(Self.number("cyclesPerHash", object) / cycles - 1) < 0.01)
    }
  }

  @Test("all kernels that run here are measured on one thread and on all cores, or on as many as are named")
  func allKernels() async {
    func measured(_ outcome: CommandLineHarness.Outcome) -> [String] {
      outcome.objects.map { "\($0["kernel"] as? String ?? "") \(Int(Self.number("threads", $0)))" }
    }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let counts = cores > 1 ? [1, cores] : [1]
    let all = await Self.run("--kernel", "all", "--duration", "10ms")
    #expect(all.status == .done && measured(all) == Self.supported.flatMap { name in counts.map { "\(name) \($0)" } })
    let three = await Self.run("--kernel", "all", "--duration", "10ms", "--threads", "3")
    #expect(measured(three) == Self.supported.map { "\($0) 3" })
    let auto = await Self.run("--duration", "10ms")
    #expect(measured(auto).count == counts.count && Set(auto.objects.map { $0["kernel"] as? String }).count == 1)
  }

  @Test("TOKEN_RPC_KERNEL says which kernel is measured, and the flag overrules it")
  func environment() async {
    let portable = await Self.run("--threads", "1", "--duration", "10ms", kernel: "portable")
    #expect(portable.objects.map { $0["kernel"] as? String } == ["portable"])
    let flag = await Self.run("--threads", "1", "--duration", "10ms", "--kernel", "portable", kernel: "abacus")
    #expect(flag.status == .done && flag.objects.map { $0["kernel"] as? String } == ["portable"])
    let all = await Self.run("--threads", "1", "--duration", "10ms", kernel: "all")
    #expect(all.objects.compactMap { $0["kernel"] as? String } == Self.supported)
    let wrong = await Self.run("--threads", "1", kernel: "abacus")
    #expect(wrong.status == .usage && wrong.output == "" && wrong.errors.contains("TOKEN_RPC_KERNEL"))
  }

  @Test("what checks a ledger heeds TOKEN_RPC_KERNEL too: an unknown one is wrong usage")
  func environmentOfLedgers() async {
    for command in ["verify", "inspect"] {
      let words = ["ledger", command, "/no/such"]
      let wrong = await CommandLineHarness.run(words, server: "127.0.0.1:1", kernel: "abacus")
      #expect(wrong.status == .usage && wrong.errors.contains("TOKEN_RPC_KERNEL"), "\(wrong.errors)")
    }
  }

  @Test("what can't be meant is wrong usage, names the flag, and measures nothing")
  func wrongUsage() async {
    let there = FileManager.default.temporaryDirectory.path
    for (words, hint) in [
      (["--kernel", "abacus"], "there are \(MiningKernel.all.map(\.name).joined(separator: ", "))"),
      (["--kernel", ""], "--kernel"), (["--threads", "0"], "1 to 256"), (["--threads", "257"], "--threads"),
      (["--duration", "9ms"], "10ms to 1h"), (["--duration", "2h"], "10ms to 1h"), (["more"], "unexpected argument"),
      (["--data", there], "--tokens"), (["--tokens", "--data", "/no/such"], "--data '/no/such' is no directory"),
      (["--tokens", "--data", "/dev/null"], "is no directory"), (["--shares="], "--shares is empty"),
      (["--shares", "/no/such/file"], "--shares: can't write /no/such/file"), (["--shares", there], "--shares"),
    ] {
      let outcome = await CommandLineHarness.run(["bench", "mining"] + words, server: "127.0.0.1:1")
      #expect(outcome.status == .usage && outcome.output == "" && outcome.errors.contains(hint), "\(outcome.errors)")
    }
  }

  @Test("a file that holds something is not written over, an empty one is taken")
  func existingFile() async throws {
    try await CommandLineHarness.withFile("mine") { path in
      let outcome = await Self.run("--shares", path, "--duration", "10ms", "--threads", "1")
      #expect(outcome.status == .usage && outcome.errors.contains("not written over"))
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text == "mine")
    }
    try await CommandLineHarness.withFile("") { path in
      #expect(await Self.run("--shares", path, "--duration", "10ms", "--threads", "1").status == .done)
    }
  }

  @Test("a kernel that fails its test is named, not measured, and makes the status 1; the others are measured")
  func unsound() async throws {
    let parser = ArgumentParser(commands: [BenchMiningCommand.spec])
    let words = ["bench", "mining", "--kernel", "all", "--threads", "1", "--duration", "10ms", "--json"]
    guard case .run(let arguments) = try parser.parse(words) else { throw UsageError("not a command") }
    var command = try BenchMiningCommand(arguments)
    command.isSound = { $0 != .portable }
    let recorder = OutputTests.Recorder()
    let session = Session(try Settings(arguments), recorder.console(isJSON: true))
    defer { session.client.close() }
    #expect(try await command.run(session) == .no)
    #expect(recorder.errors.withLock { $0 }.contains("kernel portable gives wrong answers"))
    let output = recorder.output.withLock { $0 }
    #expect(output.split(separator: "\n").count == Self.supported.count - 1 && !output.contains("portable"))
  }

  @Test("tokens are measured at four difficulties against the hash rate's share, and no ledger is left behind")
  func tokens() async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("rpc-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let outcome = await Self.run(
      "--threads", "1", "--duration", "50ms", "--tokens", "--data", directory.path, "--kernel", "portable")
    #expect(outcome.status == .done)
    let object = try #require(outcome.objects.first)
    let tokens = try #require(object["tokens"] as? [[String: Any]])
    #expect(tokens.map { Self.number("bits", $0) } == [8, 12, 16, 20])
    let hashesPerSecond = Self.number("hashesPerSecond", object)
    for rate in tokens {
      #expect(Set(rate.keys) == ["bits", "miners", "tokensPerSecond", "expectedPerSecond", "share", "hashesPerSecond"])
      #expect(Self.number("miners", rate) == 1)
      let expected = hashesPerSecond / pow(2, Self.number("bits", rate))
      #expect(abs(Self.number("expectedPerSecond", rate) - expected) <= 0.06)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
  }

  @Test("people are shown tables, after what goes on while they wait")
  func tables() async {
    let outcome = await CommandLineHarness.run(
      ["bench", "mining", "--threads", "1", "--duration", "50ms", "--tokens", "--kernel", "portable"],
      server: "127.0.0.1:1", isTerminal: true, hasProgress: true)
    #expect(outcome.status == .done && outcome.objects.isEmpty)
    for word in ["kernel", "cycles/hash", "headers/s", "tokens/s", "portable"] {
      #expect(outcome.output.contains(word), "\(outcome.output)")
    }
    #expect(outcome.errors.contains("portable on 1 thread, ") && outcome.errors.contains("queueing"))
  }
}
