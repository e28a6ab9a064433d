// FollowTests.swift: QueueStream over a real engine: one snapshot, then its events, by credit, and every way it ends.

import Foundation
import Testing
import TokenCore
import TokenNet
import TokenRPCServer
import TokenWire

@Suite("QueueStream")
struct FollowTests {
  /// A token service whose engine does not mine: what happens to the queue is the test's.
  private final class Service {
    let engine: TokenEngine
    private let server: RPCServer
    let endpoint: Endpoint
    private let directory = FileManager.default.temporaryDirectory.appending(path: "rpc-follow-\(UUID().uuidString)")

    init(queueEventsMax: Int = EngineSettings.defaultQueueEventsMax) throws {
      let settings = EngineSettings(
        directory: directory.path, difficulty: .fixed(.none), miners: 1, queueEventsMax: queueEventsMax,
        segmentBytes: 1 << 20)
      let engine = try TokenEngine.open(settings, onFailure: { Issue.record("the ledger failed: \($0)") })
      self.engine = engine
      var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
      configuration.reactors = 1
      configuration.onDrain = { engine.endWaits() }
      server = try RPCServer(services: [TokenHandlers(engine: engine)], configuration: configuration)
      endpoint = try server.start()[0]
    }

    func drain() -> Flag {
      let flag = Flag()
      server.drain(grace: .seconds(600)) { flag.set() }
      return flag
    }

    func stop() {
      waitFor { server.stop(completion: $0) }
      waitFor { engine.stop(completion: $0) }
      try? FileManager.default.removeItem(at: directory)
    }

    /// Queues this many requisitions and returns when they are durable.
    func queue(_ count: Int) {
      let done = Flags(count)
      for _ in 0..<count { engine.request(NewRequisition(), waitMilliseconds: 0) { _ in done.add() } }
      waitUntil("the requisitions") { done.isComplete }
    }
  }

  private static let method: UInt16 = 261

  private func follow(
    _ client: TestClient, id: UInt32 = 1, pages: [UInt64] = [], after sequence: UInt64? = nil
  ) {
    let message = QueueStreamRequest(
      pages: pages, follow: true, resume: sequence.map { .afterSequence($0) })
    client.send(Bytes.frame(FrameHeader(.request, code: Self.method, callID: id), message))
  }

  private func item(_ client: TestClient) throws -> QueueStreamItem.Item {
    let frame = try #require(client.read())
    let error = frame.type == .end ? frame.error?.message : nil
    try #require(frame.type == .item, "\(String(describing: frame.type)) \(error ?? "")")
    return try #require(frame.message(as: QueueStreamItem.self)?.item)
  }

  private func event(_ client: TestClient) throws -> TokenWire.QueueEvent? {
    if case .event(let event) = try item(client) { event } else { nil }
  }

  private func size(_ client: TestClient) throws -> QueueSize {
    guard case .size(let size) = try item(client) else { throw Unexpected() }
    return size
  }

  private struct Unexpected: Error {}

  @Test("the size, the pages of the same moment, then each later event, each against credit")
  func snapshot() throws {
    let service = try Service()
    defer { service.stop() }
    service.queue(12)
    let client = try TestClient.greeted(service.endpoint, credit: 2)
    follow(client, pages: [2, 1])
    let size = try size(client)
    #expect(size.queueSize == 12 && size.pages == [1, 2])
    guard case .page(let page) = try item(client) else { throw Unexpected() }
    #expect(page.pageNumber == 2 && page.queuePage.count == 2)
    // Without credit neither page 1 nor an event comes, and page 1 stays as it was.
    service.queue(5)
    client.send(Bytes.frame(FrameHeader(.ping)))
    #expect(client.read()?.type == .pong)
    client.send(Bytes.frame(FrameHeader(.credit, callID: 1, argument: 4)))
    guard case .page(let first) = try item(client) else { throw Unexpected() }
    #expect(first.pageNumber == 1 && first.queuePage.count == 10)
    var events = [try event(client), try event(client), try event(client)]
    client.send(Bytes.frame(FrameHeader(.ping)))
    #expect(client.read()?.type == .pong)
    client.send(Bytes.frame(FrameHeader(.credit, callID: 1, argument: 100)))
    events += [try event(client), try event(client)]
    service.queue(1)
    events.append(try event(client))
    #expect(events.map { $0?.kind } == Array(repeating: .queued, count: 6))
    #expect(events.map { $0?.sequence } == (1...6).map { size.sequence + $0 })
    #expect(events.map { $0?.queueSize } == (13...18).map { $0 })
  }

  @Test("resumed it sends the size of now and what came after its sequence; the last one resumes without a gap")
  func resume() throws {
    let service = try Service()
    defer { service.stop() }
    service.queue(6)
    let client = try TestClient.greeted(service.endpoint)
    follow(client, id: 1, after: 0)
    let last = try size(client).sequence
    let all = try (0..<6).map { _ in try event(client)?.sequence }
    #expect(all.last == last)
    follow(client, id: 2, after: all[3])
    _ = try size(client)
    #expect(try [event(client)?.sequence, event(client)?.sequence] == Array(all[4...]))
    follow(client, id: 3, after: last)
    #expect(try size(client).queueSize == 6)
    client.send(Bytes.frame(FrameHeader(.cancel, callID: 1)) + Bytes.frame(FrameHeader(.cancel, callID: 2)))
    #expect(client.read()?.status == .cancelled)
    #expect(client.read()?.status == .cancelled)
    service.queue(1)
    #expect(try event(client)?.sequence == last + 1)
  }

