// PartsTests.swift: the small values a connection is made of: calls, streams, patience, methods, output.

import Testing
import TokenWire

@testable import TokenRPCServer

@Suite("CallTable")
struct CallTableTests {
  @Test("a call ends once, and its slot is free when its service has answered")
  func slots() {
    var calls = CallTable()
    for id in 1...3 as ClosedRange<UInt32> { calls.insert(id, Call(kind: .unary, credit: 0)) }
    #expect(calls.count == 3 && calls.openCount == 3 && calls.openIDs == [1, 2, 3])
    let ends = [calls.end(2) != nil, calls.end(2) != nil]
    #expect(ends == [true, false])
    #expect(calls.count == 3 && calls.openCount == 2 && calls.openIDs == [1, 3])
    let late = calls.answer(2)
    #expect(late?.isEnded == true && calls.count == 2 && calls.openCount == 2)
    let answers = [calls.answer(3)?.isEnded, calls.answer(3)?.isEnded, calls.answer(2)?.isEnded]
    #expect(answers == [false, nil, nil])
    #expect(calls.count == 1 && calls.openCount == 1)
  }

  @Test("a stream whose source is known ends without its service")
  func streams() {
    var calls = CallTable()
    calls.insert(1, Call(kind: .serverStream, credit: 1))
    calls.update(1) { $0.isWorking = false }
    let end = calls.end(1)
    #expect(end != nil && calls.count == 0 && calls.openCount == 0)
  }
}

@Suite("StreamState")
struct StreamStateTests {
  @Test("a stream is queued once, and only with credit and a source")
  func queue() {
    var stream = StreamState(credit: 1)
    var queued = [stream.enqueue()]
    stream.source = { _, _ in .waits }
    queued += [stream.enqueue(), stream.enqueue()]
    #expect(queued == [false, true, false])
    let source = stream.dequeue()
    #expect(source != nil)
    stream.itemSent()
    queued = [stream.enqueue(), stream.grant(1), stream.enqueue()]
    #expect(queued == [false, true, true])
  }

  @Test("a source that is woken while it is asked is asked again; otherwise it waits")
  func wake() {
    var stream = StreamState(credit: 1)
    stream.source = { _, _ in .waits }
    _ = stream.enqueue()
    _ = stream.dequeue()
    stream.wait()
    var queued = [stream.enqueue()]
    stream.wake()
    queued += [stream.enqueue()]
    _ = stream.dequeue()
    stream.wake()
    stream.wait()
    queued += [stream.enqueue()]
    #expect(queued == [false, true, true])
  }
}

@Suite("Watchdog")
struct WatchdogTests {
  private let ms: UInt64 = 1_000_000
  private var limits: ServerLimits {
    var limits = ServerLimits()
    limits.helloTimeout = .milliseconds(5)
    limits.frameTimeout = .milliseconds(10)
    limits.outputTimeout = .milliseconds(20)
    limits.idleTimeout = .milliseconds(30)
    limits.lingerTimeout = .milliseconds(3)
    return limits
  }

  @Test("HELLO is waited for, then no more")
  func hello() {
    var dog = Watchdog(limits: limits, now: 0)
    #expect(dog.next == 5 * ms && dog.expired(at: 5 * ms - 1) == nil && dog.expired(at: 5 * ms) == .hello)
    dog.helloCame()
    #expect(dog.next == Watchdog.never)
  }

  @Test("a frame's clock starts with its first byte and does not start again while it drips in")
  func frame() {
    var dog = Watchdog(limits: limits, now: 0)
    dog.helloCame()
    dog.frame(isPartial: true, number: 1, now: 100 * ms)
    dog.frame(isPartial: true, number: 1, now: 109 * ms)
    #expect(dog.expired(at: 110 * ms) == .frame)
    dog.frame(isPartial: true, number: 2, now: 109 * ms)
    #expect(dog.expired(at: 118 * ms) == nil && dog.next == 119 * ms)
    dog.frame(isPartial: false, number: 2, now: 118 * ms)
    #expect(dog.next == Watchdog.never)
  }

