// ViewingServiceTests.swift: a service that gets views is called as one that gets messages.

import EveryKind
import Testing
import TokenRPCTesting
import TokenWire

/// Answers from what its messages' views show.
private struct Viewing: ViewingEKEveryService {
  func echo(_ message: EKScalars.View, _ call: UnaryCall<EKScalars>) {
    do throws(DecodeError) {
      var reply = try EKScalars(copying: message)
      reply.fUint32 = UInt32(message.fString.count)
      call.succeed(reply)
    } catch {
      call.fail(RPCError(.internal, "\(error)"))
    }
  }

  func `repeat`(_ message: EKChoice.View, _ call: StreamCall<EKOuter.Middle>) {
    guard case .someBytes(let bytes) = message.value else {
      return call.fail(RPCError(.invalidArgument, "give some_bytes"))
    }
    let count = bytes.count
    call.produce { .failed(RPCError(.outOfRange, "\(count)")) }
  }

  func `default`(_ message: EKEmpty.View, _ call: UnaryCall<EKEmpty>) { call.succeed(EKEmpty()) }

  func all(_ message: EKEmpty.View, _ call: StreamCall<EKEmpty>) { call.produce { .end } }
}

@Suite("Services that get views", .timeLimit(.minutes(2)))
struct ViewingServiceTests {
  private let channel = InProcessChannel([Viewing()])
  private var client: EKEveryServiceClient { EKEveryServiceClient(channel) }

  @Test("both kinds of call read the message's fields, and answer while the view is valid")
  func calls() async throws {
    #expect(try await client.echo(EKScalars(fString: "four")) == EKScalars(fUint32: 4, fString: "four"))
    let stream = client.repeat(EKChoice(value: .someBytes([1, 2, 3])))
    await #expect(throws: RPCError(.outOfRange, "3")) { try await stream.next() }
    #expect(Viewing().methods.map(\.method) == EKEveryServiceMethods.all)
  }

  @Test("a message that can't be decoded never reaches the service")
  func undecodable() async {
    let error = await #expect(throws: RPCError.self) {
      let _: RawMessage = try await channel.call(
        EKEveryServiceMethods.echo, RawMessage(bytes: [0x72, 1, 0xff]), options: CallOptions())
    }
    #expect(error?.code == .invalidArgument && error?.notStarted == true)
  }
}
