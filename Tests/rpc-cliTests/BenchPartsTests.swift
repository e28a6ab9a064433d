// BenchPartsTests.swift: the parts of a load that need no server: which call, what it comes to, how it is told.

import Testing
import TokenNet
import TokenRPCClient
import TokenWire

@testable import rpc_cli

@Suite("the parts of a load")
struct BenchPartsTests {
  private let identities = (0..<3).map { number in
    var identity = Bytes32()
    identity.first.high = UInt64(number)
    return identity
  }

  private func plan(_ call: BenchCall) -> LoadPlan {
    LoadPlan(CallMix(call), identities: call.needsTokens ? identities : [], waitMilliseconds: 900)
  }

  @Test("calls go over the tokens in turn, and only a use is one")
  func inTurn() {
    for number: UInt64 in 0..<7 {
      let identity = identities[Int(number % 3)]
      #expect(plan(.check).validation(number, use: false) == ValidateRequest(subject: .identity(identity), use: false))
      #expect(plan(.use).validation(number, use: true) == ValidateRequest(subject: .identity(identity), use: true))
      #expect(plan(.status).question(number) == StatusRequest(subject: .identity(identity)))
    }
  }

  @Test("no two requisitions of any run have the same content or key, and each waits for its token")
  func requisitions() {
    var contents: Set<[UInt8]> = []
    var keys: Set<[UInt8]> = []
    for _ in 0..<3 {
      let plan = plan(.request)
      for number: UInt64 in [0, 1, 2, 255, 256, 1_000_000] {
        let message = plan.requisition(number)
        #expect(message.waitMs == 900 && message.effectiveness == nil && message.id == nil)
        guard case .content(let content) = message.subject else { continue }
        #expect(content.count == 32)
        contents.insert(content)
        keys.insert(plan.keyed(number).metadata.idempotencyKey)
      }
    }
    #expect(contents.count == 18 && keys.count == 18)
    #expect(keys.allSatisfy { $0.count == 16 })
  }

  @Test("codes are asked for 10,000 users")
  func users() {
    let users = Set((0..<20_000).map { plan(.generate).generation($0).user })
    #expect(users.count == 10_000 && users.contains("bench-0") && users.contains("bench-9999"))
  }

  @Test("a call that ends in time counts and is followed by the lane's next number; one that ends later is neither")
  func laneInTime() {
    var state = lane(from: 2, stride: 5, slots: 2, LoadWindow(start: 0, end: 100))
    #expect(state.wakeOne(at: 0) == 2 && state.wakeOne(at: 99) == 7 && state.wakeOne(at: 99) == nil)
    #expect(state.next(after: .yes, begun: 0, at: 50) == (.counted, 12))
    #expect(state.next(after: .failed(RPCError(.internal, "")), begun: 50, at: 99) == (.counted, 17))
    #expect(state.inFlight == 2)
    #expect(state.next(after: .yes, begun: 99, at: 100) == (.late, nil))
    #expect(state.next(after: .failed(RPCError(.unavailable, "")), begun: 99, at: 101) == (.late, nil))
    #expect(state.inFlight == 0 && state.wakeOne(at: 101) == nil)
  }

  @Test("a slot that found no server rests until it is woken, and not beyond the end")
  func laneRests() {
    var state = lane(from: 0, stride: 1, slots: 1, LoadWindow(start: 0, end: 100))
    #expect(state.wakeOne(at: 0) == 0)
    #expect(state.next(after: .failed(RPCError(.unavailable, "")), begun: 0, at: 10) == (.counted, nil))
    #expect(state.inFlight == 0 && state.resting == 1)
    #expect(state.wakeOne(at: 100) == nil)
    #expect(state.wakeOne(at: 20) == 1 && state.inFlight == 1 && state.resting == 0)
  }

  @Test("a call that began in the warm-up counts in nothing, whenever it ends, and the next one goes on")
  func laneWarmsUp() {
    var state = lane(from: 0, stride: 1, slots: 2, LoadWindow(start: 50, end: 100))
    #expect(state.wakeOne(at: 0) == 0 && state.wakeOne(at: 49) == 1)
    #expect(state.next(after: .yes, begun: 0, at: 50) == (.warmUp, 2))
    #expect(state.next(after: .yes, begun: 50, at: 60) == (.counted, 3))
    #expect(state.next(after: .failed(RPCError(.internal, "")), begun: 49, at: 120) == (.warmUp, nil))
  }

  @Test("a time that is cut short ends then, and never later than it would have")
  func cut() {
    var window = LoadWindow(start: 10, end: 100)
    window.cut(at: 40)
    window.cut(at: 70)
    #expect(window.end == 40 && window.nanoseconds == 30)
    window.cut(at: 5)
    #expect(window.nanoseconds == 0)
  }

  private func lane(from: UInt64, stride: UInt64, slots: Int, _ window: LoadWindow) -> LoadLane.State {
    LoadLane.State(numbers: LoadLane.Numbers(next: from, stride: stride), window: window, resting: slots)
  }

  @Test("the tally counts answers, yeses and failures, and latencies of answers alone")
  func tally() {
    var tally = LoadTally()
    #expect(tally.failureText == nil)
    tally.count(.yes, microseconds: 10)
    tally.count(.no, microseconds: 20)
    tally.count(.failed(RPCError(.unavailable, "gone")), microseconds: 30_000)
    var other = LoadTally()
    for _ in 0..<2 { other.count(.failed(RPCError(.resourceExhausted, "full")), microseconds: 1) }
    tally.add(other)
    #expect(tally.requests == 5 && tally.valid == 1 && tally.errors == 3 && tally.latencies.longest == 20)
    #expect(tally.failureText == "3 calls failed: RESOURCE_EXHAUSTED 2, UNAVAILABLE 1; the first: gone")
  }

  @Test("progress tells rate, p99 and errors so far")
  func progressText() {
    var tally = LoadTally()
    for _ in 0..<300 { tally.count(.yes, microseconds: 7) }
    #expect(BenchRPCCommand.text(tally, .milliseconds(1_500)) == "1 s, 200 requests/s, p99 7 us")
    tally.count(.failed(RPCError(.internal, "x")), microseconds: 1)
    #expect(BenchRPCCommand.text(tally, .zero).hasSuffix(", 1 error"))
    #expect(BenchRPCCommand.text(tally, nil) == "warming up")
  }

  @Test("the time that tokens take is judged by the pace so far")
  func pace() throws {
    let harness = try CommandLineHarness()
    let connections = LoadConnections(1, to: try Endpoint(parsing: harness.address), options: ClientOptions())
    let supply = TokenSupply(count: 10_000, connections: connections, waitMilliseconds: 1)
    #expect(supply.seconds(at: 0, after: .seconds(10)) > TokenSupply.mostSeconds)
    #expect(supply.seconds(at: 100, after: .seconds(10)) == 1_000)
    #expect(supply.seconds(at: 400, after: .seconds(10)) < TokenSupply.mostSeconds)
  }

  @Test("there are never more loops than threads were asked for, nor than connections")
  func loops() throws {
    let server = try Endpoint(parsing: "127.0.0.1:1")
    #expect(LoadConnections(50, to: server, options: ClientOptions(), threads: 4).loopCount == 4)
    #expect(LoadConnections(3, to: server, options: ClientOptions(), threads: 4).loopCount == 3)
  }
}
