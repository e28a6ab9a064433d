// ConnectionStateTests.swift: the pieces that decide, as conversations without a socket.

import Testing
import TokenWire

@testable import TokenRPCClient

@Suite("the connection's state")
struct ConnectionStateTests {
  private typealias State = ConnectionState<String>
  private let arena = Arena()

  /// What a frame came to, as text.
  private func receive(_ state: inout State, _ header: FrameHeader, _ message: (any WireMessage)? = nil) -> String {
    var bytes: [UInt8] = []
    if let message { _ = try? message.encode(appendingTo: &bytes, in: arena) }
    return bytes.withUnsafeBytes { payload in
      switch state.receive(header, payload, arena) {
      case .none: "none"
      case .greeted: "greeted"
      case .answered(let call, let answer): "\(call) answered \(answer.message.count)"
      case .item(let call, let id, let item): "\(call) item \(id) \(item.message.count)"
      case .finished(let call, _): "\(call) finished"
      case .failed(let call, let error, _): "\(call) failed \(error.code.name)"
      case .abandoned(let call, let id, let error): "\(call) abandoned \(id) \(error.code.name)"
      case .ping(let argument): "ping \(argument)"
      case .pong(let argument): "pong \(argument)"
      case .goaway(let calls): "goaway \(calls.joined(separator: " "))"
      case .fatal(let error): "fatal \(error.code.name)"
      }
    }
  }

  private func admit(_ state: inout State, _ call: String, bytes: Int = 0, credit: UInt32? = nil) -> String {
    switch state.admit(call, payloadBytes: bytes, credit: credit) {
    case .accepted(let id): "\(id)"
    case .wait: "wait"
    case .elsewhere: "elsewhere"
    case .refused(let error): "refused \(error.code.name)"
    }
  }

  private func hello(_ calls: UInt32 = 0, _ bytes: UInt32 = 0) -> ServerHello {
    ServerHello(versionMin: 1, versionMax: 4, limits: Limits(maxFrameBytes: bytes, maxCallsInFlight: calls))
  }

  @Test("before HELLO 64 calls and 64 KiB, afterwards what the server says, but never less")
  func limits() {
    var state = State()
    #expect(admit(&state, "large", bytes: 65_537) == "wait")
    for id in 1...64 { #expect(admit(&state, "c", bytes: 65_536) == "\(id)") }
    #expect(admit(&state, "c") == "wait")
    #expect(receive(&state, FrameHeader(.hello), hello(65, 70_000)) == "greeted")
    #expect(admit(&state, "c", bytes: 70_000) == "65")
    #expect(admit(&state, "c", bytes: 70_001) == "refused RESOURCE_EXHAUSTED")
    #expect(receive(&state, FrameHeader(.hello), hello(1, 1)) == "greeted")
    #expect(admit(&state, "c", bytes: 65_537) == "refused RESOURCE_EXHAUSTED")
    #expect(admit(&state, "c", bytes: 65_536) == "wait")
    #expect(receive(&state, FrameHeader(.response, callID: 3)) == "c answered 0")
    #expect(receive(&state, FrameHeader(.response, callID: 4)) == "c answered 0")
    #expect(admit(&state, "c") == "66")
  }

  @Test("a call ends once, and a call that was given up ends silently")
  func endsOnce() {
    var state = State()
    _ = receive(&state, FrameHeader(.hello), hello())
    _ = admit(&state, "a")
    _ = admit(&state, "b")
    #expect(receive(&state, FrameHeader(.response, callID: 1)) == "a answered 0")
    #expect(receive(&state, FrameHeader(.response, callID: 1)) == "none")
    #expect(state.giveUp(2) && !state.giveUp(2) && !state.giveUp(1))
    #expect(state.calls.count == 1 && state.calls.callers == 0)
    #expect(receive(&state, FrameHeader(.response, code: 1, callID: 2)) == "none")
    #expect(state.calls.count == 0)
    for type in [FrameType.response, .item, .end] {
      #expect(receive(&state, FrameHeader(type, callID: 0)) == "none")
      #expect(receive(&state, FrameHeader(type, callID: 99)) == "none")
    }
  }

  @Test("each kind of call ends in its own way, everything else is the server's fault")
  func kinds() {
    var state = State()
    _ = receive(&state, FrameHeader(.hello), hello())
    for name in ["u1", "u2", "u3"] { _ = admit(&state, name) }
    for name in ["s4", "s5", "s6", "s7"] { _ = admit(&state, name, credit: 2) }
    #expect(receive(&state, FrameHeader(.end, callID: 1)) == "u1 failed INTERNAL")
    #expect(receive(&state, FrameHeader(.end, code: 5, callID: 2), Failure()) == "u2 failed NOT_FOUND")
    #expect(receive(&state, FrameHeader(.item, callID: 3)) == "u3 abandoned 3 INTERNAL")
    #expect(receive(&state, FrameHeader(.response, callID: 4)) == "s4 failed INTERNAL")
    #expect(receive(&state, FrameHeader(.response, code: 12, callID: 5), Failure()) == "s5 failed UNIMPLEMENTED")
    #expect(receive(&state, FrameHeader(.item, callID: 6)) == "s6 item 6 0")
    #expect(receive(&state, FrameHeader(.end, callID: 6, argument: 1)) == "s6 finished")
    #expect(receive(&state, FrameHeader(.end, callID: 7, argument: 1)) == "s7 failed DATA_LOSS")
  }

  @Test("credit is counted: none left is the server's fault, and it never exceeds 2^31-1")
  func credit() {
    var state = State()
    _ = receive(&state, FrameHeader(.hello), hello())
    _ = admit(&state, "s", credit: 2)
    _ = admit(&state, "u")
    #expect(receive(&state, FrameHeader(.item, callID: 1)) == "s item 1 0")
    #expect(state.grant(1, to: 1) == true)
    #expect(!state.grant(0, to: 1) && !state.grant(1, to: 2) && !state.grant(1, to: 9))
    #expect(!state.grant(.max, to: 1) && !state.grant(2_147_483_646, to: 1))
    #expect(receive(&state, FrameHeader(.item, callID: 1)) == "s item 1 0")
    #expect(receive(&state, FrameHeader(.item, callID: 1)) == "s item 1 0")
    #expect(receive(&state, FrameHeader(.item, callID: 1)) == "s abandoned 1 INTERNAL")
    #expect(receive(&state, FrameHeader(.item, callID: 1)) == "none")
    #expect(state.grant(1, to: 1) == false)
  }

  @Test("GOAWAY gives back what was not started, only lowers its id, and takes no more calls")
  func goaway() {
    var state = State()
    _ = receive(&state, FrameHeader(.hello), hello())
    for name in ["a", "b", "c", "d"] { _ = admit(&state, name) }
    #expect(receive(&state, FrameHeader(.goaway, argument: 3), Goaway()) == "goaway d")
    #expect(admit(&state, "e") == "elsewhere")
    #expect(receive(&state, FrameHeader(.goaway, argument: 9), Goaway()) == "goaway ")
    #expect(state.lastAccepted == 3 && state.farewell == nil)
    #expect(
      receive(&state, FrameHeader(.goaway, argument: 1), Goaway(code: 4, message: "grace is over")) == "goaway b c")
    #expect(state.farewell == RPCError(.deadlineExceeded, "grace is over", notStarted: true))
    #expect(receive(&state, FrameHeader(.response, callID: 1)) == "a answered 0")
  }

