// MockTests.swift: generated mocks do what they are told, and say so when they were told nothing.

import EveryKind
import Testing
import TokenRPCTesting
import TokenWire

@Suite("Mocks", .timeLimit(.minutes(2)))
struct MockTests {
  @Test("a method without a closure is UNIMPLEMENTED and says what to do, and the call is noted all the same")
  func withoutClosure() async {
    let mock = EKEveryServiceMock()
    let client = EKEveryServiceClient(InProcessChannel([mock]))
    let words = "the mock has no closure for everykind.v1.EveryService/"
    let unary = await #expect(throws: RPCError.self) { try await client.echo(EKScalars(fInt32: 4)) }
    #expect(unary?.code == .unimplemented && unary?.message.hasPrefix(words + "Echo;") == true)
    let stream = await #expect(throws: RPCError.self) { try await client.repeat(EKChoice()).next() }
    #expect(stream?.code == .unimplemented && stream?.message.hasPrefix(words + "Repeat;") == true)
    #expect(mock.echoCalls.map(\.message) == [EKScalars(fInt32: 4)])
    #expect(mock.repeatCalls.count == 1 && mock.defaultCalls.isEmpty)
  }

  @Test("a closure may be changed between calls, and taken away")
  func changed() async throws {
    let mock = TokenServiceMock()
    let tokens = TokenServiceClient(InProcessChannel([mock]))
    for valid in [true, false] {
      mock.onValidate = { _, _ in ValidateReply(valid: valid) }
      #expect(try await tokens.validate(ValidateRequest()).valid == valid)
    }
    mock.onValidate = nil
    await #expect(throws: RPCError.self) { try await tokens.validate(ValidateRequest()) }
    #expect(mock.validateCalls.count == 3)
  }

  @Test("an error that is no RPCError is UNKNOWN and shown")
  func otherErrors() async {
    struct Odd: Error {}
    let mock = EKEveryServiceMock()
    mock.onEcho = { _, _ in throw Odd() }
    let client = EKEveryServiceClient(InProcessChannel([mock]))
    let error = await #expect(throws: RPCError.self) { try await client.echo(EKScalars()) }
    #expect(error?.code == .unknown && error?.message.contains("Odd()") == true)
  }

  @Test("a stream may stay open behind its items")
  func staysOpen() async throws {
    let mock = EKEveryServiceMock()
    mock.onAll = { _, _ in MockItems([EKEmpty()], then: .staysOpen) }
    let client = EKEveryServiceClient(InProcessChannel([mock]))
    let stream = client.all(EKEmpty(), options: CallOptions(timeout: .milliseconds(50)))
    #expect(try await stream.next() == EKEmpty())
    let error = await #expect(throws: RPCError.self) { try await stream.next() }
    #expect(error?.code == .deadlineExceeded)
  }
}
