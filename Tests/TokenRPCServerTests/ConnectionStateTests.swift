// ConnectionStateTests.swift: conversations with the part that decides, without sockets or clocks.

import Testing
import TokenWire

@testable import TokenRPCServer

@Suite("ConnectionState")
struct ConnectionStateTests {
  /// A conversation: frames in, what they cause as text.
  private struct Conversation {
    var state: ConnectionState
    private let arena = Arena()

    init(greeted: Bool = true, credit: UInt32 = 2, limits: ServerLimits = ServerLimits()) throws {
      let methods = try MethodTable([TestService()], maxRequestBytes: 4 << 20)
      state = ConnectionState(limits: limits, methods: methods)
      if greeted {
        let hello = ClientHello(versionMin: 1, versionMax: 1, initialCredit: credit)
        #expect(say(FrameHeader(.hello), hello) == "hello")
      }
    }

    mutating func say(_ header: FrameHeader, room: ServerUsage.Room = .free, payload: [UInt8] = []) -> String {
      payload.withUnsafeBytes { "\(state.receive(header, $0, in: arena, room: room))" }
    }

    mutating func say<Message: WireMessage>(_ header: FrameHeader, _ message: Message) -> String {
      var payload: [UInt8] = []
      do { try message.encode(appendingTo: &payload, in: arena) } catch { return "\(error)" }
      return say(header, payload: payload)
    }

    mutating func request(_ method: MethodDescriptor, _ id: UInt32, room: ServerUsage.Room = .free) -> String {
      say(FrameHeader(.request, code: method.id, callID: id), room: room)
    }
  }

  @Test("nothing but HELLO is heard before HELLO")
  func helloFirst() throws {
    var talk = try Conversation(greeted: false)
    #expect(talk.request(TestService.Method.echo, 1) == "goaway FAILED_PRECONDITION")
    #expect(talk.state.highestID == 0)
    #expect(talk.say(FrameHeader(.hello), ClientHello(versionMin: 1, versionMax: 1)) == "hello")
    #expect(talk.say(FrameHeader(.hello), ClientHello(versionMin: 1, versionMax: 1)) == "nothing")
  }

  @Test("the highest version of both ranges is 1, or there is none")
  func versions() throws {
    for (low, high, expected) in [(1, 1, "hello"), (1, 9, "hello"), (2, 9, "goaway FAILED_PRECONDITION")] {
      var talk = try Conversation(greeted: false)
      let hello = ClientHello(versionMin: UInt32(low), versionMax: UInt32(high))
      #expect(talk.say(FrameHeader(.hello), hello) == expected)
    }
  }

  @Test("call ids rise, also over refused calls")
  func ids() throws {
    var talk = try Conversation()
    #expect(talk.request(TestService.Method.echo, 7) == "start 7")
    #expect(talk.say(FrameHeader(.request, code: 9_999, callID: 9)) == "refuse 9 UNIMPLEMENTED")
    #expect(talk.request(TestService.Method.echo, 9) == "goaway INVALID_ARGUMENT")
    #expect(talk.request(TestService.Method.echo, UInt32.max) == "start 4294967295")
    #expect(talk.request(TestService.Method.echo, 1) == "goaway INVALID_ARGUMENT")
  }

  @Test("without room a request is refused before anything of it is decoded")
  func room() throws {
    var talk = try Conversation()
    let damaged = FrameHeader(.request, flags: .metadata, code: 300, callID: 1)
    #expect(talk.say(damaged, room: .noCalls) == "refuse 1 RESOURCE_EXHAUSTED")
    #expect(talk.request(TestService.Method.echo, 2, room: .noBytes) == "refuse 2 RESOURCE_EXHAUSTED")
    #expect(talk.state.calls.count == 0)
  }