  @Test("waiting output must progress; an idle connection is touched by use")
  func outputAndIdle() {
    var dog = Watchdog(limits: limits, now: 0)
    dog.helloCame()
    dog.outputWaits(true, progressed: false, now: 0)
    dog.outputWaits(true, progressed: false, now: 10 * ms)
    #expect(dog.next == 20 * ms)
    dog.outputWaits(true, progressed: true, now: 10 * ms)
    #expect(dog.expired(at: 20 * ms) == nil && dog.expired(at: 30 * ms) == .output)
    dog.outputWaits(false, progressed: false, now: 0)
    dog.idles(true, touched: false, now: 0)
    dog.idles(true, touched: true, now: 10 * ms)
    #expect(dog.next == 40 * ms && dog.expired(at: 40 * ms) == .idle)
    dog.lingers(now: 50 * ms)
    #expect(dog.next == 53 * ms && dog.expired(at: 53 * ms) == .linger)
  }
}

@Suite("MethodTable")
struct MethodTableTests {
  private struct Service: RPCService {
    let rows: [MethodDescriptor]
    var methods: [MethodHandler] {
      rows.map { MethodHandler(method: $0) { (_, _, _, _, _) throws(DecodeError) in } }
    }
  }

  private func row(_ id: UInt16, _ name: String, max: UInt32 = 0) -> MethodDescriptor {
    MethodDescriptor(id: id, fullName: name, kind: .unary, isIdempotent: false, maxRequestBytes: max)
  }

  private func table(_ rows: MethodDescriptor...) throws(ServerError) -> MethodTable {
    try MethodTable(rows.map { Service(rows: [$0]) }, maxRequestBytes: 1_000)
  }

  @Test("methods that collide or take the protocol's ids stop the server when it is made")
  func collisions() {
    #expect(throws: ServerError.methodIDTaken(id: 300, by: "a/A", wantedBy: "b/B")) {
      try table(row(300, "a/A"), row(300, "b/B"))
    }
    #expect(throws: ServerError.methodNameTaken("a/A")) { try table(row(300, "a/A"), row(301, "a/A")) }
    #expect(throws: ServerError.methodIDReserved(id: 255, method: "a/A")) { try table(row(255, "a/A")) }
    #expect(throws: ServerError.methodIDReserved(id: 0, method: "tokenrpc.v1.Health/Check")) {
      try table(row(0, "tokenrpc.v1.Health/Check"))
    }
  }

  @Test("a method is found by id and by name, with the lower of two limits")
  func find() throws {
    let table = try table(row(65_535, "a/A", max: 10), row(256, "a/B", max: 5_000), row(1, "tokenrpc.v1.Health/Check"))
    #expect(table.find(65_535)?.method.fullName == "a/A")
    #expect(table.find(named: "a/B")?.method.id == 256)
    #expect(table.find(0) == nil && table.find(257) == nil && table.find(named: "a/C") == nil)
    #expect(table.entries.map(\.maxRequestBytes) == [1_000, 1_000, 10])
  }
}

@Suite("OutputBuffer")
struct OutputBufferTests {
  @Test("bytes leave in the order they came, whatever is sent at once")
  func order() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    var output = OutputBuffer()
    var written: [UInt8] = []
    var sent: [UInt8] = []
    for number in 0..<500 as Range<UInt32> {
      let header = FrameHeader(.ping, argument: number)
      written += Bytes.frame(header)
      output.append(header)
      let count = Int.random(in: 0...output.count, using: &random)
      sent += output.withUnsent { Array($0.prefix(count)) }
      output.sent(count)
    }
    sent += output.withUnsent { Array($0) }
    #expect(sent == written, "seed \(seed)")
  }
}
