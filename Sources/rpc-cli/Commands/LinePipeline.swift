// LinePipeline.swift: asks one call per line of a file, many at once, and prints the answers in the order of the file.

internal import TokenWire

/// What one line came to.
struct LineAnswer: Sendable {
  let json: JSONValue
  /// It is what was wanted.
  let isYes: Bool
}

/// One call per line on one connection.
struct LinePipeline: Sendable {
  /// The file; `-` is standard input.
  let path: String
  let session: Session

  /// Lines that are on their way at once.
  static let window = 64

  private typealias Pending = (line: UInt64, task: Task<Result<LineAnswer, RPCError>, Never>)

  /// Prints one JSON line for each line. Ends with `no` when one failed or was answered so; throws when the server
  /// can't be reached, as no line could be answered any more.
  func run(
    _ ask: @escaping @Sendable (UInt64, Content) async throws(RPCError) -> LineAnswer
  ) async throws(CommandFailure) -> ExitStatus {
    var pending: [Pending] = []
    var status = ExitStatus.done
    defer { for (_, task) in pending { task.cancel() } }
    var reader = try Self.readable { () throws(InputFault) in try LineReader(path: path) }
    while let content = try Self.readable({ () throws(InputFault) in try reader.next() }) {
      let line = reader.number
      // Immediate: the call is on its way before the next line is read, so that the server sees the file's order.
      let task = Task<Result<LineAnswer, RPCError>, Never>.immediate {
        do throws(RPCError) { return .success(try await ask(line, content)) } catch { return .failure(error) }
      }
      pending.append((line, task))
      if pending.count == Self.window, !(try await printFirst(&pending)) { status = .no }
    }
    while !pending.isEmpty {
      if !(try await printFirst(&pending)) { status = .no }
    }
    return status
  }

  /// Waits for the oldest answer and prints it; false: it is a no.
  private func printFirst(_ pending: inout [Pending]) async throws(CommandFailure) -> Bool {
    let (line, task) = pending.removeFirst()
    switch await task.value {
    case .success(let answer):
      session.console.line(answer.json)
      return answer.isYes
    case .failure(let error):
      if session.isUnreachable(error) { throw .call(error) }
      session.console.line(.failure(line: line, error))
      return false
    }
  }
}

extension LinePipeline {
  private static func readable<Value: ~Copyable>(
    _ body: () throws(InputFault) -> Value
  ) throws(CommandFailure) -> Value {
    do throws(InputFault) { return try body() } catch { throw .input(error) }
  }
}

extension JSONValue {
  /// `{"line":N,"error":{"code":…,"message":…}}`.
  fileprivate static func failure(line: UInt64, _ error: RPCError) -> JSONValue {
    ["line": .number(line), "error": ["code": .string(error.code.name), "message": .string(error.message)]]
  }
}