  @Test("a connection takes exactly as many calls as its limit")
  func callLimit() throws {
    var limits = ServerLimits()
    limits.maxCallsPerConnection = 64
    var talk = try Conversation(limits: limits)
    for id in 1...64 as ClosedRange<UInt32> { #expect(talk.request(TestService.Method.hold, id) == "start \(id)") }
    #expect(talk.request(TestService.Method.hold, 65) == "refuse 65 RESOURCE_EXHAUSTED")
    _ = talk.state.calls.end(1)
    #expect(talk.request(TestService.Method.hold, 66) == "refuse 66 RESOURCE_EXHAUSTED", "its work goes on")
    _ = talk.state.calls.answer(1)
    #expect(talk.request(TestService.Method.hold, 67) == "start 67")
  }

  @Test("a connection takes exactly as many streams as their limit, beside its unary calls")
  func streamLimit() throws {
    var limits = ServerLimits()
    limits.maxStreamsPerConnection = 2
    var talk = try Conversation(limits: limits)
    for id in 1...2 as ClosedRange<UInt32> { #expect(talk.request(TestService.Method.count, id) == "start \(id)") }
    #expect(talk.request(TestService.Method.count, 3) == "refuse 3 RESOURCE_EXHAUSTED")
    #expect(talk.request(TestService.Method.hold, 4) == "start 4")
    _ = talk.state.calls.answer(1)
    #expect(talk.request(TestService.Method.count, 5) == "start 5")
  }

  @Test("CANCEL ends an open call once, is ignored for an ended one, and is a fault for one never made")
  func cancel() throws {
    var talk = try Conversation()
    _ = talk.request(TestService.Method.hold, 3)
    let cancel = FrameHeader(.cancel, callID: 3)
    #expect(talk.say(cancel) == "end 3 CANCELLED")
    _ = talk.state.calls.end(3)
    #expect(talk.say(cancel) == "nothing")
    #expect(talk.say(FrameHeader(.cancel, callID: 2)) == "nothing")
    #expect(talk.say(FrameHeader(.cancel, callID: 4)) == "goaway INVALID_ARGUMENT")
  }

  @Test("CREDIT reaches open streams, is ignored for unary and ended calls and when 0, and can't overflow")
  func credit() throws {
    var talk = try Conversation(credit: 5)
    _ = talk.request(TestService.Method.hold, 1)
    _ = talk.request(TestService.Method.count, 2)
    let most = FrameLimits.maxCredit - 5
    #expect(talk.say(FrameHeader(.credit, callID: 1, argument: 1)) == "nothing")
    #expect(talk.say(FrameHeader(.credit, callID: 2, argument: 0)) == "nothing")
    #expect(talk.say(FrameHeader(.credit, callID: 2, argument: most)) == "send 2")
    #expect(talk.state.calls[2]?.stream?.credit == FrameLimits.maxCredit)
    #expect(talk.say(FrameHeader(.credit, callID: 2, argument: 1)) == "end 2 INVALID_ARGUMENT")
    #expect(talk.say(FrameHeader(.credit, callID: 2, argument: .max)) == "end 2 INVALID_ARGUMENT")
    #expect(talk.say(FrameHeader(.credit, callID: 3, argument: 1)) == "goaway INVALID_ARGUMENT")
  }

  @Test("a drain takes no call above its id, and names the same id when asked again")
  func drain() throws {
    var talk = try Conversation()
    _ = talk.request(TestService.Method.hold, 4)
    #expect(talk.state.drain() == 4)
    #expect(talk.request(TestService.Method.echo, 5) == "nothing")
    #expect(talk.state.drain() == 4)
    #expect(!talk.state.isDone)
    _ = talk.state.calls.answer(4)
    #expect(talk.state.isDone)
  }

  @Test("a half-closed connection is done when its last call has ended")
  func halfClose() throws {
    var talk = try Conversation()
    _ = talk.request(TestService.Method.hold, 1)
    #expect(!talk.state.isDone)
    talk.state.endInput()
    #expect(!talk.state.isDone)
    _ = talk.state.calls.end(1)
    #expect(talk.state.isDone)
  }

  @Test("method 0 is found by its name, and needs one")
  func byName() throws {
    var talk = try Conversation()
    #expect(talk.say(FrameHeader(.request, callID: 1)) == "refuse 1 INVALID_ARGUMENT")
    func block(_ metadata: Metadata) -> [UInt8] {
      Array(Bytes.frame(FrameHeader(.request), metadata: metadata, DrawRequest()).dropFirst(FrameHeader.bytes))
    }
    let header = { (id: UInt32) in FrameHeader(.request, flags: .metadata, callID: id) }
    #expect(talk.say(header(2), payload: block(Metadata(method: "test.Test/Echo"))) == "start 2")
    #expect(talk.say(header(3), payload: block(Metadata(method: "Echo"))) == "refuse 3 UNIMPLEMENTED")
    #expect(talk.say(header(4), payload: block(Metadata(idempotencyKey: [1]))) == "refuse 4 INVALID_ARGUMENT")
  }
}

extension Reaction: CustomStringConvertible {
  /// What it comes to, in two or three words.
  public var description: String {
    switch self {
    case .nothing: "nothing"
    case .hello: "hello"
    case .start(let start): "start \(start.id)"
    case .refuse(let call, _, _, let error): "refuse \(call) \(error.code.name)"
    case .shed(let call, _, _, let limit): "shed \(call) at \(limit)"
    case .end(let call, let error): "end \(call) \(error.code.name)"
    case .send(let call): "send \(call)"
    case .pong(let argument): "pong \(argument)"
    case .goAway(let error): "goaway \(error.code.name)"
    }
  }
}
