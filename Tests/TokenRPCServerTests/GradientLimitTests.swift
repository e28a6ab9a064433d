// GradientLimitTests.swift: the limit that follows the load, against simulated servers.

import Synchronization
import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

/// A server of some workers and one queue, behind a limit, with calls that come at random moments.
private struct Simulation {
  let workers: Int
  /// Nanoseconds that a call takes a worker on average, at an instant.
  var service: (UInt64) -> Double
  /// Calls a second, at an instant.
  var load: (UInt64) -> Double
  var limit: GradientLimit
  var random: SplitMix

  struct Second {
    var admitted = 0
    var shed = 0
    var ended = 0
    var nanoseconds = 0.0
    /// The limit at its end.
    var limit = 0
    var latency: Double { ended == 0 ? 0 : nanoseconds / Double(ended) }
  }

  private(set) var seconds: [Second] = []
  /// When each worker has done what waits for it.
  private var free: [UInt64]
  /// Calls in flight: when they end and began, the soonest last.
  private var inFlight: [(end: UInt64, start: UInt64)] = []

  init(
    workers: Int, seed: UInt64, maximum: Int = 10_000, service: @escaping (UInt64) -> Double,
    load: @escaping (UInt64) -> Double
  ) {
    self.workers = workers
    self.service = service
    self.load = load
    limit = GradientLimit(maximum: maximum)
    random = SplitMix(state: seed)
    free = Array(repeating: 0, count: workers)
  }

  mutating func run(seconds count: Int) {
    var now: UInt64 = 0
    for second in 1...UInt64(count) {
      seconds.append(Second())
      while now < second * 1_000_000_000 {
        arrive(at: now)
        now += UInt64(Double.random(in: 0...2, using: &random) * 1e9 / load(now)) + 1
      }
      seconds[seconds.count - 1].limit = limit.limit
    }
  }

  private mutating func arrive(at now: UInt64) {
    while let next = inFlight.last, next.end <= now {
      limit.ended(after: next.end - next.start, inFlight: inFlight.count, at: next.end)
      inFlight.removeLast()
      seconds[seconds.count - 1].ended += 1
      seconds[seconds.count - 1].nanoseconds += Double(next.end - next.start)
    }
    guard inFlight.count < limit.limit else {
      seconds[seconds.count - 1].shed += 1
      return
    }
    seconds[seconds.count - 1].admitted += 1
    // The queue is one: whichever worker is free first takes the call. Workers free long ago are all alike.
    var worker = 0
    for candidate in free.indices where free[candidate] < free[worker] {
      worker = candidate
      if free[worker] <= now { break }
    }
    let end = max(now, free[worker]) + UInt64(Double.random(in: 0.8...1.2, using: &random) * service(now))
    free[worker] = end
    let place = inFlight.partitioningIndex { $0.end <= end }
    inFlight.insert((end, now), at: place)
  }
}

extension Array {
  /// The first index from which on the predicate holds.
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

@Suite("GradientLimit")
struct GradientLimitTests {
  private static let ms = 1e6
  private let seed = UInt64.random(in: 0 ... .max)

  @Test(
    "under overload it settles a little above what the server does at once: calls end as fast as they can and none waits long"
  )
  func overload() {
    var simulation = Simulation(workers: 150, seed: seed, service: { _ in 20 * Self.ms }, load: { _ in 15_000 })
    simulation.run(seconds: 12)
    for second in simulation.seconds.dropFirst(6) {
      #expect((130...230).contains(second.limit), "seed \(seed)")
      #expect(second.ended > 6_300 && second.ended < 7_700, "of 7,500 a second; seed \(seed)")
      #expect(second.latency < 32 * Self.ms, "seed \(seed)")
      #expect(second.shed > 6_000, "seed \(seed)")
    }
  }

  @Test("a load that the server can carry is let in whole once the limit has risen")
  func carried() {
    var simulation = Simulation(workers: 500, seed: seed, service: { _ in 20 * Self.ms }, load: { _ in 15_000 })
    simulation.run(seconds: 10)
    #expect(simulation.seconds[0].shed > 0, "it began at the floor; seed \(seed)")
    #expect(simulation.seconds.dropFirst(4).allSatisfy { $0.shed == 0 && $0.latency < 21 * Self.ms }, "seed \(seed)")
  }

  @Test("a light load is never shed, and leaves the limit where it was")
  func light() {
    var simulation = Simulation(workers: 500, seed: seed, service: { _ in 5 * Self.ms }, load: { _ in 2_000 })
    simulation.run(seconds: 35)
    #expect(simulation.seconds.allSatisfy { $0.shed == 0 && $0.limit == GradientLimit.floor }, "seed \(seed)")
  }

  @Test("a server that is overloaded from its first call on never grows a queue, though it has not seen an idle moment")
  func overloadedFromTheStart() {
    var simulation = Simulation(workers: 4, seed: seed, service: { _ in 2 * Self.ms }, load: { _ in 6_000 })
    simulation.run(seconds: 40)
    #expect(simulation.seconds.allSatisfy { $0.limit < 2 * GradientLimit.floor }, "seed \(seed)")
    #expect(simulation.seconds.dropFirst().allSatisfy { $0.latency < 64 * Self.ms }, "seed \(seed)")
  }

  @Test("when the load has gone, what the server can carry is let in again")
  func recovers() {
    var simulation = Simulation(
      workers: 300, seed: seed, service: { _ in 20 * Self.ms },
      load: { $0 < 5_000_000_000 ? 25_000 : $0 < 8_000_000_000 ? 500 : 10_000 })
    simulation.run(seconds: 12)
    #expect(simulation.seconds[4].shed > 5_000, "seed \(seed)")
    #expect(simulation.seconds.suffix(3).allSatisfy { $0.shed == 0 && $0.latency < 22 * Self.ms }, "seed \(seed)")
  }

