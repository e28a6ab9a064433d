// EngineTests.swift: tokens through the whole engine, on real files.

import Testing

@testable import TokenCore

@Suite("TokenEngine")
struct EngineTests {
  @Test("a requisition becomes a token that is spent exactly as often as it says, also after a restart")
  func life() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory)
    engine.start()
    let effectiveness = try #require(Effectiveness(uses: 2, instant: nil, duration: nil))
    let view = try await engine.request(
      NewRequisition(content: .bytes(Array("hello".utf8)), effectiveness: effectiveness))
    #expect(view.status == .success)
    let identity = try #require(view.entry.block?.identity)
    #expect(engine.check(ValidationQuery(identity: identity))?.isValid == true)
    #expect(try await engine.use(identity).usesLeft == 1)
    await engine.stop()

    let again = try openEngine(directory)
    again.start()
    #expect(try await again.use(identity).usesLeft == 0)
    #expect(try await again.use(identity).reason == .spent)
    #expect(try await again.status(.identity(identity)).status == .spent)
    await again.stop()
  }

  @Test("many requests at once each become one token over several segments")
  func many() async throws {
    let directory = TemporaryDirectory()
    let engine = try openEngine(directory, bits: 0)
    engine.start()
    let identities = try await withThrowingTaskGroup(of: Digest?.self) { group in
      for index in 0..<2000 {
        group.addTask {
          try await engine.request(NewRequisition(content: .bytes(Array("content \(index)".utf8)))).entry.block?
            .identity
        }
      }
      return try await group.reduce(into: Set<Digest>()) { if let identity = $1 { $0.insert(identity) } }
    }
    #expect(identities.count == 2000)
    await engine.stop()
    let again = try openEngine(directory)
    #expect(again.opened.tokens == 2000)
    for identity in identities { #expect(again.check(ValidationQuery(identity: identity))?.isValid == true) }
    await again.stop()
  }
}
