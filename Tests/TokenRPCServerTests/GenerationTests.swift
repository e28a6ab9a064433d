// GenerationTests.swift: the generation service over the wire.

import Synchronization
import Testing
import TokenCore
import TokenNet
import TokenWire

@testable import TokenRPCServer

@Suite("the generation service", .timeLimit(.minutes(2)))
struct GenerationTests {
  /// A generator that answers what a test says, and notes what it was asked.
  private final class Scripted: CodeGenerator {
    let result: Result<[UInt8], GeneratorFault>
    let asked = Mutex<[Int]>([])

    init(_ result: Result<[UInt8], GeneratorFault>) { self.result = result }

    convenience init(_ code: String) { self.init(.success(Array(code.utf8))) }

    func draw(digits: Int, answer: @escaping @Sendable (Result<[UInt8], GeneratorFault>) -> Void) {
      asked.withLock { $0.append(digits) }
      answer(result)
    }
  }

  /// What a server with these handlers answers to one Draw for each count of digits.
  private func draw(_ handlers: GenerationHandlers, _ counts: UInt32...) throws -> [Frame] {
    let server = try RPCServer(
      services: [handlers], configuration: RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)]))
    let client = try TestClient.greeted(try #require(try server.start().first))
    defer { server.stop() }
    return try counts.enumerated().map { index, count in
      client.sendRequest(GenerationServiceMethods.draw, id: UInt32(index) + 1, digits: count)
      return try #require(client.read())
    }
  }

  @Test("it draws 6 to 8 digits, leading zeros kept")
  func draws() throws {
    let frames = try draw(GenerationHandlers(generator: BuiltInGenerator { 42 }), 6, 7, 8)
    #expect(frames.map { $0.message(as: DrawReply.self)?.code } == ["000042", "0000042", "00000042"])
  }

  @Test("another count of digits is refused with the field, and nothing is drawn")
  func refuses() throws {
    let generator = Scripted("000000")
    for frame in try draw(GenerationHandlers(generator: generator), 0, 5, 9, 1_000_000, .max) {
      #expect(frame.status == .invalidArgument && frame.error?.message == "digits must be 6 to 8")
      #expect(
        frame.error?.details.first?.detail == .field(FieldFault(field: "digits", reason: "must be 6 to 8")))
    }
    #expect(generator.asked.withLock { $0.isEmpty })
  }

  @Test("one that is told to draw 7 digits draws no others")
  func onlyOne() throws {
    let handlers = GenerationHandlers(generator: Scripted("0123456"), digits: 7...7)
    let frames = try draw(handlers, 6, 7, 8)
    #expect(frames.map(\.status) == [.invalidArgument, .ok, .invalidArgument])
    #expect(frames[0].error?.message == "digits must be 7")
    #expect(frames[1].message(as: DrawReply.self)?.code == "0123456")
  }

  @Test("a generator that fails, or draws something else, is UNAVAILABLE; what it drew is not told")
  func unavailable() throws {
    let fault = try draw(GenerationHandlers(generator: Scripted(.failure(GeneratorFault("it rains")))), 6)[0]
    #expect(fault.status == .unavailable && fault.error?.message == "no code can be drawn: it rains")
    for wrong in ["12345", "1234567", "12345a", "", "１２３４５６"] {
      let frame = try draw(GenerationHandlers(generator: Scripted(wrong)), 6)[0]
      #expect(frame.status == .unavailable)
      #expect(frame.error?.message == "no code can be drawn: something else than 6 digits was drawn")
    }
  }
}
