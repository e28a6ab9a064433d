// EventLoopTests.swift: jobs, timers and sockets on a real loop.

import Dispatch
import Synchronization
import Testing

@testable import TokenNet

@Suite("EventLoop")
struct EventLoopTests {
  @Test("jobs run on the loop, each thread's in its order")
  func jobs() async throws {
    let loop = try EventLoop(label: "test")
    let seen = LoopOwned([[Int]](repeating: [], count: 8), on: loop.thread)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for number in 0..<1_000 { loop.submit { seen.value[thread].append(number) } }
    }
    let result = await loop.run { seen.value }
    #expect(result == Array(repeating: Array(0..<1_000), count: 8))
    #expect(await loop.run { loop.isCurrent })
    #expect(!loop.isCurrent)
    loop.stop()
  }

  @Test("jobs submitted before stop run, later ones are refused")
  func stop() async throws {
    let loop = try EventLoop(label: "test")
    let count = Atomic<Int>(0)
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      loop.submit {
        loop.stop { done.resume() }
        loop.submit { count.add(1, ordering: .relaxed) }
      }
    }
    #expect(count.load(ordering: .relaxed) == 1)
    while loop.submit({ count.add(1, ordering: .relaxed) }) {}
    #expect(count.load(ordering: .relaxed) >= 1)
  }

  @Test("timers fire in order and never early; a cancelled one does not fire")
  func timers() async throws {
    let loop = try EventLoop(label: "test")
    let fired = LoopOwned([UInt64](), on: loop.thread)
    let start = EventLoop.readClock()
    let end = await withCheckedContinuation { (done: CheckedContinuation<UInt64, Never>) in
      loop.submit {
        for delay in [30, 10, 20] as [UInt64] {
          _ = loop.addTimer(after: .milliseconds(delay)) { fired.value.append(delay) }
        }
        loop.cancel(loop.addTimer(after: .milliseconds(5)) { fired.value.append(0) })
        _ = loop.addTimer(after: .milliseconds(40)) { done.resume(returning: EventLoop.readClock()) }
      }
    }
    #expect(await loop.run { fired.value } == [10, 20, 30])
    #expect(end - start >= 40_000_000)
    loop.stop()
  }

  @Test("a socket is told of bytes and of the end of file; a removed one is told nothing")
  func sockets() async throws {
    let listener = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
    defer { listener.close() }
    let (client, server) = try connectedPair(listener)
    let (client2, server2) = try connectedPair(listener)
    let loop = try EventLoop(label: "test")
    let received = await withCheckedContinuation { (done: CheckedContinuation<[UInt8], Never>) in
      loop.submit {
        let removed = Reader(loop, server2) { _ in Issue.record("told after it was removed") }
        loop.remove(removed.registration)
        _ = Reader(loop, server) { done.resume(returning: $0) }
        _ = client2.write([9])
        _ = client.write([1, 2])
        client.shutdownWrite()
      }
    }
    #expect(received == [1, 2])
    loop.stop()
    for descriptor in [client, server, client2, server2] { descriptor.close() }
  }

  @Test("a socket does not wait for more than a turn's jobs")
  func fairness() async throws {
    let listener = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
    defer { listener.close() }
    let (client, server) = try connectedPair(listener)
    let loop = try EventLoop(label: "test")
    let jobsRun = LoopOwned(0, on: loop.thread)
    let jobsBefore = await withCheckedContinuation { (done: CheckedContinuation<Int, Never>) in
      loop.submit {
        _ = Reader(loop, server) { _ in done.resume(returning: jobsRun.value) }
        _ = client.write([1])
        client.shutdownWrite()
        for _ in 0..<100_000 { loop.submit { jobsRun.value += 1 } }
      }
    }
    #expect(jobsBefore <= 10 * EventLoop.maxJobsPerTurn)
    #expect(await loop.run { jobsRun.value } == 100_000)
    loop.stop()
    for descriptor in [client, server] { descriptor.close() }
  }

  @Test("all jobs submitted before stop run, also those of later turns")
  func stopAfterMany() async throws {
    let loop = try EventLoop(label: "test")
    let count = Atomic<Int>(0)
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      loop.submit {
        loop.stop { done.resume() }
        for _ in 0..<3 * EventLoop.maxJobsPerTurn { loop.submit { count.add(1, ordering: .relaxed) } }
      }
    }
    #expect(count.load(ordering: .relaxed) == 3 * EventLoop.maxJobsPerTurn)
  }

  @Test("an event of a removed registration never reaches the next one in its slot")
  func staleEvents() throws {
    var registrations = Registrations()
    let target = Silent()
    let first = registrations.add(Descriptor(rawValue: 7), target)
    #expect(registrations.target(for: first.key) === target)
    let removals = [registrations.remove(first), registrations.remove(first)]
    #expect(removals == [true, false])
    let second = registrations.add(Descriptor(rawValue: 7), target)
    #expect(second.slot == first.slot)
    #expect(registrations.target(for: first.key) == nil)
    #expect(registrations.target(for: second.key) === target)
  }

  @Test("targets of the end of a turn run once, after the jobs of that turn")
  func endOfTurn() async throws {
    let loop = try EventLoop(label: "test")
    let log = LoopOwned([String](), on: loop.thread)
    let counter = LoopOwned(TurnCounter(log), on: loop.thread)
    await loop.run {
      loop.atEndOfTurn(counter.value)
      log.value.append("job")
    }
    await loop.run {}
    #expect(await loop.run { log.value } == ["job", "end"])
    loop.stop()
  }

  @Test("the target of every turn runs at the end of each, behind those that asked for one")
  func endOfEveryTurn() async throws {
    let loop = try EventLoop(label: "test")
    let log = LoopOwned([String](), on: loop.thread)
    let counter = LoopOwned(TurnCounter(log), on: loop.thread)
    let last = LoopOwned(TurnCounter(log, "last"), on: loop.thread)
    await loop.run { loop.atEndOfEveryTurn(last.value) }
    await loop.run {
      log.value = []
      loop.atEndOfTurn(counter.value)
    }
    await loop.run {}
    let ends = await loop.run { log.value }
    #expect(ends.prefix(2) == ["end", "last"] && ends.dropFirst(2).allSatisfy { $0 == "last" } && ends.count >= 3)
    loop.stop()
  }

  @Test("a duration never moves a clock back or past its range")
  func clamping() {
    #expect(UInt64(5).advanced(clampedBy: .nanoseconds(3)) == 8)
    #expect(UInt64(5).advanced(clampedBy: .seconds(-3)) == 5)
    #expect(UInt64(5).advanced(clampedBy: .seconds(Int64.max)) == .max)
  }
}

