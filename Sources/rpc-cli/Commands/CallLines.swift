// CallLines.swift: `rpc-cli call -d @-`: a call a line of standard input.

internal import TokenWire

struct CallLines: Sendable {
  let call: JSONCall
  let key: IdempotencyKey?
  let watch: CallWatch

  /// Standard input.
  private static let path = "-"

  /// Unary calls, many on their way at once.
  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    var pipeline = LinePipeline(path: Self.path, session: session)
    pipeline.mostLineBytes = JSONCall.mostDocumentBytes
    return try await pipeline.run { (line, content) async throws(FailedCall) in
      do throws(RPCError) {
        let request = try call.request(line: content)
        return LineAnswer(json: try await call.reply(request, session, key?.bytes(line: line), watch), isYes: true)
      } catch {
        throw FailedCall(error)
      }
    }
  }

  /// Streams, one behind the other: their items have no other order.
  func runStreams(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    var status = ExitStatus.done
    var reader = try LinePipeline.readable { () throws(InputFault) in
      try LineReader(path: Self.path, mostBytes: JSONCall.mostDocumentBytes)
    }
    while let content = try LinePipeline.readable({ () throws(InputFault) in try reader.next() }) {
      let line = reader.number
      do throws(RPCError) {
        let request = try call.request(line: content)
        try await call.items(request, session, key?.bytes(line: line), watch) { session.console.line($0) }
      } catch {
        if session.isUnreachable(error) { throw .call(FailedCall(error)) }
        session.console.line(.failure(line: line, FailedCall(error)))
        status = .no
      }
    }
    return status
  }
}
