// RemoteGeneratorTests.swift: a generator in another process that works, lies, fails, is slow, is gone, comes back.

import Synchronization
import Testing
import TokenCore
import TokenNet
import TokenRPCServer
import TokenWire

@testable import token_server

@Suite("a generator elsewhere", .timeLimit(.minutes(3)))
struct RemoteGeneratorTests {
  @Test("a code comes as it was drawn, with its leading zeros and of the digits asked for")
  func good() async throws {
    let scene = try GeneratorScene()
    let remote = scene.remote()
    for digits in 6...8 {
      #expect(await remote.draw(digits) == .success([UInt8](repeating: UInt8(ascii: "0"), count: digits)))
    }
    scene.fake.behave(.answer("012345"))
    #expect(await remote.draw() == .success(Array("012345".utf8)))
    #expect(remote.condition == GeneratorCondition() && remote.health.detail == "\(scene.endpoint)")
  }

  @Test(
    "what is no code of the digits asked for is a fault that does not repeat it",
    arguments: ["12345", "1234567", "12345a", "１２３４５６", "", " 12345", "12345\n", "-12345", "٠١٢٣٤٥", "1e5000"])
  func lying(answer: String) async throws {
    let scene = try GeneratorScene()
    scene.fake.behave(.answer(answer))
    let remote = scene.remote()
    let fault = try #require(await remote.fault())
    #expect(fault == "the generator answers what is no code of 6 digits")
    #expect(remote.condition.lastError == fault && !remote.health.isServing)
  }

  @Test("a lie that is as long as a frame may be, or longer, is a fault and no more")
  func longLies() async throws {
    let scene = try GeneratorScene()
    let remote = scene.remote()
    for length in [60_000, 1_000_000] {
      scene.fake.behave(.answer(String(repeating: "1", count: length)))
      #expect(await remote.fault() != nil)
    }
    scene.fake.behave(.good)
    #expect(await remote.fault() == nil)
  }

  @Test("a failure's own words are not handed on: they may hold a code")
  func failing() async throws {
    let scene = try GeneratorScene()
    scene.fake.behave(.fail(RPCError(.internal, "could not send 493817")))
    let remote = scene.remote()
    #expect(await remote.fault() == "the generator fails with INTERNAL")
    #expect(remote.condition.lastError == "the generator fails with INTERNAL")
  }

  @Test("one that never answers is given up after its timeout")
  func slow() async throws {
    let scene = try GeneratorScene()
    scene.fake.behave(.hold)
    let remote = scene.remote(timeout: .milliseconds(50))
    #expect(await remote.fault() == "the generator gives no answer within 50ms")
    #expect(!remote.condition.isServing)
  }

  @Test("one that is gone can't be reached, and is found again when it is back")
  func down() async throws {
    let first = try GeneratorScene()
    await first.stop()
    let remote = first.remote()
    #expect(try #require(await remote.fault()).hasPrefix("the generator can't be reached: "))
    let server = try RPCServer(
      services: [FakeGenerator()], configuration: RPCServer.Configuration(endpoints: [first.endpoint]))
    _ = try server.start()
    defer { server.stop() }
    #expect(await remote.fault() == nil)
    #expect(remote.condition.isServing)
  }

  @Test("a server that draws no codes, and one that draws others, say what the operator can do")
  func hints() async throws {
    let stranger = try GeneratorScene(serving: [HealthHandlers { [] }])
    #expect(try #require(await stranger.remote().fault()).contains("--generator-only"))
    let generator = BuiltInGenerator(random: { 7 })
    let other = try GeneratorScene(serving: [GenerationHandlers(generator: generator, digits: 8...8)])
    #expect(try #require(await other.remote().fault()).contains("--digits"))
    #expect(await other.remote().draw(8) == .success(Array("00000007".utf8)))
  }

  @Test("after five failures in a row it is not called, after a second once, and after a success again")
  func breaker() async throws {
    let scene = try GeneratorScene()
    let remote = scene.remote()
    scene.fake.behave(.answer("no code"))
    for _ in 0..<5 { #expect(await remote.fault() != nil) }
    scene.fake.behave(.good)
    for _ in 0..<10 {
      #expect(try #require(await remote.fault()).contains("the generator answers what is no code of 6 digits"))
    }
    #expect(scene.fake.calls == 5)

    scene.advance(1_000)
    scene.fake.behave(.hold)
    async let probe = remote.fault()
    await waitUntil("the probe to arrive") { scene.fake.calls == 6 }
    #expect(await remote.fault() != nil && scene.fake.calls == 6)
    scene.fake.release()
    #expect(await probe == nil)
    scene.fake.behave(.good)
    for _ in 0..<3 { #expect(await remote.fault() == nil) }
    #expect(scene.fake.calls == 9)
  }

  @Test("the call after an outage goes over a connection of its own: the old one may lead nowhere")
  func newConnection() async throws {
    let scene = try GeneratorScene()
    let remote = scene.remote()
    scene.fake.behave(.answer(""))
    for _ in 0..<5 { #expect(await remote.fault() != nil) }
    scene.advance(1_000)
    scene.fake.behave(.good)
    #expect(await remote.fault() == nil)
    let peers = scene.fake.peers
    #expect(peers.count == 6 && Set(peers[..<5]).count == 1 && !peers[..<5].contains(peers[5]))
  }

  @Test("only so many draws are in flight; one more fails at once, and says nothing about the generator")
  func limit() async throws {
    let scene = try GeneratorScene()
    scene.fake.behave(.hold)
    let remote = scene.remote()
    let ended = Atomic<Int>(0)
    for _ in 0..<RemoteGenerator.drawsMax {
      remote.draw(digits: 6) { result in
        if case .success = result { ended.add(1, ordering: .relaxed) }
      }
    }
    #expect(await remote.fault() == "1024 codes are being drawn already; try again later")
    #expect(remote.condition == GeneratorCondition())
    await waitUntil("all to arrive") { scene.fake.calls == RemoteGenerator.drawsMax }
    scene.fake.behave(.good)
    scene.fake.release()
    await waitUntil("all to be answered") { ended.load(ordering: .relaxed) == RemoteGenerator.drawsMax }
    #expect(await remote.fault() == nil)
  }

  @Test("its condition tells since when it is down or back, and keeps the last error")
  func condition() async throws {
    let scene = try GeneratorScene()
    let changes = Mutex<[GeneratorCondition]>([])
    let remote = scene.remote { condition in changes.withLock { $0.append(condition) } }
    #expect(await remote.fault() == nil && remote.condition.since == 0)
    scene.fake.behave(.answer(""))
    for _ in 0..<2 {
      scene.advance(10)
      #expect(await remote.fault() != nil)
    }
    #expect(remote.condition.since == 1_001_010 && !remote.health.isServing && !remote.health.isVital)
    scene.fake.behave(.good)
    scene.advance(10)
    for _ in 0..<2 { #expect(await remote.fault() == nil) }
    #expect(remote.condition.isServing && remote.condition.since == 1_001_030)
    #expect(remote.condition.lastError == "the generator answers what is no code of 6 digits")
    #expect(changes.withLock { $0.map(\.isServing) } == [false, true])
  }

  @Test("a generator that is watched is known to be down although nobody wants a code")
  func watched() async throws {
    let scene = try GeneratorScene()
    await scene.stop()
    let remote = scene.remote()
    remote.watch()
    await waitUntil("the first look") { !remote.condition.isServing }
  }
}
