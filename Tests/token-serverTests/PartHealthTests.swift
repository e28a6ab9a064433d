// PartHealthTests.swift: what the parts of a running engine say of themselves.

import Foundation
import Synchronization
import Testing
import TokenCore
import TokenRPCServer

@testable import token_server

@Suite("the health of the parts")
struct PartHealthTests {
  /// An engine on a directory of its own, whose wall clock a test may move.
  private final class Scene: Sendable {
    let engine: TokenEngine
    private let directory: String
    private let offset: Offset

    private final class Offset: Sendable {
      let milliseconds = Atomic<UInt64>(0)
    }

    init() throws {
      directory = FileManager.default.temporaryDirectory.appending(path: "token-server-\(UUID().uuidString)").path
      let offset = Offset()
      self.offset = offset
      let system = Environment.system
      let environment = Environment(
        wallMilliseconds: { system.wallMilliseconds() + offset.milliseconds.load(ordering: .relaxed) },
        bootMilliseconds: system.bootMilliseconds, random: system.random)
      engine = try TokenEngine.open(
        EngineSettings(directory: directory, difficulty: .fixed(.none), miners: 2, segmentBytes: 65_536),
        environment: environment, onFailure: { _ in })
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func moveWall(_ milliseconds: UInt64) { offset.milliseconds.store(milliseconds, ordering: .relaxed) }

    func stop() async {
      await withCheckedContinuation { continuation in engine.stop { continuation.resume() } }
    }
  }

  @Test("the miners serve while a thread mines: not before the start, not after the stop")
  func miners() async throws {
    let scene = try Scene()
    #expect(!PartHealth.miners(scene.engine).isServing)
    #expect(PartHealth.miners(scene.engine).lastError == "no thread mines")
    scene.engine.start()
    let running = PartHealth.miners(scene.engine)
    #expect(running.isServing && running.detail.hasPrefix("2 threads, kernel \(scene.engine.kernelName), "))
    #expect(running.detail.hasSuffix("idle") || running.detail.hasSuffix(" million hashes a second"))
    while scene.engine.mining.miningThreads > 0 { await Task.yield() }
    #expect(PartHealth.miners(scene.engine).detail == "2 threads, kernel \(scene.engine.kernelName), idle")
    let failed = PartHealth.miners(scene.engine, failedKernels: ["one", "two"]).detail
    #expect(failed.hasSuffix(", idle, kernel one failed its self-test, kernel two failed its self-test"))
    #expect(running.lastError.isEmpty && !running.isVital)
    #expect(running.usedBy == ["tokenrpc.v1.TokenService"])
    await scene.stop()
    #expect(!PartHealth.miners(scene.engine).isServing)
  }

  @Test("the ledger counts its records, and serves until its clock is in doubt or it has failed")
  func ledger() async throws {
    let scene = try Scene()
    let good = PartHealth.ledger(scene.engine, failure: nil)
    #expect(good.isServing && good.isVital && good.detail == "2 records, 0 blocks" && good.lastError.isEmpty)
    let failed = PartHealth.ledger(scene.engine, failure: "the ledger failed: it burns")
    #expect(!failed.isServing && failed.lastError == "the ledger failed: it burns")
    scene.moveWall(600_000)
    let doubtful = PartHealth.ledger(scene.engine, failure: nil)
    #expect(!doubtful.isServing && doubtful.lastError.contains("clock"))
    scene.moveWall(0)
    #expect(PartHealth.ledger(scene.engine, failure: nil).isServing)
    await scene.stop()
  }

  @Test("a generator serves tokens' codes where there are tokens, and only its own service where it is all there is")
  func generators() {
    let (builtIn, only) = (PartHealth.builtInGenerator(), PartHealth.onlyGenerator())
    #expect(builtIn.isServing && !builtIn.isVital && builtIn.usedBy == ["tokenrpc.v1.TokenService"])
    #expect(only.isServing && only.isVital && only.usedBy == ["tokenrpc.v1.GenerationService"])
  }

  @Test("the scrub tells how far it is, and is down with the first thing it found; the server goes on without it")
  func scrub() async throws {
    var state = ScrubState()
    let good = PartHealth.scrub(state)
    #expect(good.isServing && !good.isVital && good.lastError.isEmpty)
    #expect(good.detail == "0 rounds, 0 MiB read, at segment 1, offset 0")
    let scene = try Scene()
    #expect(scene.engine.scrub == nil)
    await scene.stop()
    state = Self.damaged
    let bad = PartHealth.scrub(state)
    #expect(!bad.isServing && bad.lastError == "segment 2, offset 512: a record does not check; 3 tokens")
    #expect(bad.detail.hasSuffix(", 2 damaged places, 3 tokens concerned"))
  }

  /// Two places were found, and three tokens are concerned.
  private static var damaged: ScrubState {
    ScrubState(
      findings: [
        ScrubFinding(segment: 2, offset: 512, what: .record, tokens: 3),
        ScrubFinding(segment: 3, offset: 1024, what: .notZero, tokens: 0),
      ], damagedTokens: 3)
  }
}