extension EventLoop {
  /// What `body` returns on the loop.
  func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { (done: CheckedContinuation<Result, Never>) in
      submit { done.resume(returning: body()) }
    }
  }
}

private final class Silent: SocketTarget {
  func ready(_ readiness: Readiness) {}
}

private final class TurnCounter: TurnTarget {
  private let log: LoopOwned<[String]>
  private let word: String
  init(_ log: LoopOwned<[String]>, _ word: String = "end") { (self.log, self.word) = (log, word) }
  func turnEnded() { log.value.append(word) }
}

/// Reads a socket to its end.
private final class Reader: SocketTarget {
  private let loop: EventLoop
  private let descriptor: Descriptor
  private let atEnd: ([UInt8]) -> Void
  private var bytes: [UInt8] = []
  private(set) var registration: Registration!

  init(_ loop: EventLoop, _ descriptor: Descriptor, atEnd: @escaping ([UInt8]) -> Void) {
    self.loop = loop
    self.descriptor = descriptor
    self.atEnd = atEnd
    registration = try? loop.add(descriptor, .read, self)
  }

  func ready(_ readiness: Readiness) {
    #expect(readiness.contains(.readable))
    var buffer = [UInt8](repeating: 0, count: 64)
    switch buffer.withUnsafeMutableBytes({ descriptor.read(into: $0) }) {
    case .bytes(let count): bytes += buffer[..<count]
    case .wouldBlock: break
    case .endOfFile, .failed:
      loop.remove(registration)
      atEnd(bytes)
    }
  }
}