  @Test("when every call takes far longer than it did, the limit falls, learns that at its floor, and rises again")
  func slowerServer() {
    var simulation = Simulation(
      workers: 2_000, seed: seed, service: { $0 < 5_000_000_000 ? 20 * Self.ms : 60 * Self.ms }, load: { _ in 4_000 })
    simulation.run(seconds: 15)
    #expect(simulation.seconds[5].shed > 500, "seed \(seed)")
    #expect(simulation.seconds.suffix(3).allSatisfy { $0.shed == 0 }, "seed \(seed)")
  }

  @Test("every 30 seconds the limit is halved until a window has told the least latency, and then is as before")
  func remeasured() throws {
    var limit = GradientLimit(maximum: 10_000)
    // 10,000 a second that take 20 ms: 200 in flight.
    var limits: [Int] = []
    for number in 0..<320_000 as Range<UInt64> {
      limit.ended(after: 20_000_000, inFlight: 200, at: number * 100_000)
      if limits.last != limit.limit { limits.append(limit.limit) }
    }
    let lowered = try #require(limits.firstIndex { (100...101).contains($0) }, "\(limits)")
    #expect(limits[lowered - 1] > 250 && limits[lowered + 1] == limits[lowered - 1], "\(limits)")
    #expect(limits[..<lowered] == limits[..<lowered].sorted()[...], "it rose until then: \(limits)")
  }

  @Test("whatever it is told it stays between its floor and its maximum", arguments: [64, 65, 5_000])
  func bounds(maximum: Int) {
    var random = SplitMix(state: seed)
    var limit = GradientLimit(maximum: maximum)
    var now: UInt64 = 0
    var seen: Set<Int> = []
    for _ in 0..<200_000 {
      let most: UInt64 = Bool.random(using: &random) ? 10_000_000 : 1_000
      now &+= UInt64.random(in: 0...most, using: &random)
      let latency = UInt64(1) << UInt64.random(in: 0...40, using: &random)
      limit.ended(after: latency, inFlight: Int.random(in: 0...10_000, using: &random), at: now)
      seen.insert(limit.limit)
    }
    #expect(seen.allSatisfy { (GradientLimit.floor...maximum).contains($0) }, "seed \(seed)")
    #expect(maximum == 64 || seen.count > 1, "seed \(seed)")
  }
}

@Suite("A call limit that follows the load, over a socket", .timeLimit(.minutes(2)))
struct CallGateTests {
  private typealias Method = TestService.Method

  @Test("at the limit of one method its calls are refused unseen, not started, with the limit's name; others go on")
  func refused() throws {
    let server = try TestServer(callLimit: .gradient)
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    let floor = UInt32(GradientLimit.floor)
    for id in 1...floor { client.sendRequest(Method.hold, id: id) }
    // By number it is refused before its metadata is looked at, by name once that was.
    client.send(Bytes.raw(FrameHeader(.request, flags: .metadata, code: Method.hold.id, callID: floor + 1), [0xff]))
    client.send(
      Bytes.frame(
        FrameHeader(.request, flags: .metadata, callID: floor + 2), metadata: Metadata(method: Method.hold.fullName),
        DrawRequest()))
    for id in floor + 1...floor + 2 {
      let error = try #require(client.read()?.error)
      #expect(error.code == .resourceExhausted && error.notStarted && error.retryAfterMilliseconds > 0, "\(id)")
      #expect(error.details == [Detail(detail: .limit(LimitReached(limit: "call-limit", maximum: UInt64(floor))))])
    }
    client.sendRequest(Method.echo, id: 200)
    #expect(client.read()?.status == .ok)
    #expect(server.server.counts.callsShed == 2 && server.server.counts.callsRefused == 2)
    #expect(server.service.releaseAll() == Int(floor))
    for _ in 1...floor { #expect(client.read()?.status == .ok) }
    client.sendRequest(Method.hold, id: 201)
    waitUntil("room again") { server.service.heldCount == 1 }
  }

  @Test(
    "streams and calls that are parked take no room, also when they are parked late, and cancelled ones until they end")
  func parked() throws {
    let server = try TestServer(callLimit: .gradient)
    defer { server.stop() }
    let client = try TestClient.greeted(server.endpoint)
    let many = UInt32(GradientLimit.floor) + 10
    for id in 1...many { client.sendRequest(Method.park, id: id) }
    for id in many + 1...many + 50 { client.sendRequest(Method.follow, id: id) }
    waitUntil("all of them") { server.service.heldCount == Int(many) && server.service[\.followers.count] == 50 }
    server.service.releaseAll()
    for _ in 1...many { #expect(client.read()?.status == .ok) }
    let floor = UInt32(GradientLimit.floor)
    for id in 1_000...999 + floor { client.sendRequest(Method.hold, id: id) }
    waitUntil("those held") { server.service.heldCount == Int(floor) }
    // Parked from another thread, one makes room for one.
    server.service.state.withLock { $0.held[0].park() }
    var id: UInt32 = 2_000
    waitUntil("room for one") {
      id += 1
      client.sendRequest(Method.hold, id: id)
      client.send(Bytes.frame(FrameHeader(.ping, argument: id)))
      return client.read()?.type == .pong
    }
    client.sendRequest(Method.hold, id: id + 1)
    #expect(client.read(skipping: .pong)?.status == .resourceExhausted)
    client.send(Bytes.frame(FrameHeader(.cancel, callID: 1_005)))
    #expect(client.read(skipping: .pong)?.status == .cancelled)
    client.sendRequest(Method.hold, id: id + 2)
    #expect(client.read(skipping: .pong)?.status == .resourceExhausted, "its work goes on")
  }
}
