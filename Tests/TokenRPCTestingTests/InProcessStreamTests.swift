// InProcessStreamTests.swift: streams in one process keep to their credit, and end as they would over a connection.

import EveryKind
import Synchronization
import Testing
import TokenRPCTesting
import TokenWire

@Suite("Streams in one process", .timeLimit(.minutes(2)))
struct InProcessStreamTests {
  private let mock = EKEveryServiceMock()
  private let held = HeldService()

  private func texts(_ stream: ReplyStream<EKOuter.Middle>, _ count: Int) async throws -> [String?] {
    var texts: [String?] = []
    while texts.count < count, let item = try await stream.next() { texts.append(item.inner?.text) }
    return texts
  }

  @Test("all items come in order, more than the credit at once, and then the end")
  func items() async throws {
    mock.onRepeat = { _, _ in MockItems((0..<500).map { EKOuter.Middle(inner: .init(text: "\($0)")) }) }
    let client = EKEveryServiceClient(InProcessChannel([mock], streamCredit: 4))
    let stream = client.repeat(EKChoice())
    #expect(try await texts(stream, 501) == (0..<500).map { "\($0)" })
    #expect(try await stream.next() == nil)
  }

  @Test("a source is asked for no more items than there is credit for")
  func credit() async throws {
    held.allow(1_000)
    let client = EKEveryServiceClient(InProcessChannel([held], streamCredit: 4))
    let stream = client.repeat(EKChoice())
    _ = try await stream.next()
    // A call behind the stream on the service's thread: the stream has had its turn.
    _ = try await client.default(EKEmpty())
    #expect(held.state.withLock { $0.made } == 4)
    _ = try await stream.next()
    _ = try await client.default(EKEmpty())
    _ = try await client.default(EKEmpty())
    #expect(held.state.withLock { $0.made } == 6)
  }

  @Test("a source that had nothing goes on when it is woken")
  func wake() async throws {
    let stream = EKEveryServiceClient(InProcessChannel([held])).repeat(EKChoice())
    await held.wait { !$0.streams.isEmpty }
    for limit in [1, 3] {
      held.allow(limit)
      #expect(try await texts(stream, limit == 1 ? 1 : 2) == (limit == 1 ? ["1"] : ["2", "3"]))
    }
  }

  @Test("a failure comes behind the items before it")
  func failure() async throws {
    let error = RPCError(.outOfRange, "too old")
    mock.onRepeat = { _, _ in MockItems([EKOuter.Middle()], then: .fails(error)) }
    let stream = EKEveryServiceClient(InProcessChannel([mock])).repeat(EKChoice())
    #expect(try await stream.next() == EKOuter.Middle())
    await #expect(throws: error) { try await stream.next() }
  }

  @Test("the end's metadata arrives")
  func endMetadata() async throws {
    let seen = ReplyMetadata()
    let client = EKEveryServiceClient(InProcessChannel([EndingService()]))
    let stream = client.all(EKEmpty(), options: CallOptions(replyMetadata: seen))
    #expect(try await stream.next() == nil)
    #expect(seen.value?.entries == [MetadataEntry(key: "last", value: [1])])
  }

  @Test("a stream that is dropped, or whose time is over, is told to its service")
  func givenUp() async throws {
    let client = EKEveryServiceClient(InProcessChannel([held]))
    var stream: ReplyStream<EKOuter.Middle>? = client.repeat(EKChoice())
    await held.wait { $0.streams.count == 1 }
    withExtendedLifetime(stream) {}
    stream = nil
    await held.wait { $0.toldOfCancel == 1 }
    let late = client.repeat(EKChoice(), options: CallOptions(timeout: .milliseconds(20)))
    let error = await #expect(throws: RPCError.self) { try await late.next() }
    #expect(error?.code == .deadlineExceeded)
    await held.wait { $0.toldOfCancel == 2 }
  }

  @Test("a stream that its service forgets before it has a source is INTERNAL")
  func forgotten() async {
    let client = EKEveryServiceClient(InProcessChannel([held]))
    let stream = client.repeat(EKChoice(value: .aBool(true)))
    await held.wait { $0.streams.count == 1 }
    held.forget()
    let error = await #expect(throws: RPCError.self) { try await stream.next() }
    #expect(error?.code == .internal)
  }

  @Test("an item over its limit ends the stream with RESOURCE_EXHAUSTED")
  func largeItem() async {
    let text = String(repeating: "x", count: Int(FrameLimits.itemBytes))
    mock.onRepeat = { _, _ in [EKOuter.Middle(inner: .init(text: text))] }
    let stream = EKEveryServiceClient(InProcessChannel([mock])).repeat(EKChoice())
    let error = await #expect(throws: RPCError.self) { try await stream.next() }
    #expect(error?.code == .resourceExhausted)
  }
}

/// Ends its stream with metadata.
private struct EndingService: EKEveryService {
  func echo(_ message: EKScalars, _ call: UnaryCall<EKScalars>) {}
  func `repeat`(_ message: EKChoice, _ call: StreamCall<EKOuter.Middle>) {}
  func `default`(_ message: EKEmpty, _ call: UnaryCall<EKEmpty>) {}
  func all(_ message: EKEmpty, _ call: StreamCall<EKEmpty>) {
    call.produce { .endWith(Metadata(entries: [MetadataEntry(key: "last", value: [1])])) }
  }
}