  @Test("GOAWAY may come before HELLO, nothing else may")
  func firstFrame() {
    var refused = State()
    _ = admit(&refused, "a")
    #expect(receive(&refused, FrameHeader(.goaway), Goaway(code: 9, message: "version")) == "goaway a")
    for type in FrameType.allCases where type != .hello && type != .goaway {
      var state = State()
      #expect(receive(&state, FrameHeader(type)) == "fatal UNAVAILABLE")
    }
  }

  @Test("frames that only clients send end the connection")
  func clientFrames() {
    for type in [FrameType.request, .cancel, .credit] {
      var state = State()
      _ = receive(&state, FrameHeader(.hello), hello())
      #expect(receive(&state, FrameHeader(type)) == "fatal INTERNAL")
    }
  }

  @Test("when the ids are used up, calls go elsewhere")
  func usedUp() {
    var state = State(calls: CallTable(lastID: .max - 1))
    #expect(admit(&state, "last") == "\(UInt32.max)")
    #expect(admit(&state, "next") == "elsewhere")
    #expect(state.removeAll() == ["last"])
  }

  @Test("all calls come back in their order when the connection is lost")
  func lost() {
    var state = State()
    for number in 1...40 { _ = admit(&state, "\(number)") }
    _ = state.giveUp(7)
    #expect(state.removeAll() == (1...40).filter { $0 != 7 }.map { "\($0)" })
    #expect(state.calls.count == 0 && state.calls.callers == 0)
  }
}

@Suite("the waiting queue")
struct WaitingQueueTests {
  @Test("it is a queue, whatever is taken from its middle or put back to its front")
  func model() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    var queue = WaitingQueue<Int>()
    var model: [(ticket: Int, value: Int)] = []
    for step in 0..<5000 {
      switch random.next() % 5 {
      case 0, 1: model.append((queue.append(step), step))
      case 2: model.insert((queue.prepend(step), step), at: 0)
      case 3: #expect(queue.popFirst() == (model.isEmpty ? nil : model.removeFirst().value), "seed \(seed)")
      default:
        guard !model.isEmpty else { continue }
        let entry = model.remove(at: Int(random.next() % UInt64(model.count)))
        #expect(queue.remove(entry.ticket) == entry.value, "seed \(seed)")
        #expect(queue.remove(entry.ticket) == nil, "seed \(seed)")
      }
      #expect(queue.count == model.count && queue.next == model.first?.value, "seed \(seed)")
    }
  }
}

/// A small generator with a seed that can be printed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