  @Test("resuming without following, beyond the last sequence or before the oldest is refused before any item")
  func refused() throws {
    let service = try Service(queueEventsMax: 1_024)
    defer { service.stop() }
    let client = try TestClient.greeted(service.endpoint)
    let message = QueueStreamRequest(resume: .afterSequence(0))
    client.send(Bytes.frame(FrameHeader(.request, code: Self.method, callID: 1), message))
    let invalid = try #require(client.read())
    #expect(invalid.type == .end && invalid.status == .invalidArgument && invalid.header.argument == 0)

    follow(client, id: 2, after: 1_000)
    let tooNew = try #require(client.read())
    #expect(tooNew.type == .end && tooNew.status == .outOfRange && tooNew.error?.details == [])

    service.queue(1_500)
    follow(client, id: 3, after: 0)
    let tooOld = try #require(client.read())
    #expect(tooOld.type == .end && tooOld.status == .outOfRange && tooOld.header.argument == 0)
    let oldest = try #require(tooOld.error?.resumeFrom)
    follow(client, id: 4, after: oldest - 1)
    #expect(client.read()?.error?.resumeFrom == oldest)
    follow(client, id: 5, after: oldest)
    _ = try size(client)
    #expect(try event(client)?.sequence == oldest + 1)
    #expect(service.engine.followerCount == 1)
  }

  @Test("a follower without credit that is overtaken ends with the sequence to resume from")
  func overtaken() throws {
    let service = try Service(queueEventsMax: 1_024)
    defer { service.stop() }
    let client = try TestClient.greeted(service.endpoint, credit: 3)
    follow(client)
    let start = try size(client).sequence
    service.queue(2)
    #expect(try event(client)?.sequence == start + 1)
    #expect(try event(client)?.sequence == start + 2)
    service.queue(1_025)
    client.send(Bytes.frame(FrameHeader(.credit, callID: 1, argument: 1)))
    let end = try #require(client.read())
    #expect(end.type == .end && end.status == .outOfRange && end.header.argument == 3)
    #expect(end.error?.resumeFrom == start + 3)
    #expect(service.engine.followerCount == 0)
  }

  @Test("a drain ends followers at once, also those without credit, and says that they can resume")
  func drain() throws {
    let service = try Service()
    defer { service.stop() }
    let clients = try [1, 100].map { try TestClient.greeted(service.endpoint, credit: $0) }
    for client in clients {
      follow(client)
      _ = try size(client)
    }
    service.queue(3)
    for _ in 0..<3 { _ = try event(clients[1]) }
    let drained = service.drain()
    for (client, sent) in zip(clients, [1, 4] as [UInt32]) {
      let end = try #require(client.read(skipping: .goaway))
      #expect(end.type == .end && end.status == .unavailable && end.header.argument == sent)
      #expect(end.error?.message.contains("resume") == true && end.error?.notStarted == false)
      client.halfClose()
    }
    waitUntil("the drain") { drained.isSet }
    #expect(service.engine.followerCount == 0)
  }

  @Test("however its client goes, a follower is forgotten")
  func forgotten() throws {
    let service = try Service()
    defer { service.stop() }
    let client = try TestClient.greeted(service.endpoint, credit: 1)
    for id in 1...90 as ClosedRange<UInt32> {
      follow(client, id: id)
      _ = try size(client)
    }
    #expect(service.engine.followerCount == 90)
    for id in 1...30 as ClosedRange<UInt32> {
      client.send(Bytes.frame(FrameHeader(.cancel, callID: id)))
      #expect(client.read()?.status == .cancelled)
    }
    #expect(service.engine.followerCount == 60)
    // Its credit is used up and no more can come.
    client.halfClose()
    #expect(client.readToEnd().filter { $0.status == .cancelled }.count == 60)
    #expect(service.engine.followerCount == 0)

    var gone: TestClient? = try TestClient.greeted(service.endpoint, credit: 5)
    if let gone {
      follow(gone)
      _ = try size(gone)
    }
    #expect(service.engine.followerCount == 1)
    gone = nil
    // A closed socket looks like a half-closed one until something is sent to it.
    waitUntil("the follower to be forgotten") {
      service.queue(1)
      return service.engine.followerCount == 0
    }
  }

  @Test("a follower past the limit of streams is refused and costs nothing")
  func limit() throws {
    let service = try Service()
    defer { service.stop() }
    let client = try TestClient.greeted(service.endpoint)
    for id in 1...101 as ClosedRange<UInt32> { follow(client, id: id) }
    let frames = (1...101).compactMap { _ in client.read() }
    #expect(frames.filter { $0.type == .item }.count == 100)
    #expect(frames.first { $0.type == .end }?.status == .resourceExhausted)
    #expect(service.engine.followerCount == 100)
  }
}

extension RPCError {
  /// The sequence that the server says can be resumed from.
  fileprivate var resumeFrom: UInt64? {
    for detail in details { if case .resumeFrom(let resume) = detail.detail { return resume.sequence } }
    return nil
  }
}
