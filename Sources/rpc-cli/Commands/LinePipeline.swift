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
  /// Lines longer than this become their hashes.
  var mostLineBytes = Content.mostInlineBytes

  /// Lines that are on their way at once.
  static let window = 64

  private typealias Ask = @Sendable (UInt64, Content) async throws(FailedCall) -> LineAnswer
  /// A line, where it ends in the file, and its call.
  private typealias Pending = (line: UInt64, endBytes: UInt64, task: Task<Result<LineAnswer, FailedCall>, Never>)

  /// What the lines so far have come to.
  private struct Progress {
    let shown: LineProgress
    var pending: [Pending] = []
    var status = ExitStatus.done
    /// The server has done something with a line.
    var isReached = false
    /// The connection was lost and can't be made again: no further line is sent.
    var lost: FailedCall?
  }

  /// Prints one JSON line for each line. Ends with `no` when one failed or was answered so. Throws when the server
  /// could never be reached; once it goes away, every further line fails in its place without being sent.
  func run(
    _ ask: @escaping @Sendable (UInt64, Content) async throws(FailedCall) -> LineAnswer
  ) async throws(CommandFailure) -> ExitStatus {
    var reader = try Self.readable { () throws(InputFault) in try LineReader(path: path, mostBytes: mostLineBytes) }
    var progress = Progress(shown: LineProgress(session.console.progressLine(), totalBytes: reader.size))
    progress.shown.begin()
    defer {
      progress.shown.end()
      for pending in progress.pending { pending.task.cancel() }
    }
    while let content = try Self.readable({ () throws(InputFault) in try reader.next() }) {
      let task = Self.start(reader.number, content, ask, unless: progress.lost)
      progress.pending.append((reader.number, reader.offsetBytes, task))
      if progress.pending.count == Self.window { try await printFirst(&progress) }
    }
    while !progress.pending.isEmpty { try await printFirst(&progress) }
    return progress.status
  }

  /// Starts one line's call, or fails it at once.
  private static func start(
    _ line: UInt64, _ content: Content, _ ask: @escaping Ask, unless lost: FailedCall?
  ) -> Task<Result<LineAnswer, FailedCall>, Never> {
    // Immediate: the call is on its way before the next line is read, so that the server sees the file's order.
    .immediate {
      if let lost { return .failure(lost) }
      do throws(FailedCall) { return .success(try await ask(line, content)) } catch { return .failure(error) }
    }
  }

  /// Waits for the oldest answer and prints it.
  private func printFirst(_ progress: inout Progress) async throws(CommandFailure) {
    let (line, endBytes, task) = progress.pending.removeFirst()
    switch await task.value {
    case .success(let answer):
      progress.isReached = true
      progress.shown.answered(isYes: answer.isYes, end: endBytes) { session.console.line(answer.json) }
      if !answer.isYes { progress.status = .no }
    case .failure(let failed):
      if session.isUnreachable(failed.error) {
        guard progress.isReached else { throw .call(failed) }
        progress.lost = failed
      } else if !failed.error.notStarted || failed.error.code != .invalidArgument {
        // What is refused as INVALID_ARGUMENT and not started may have been refused here.
        progress.isReached = true
      }
      progress.shown.answered(isYes: false, end: endBytes) { session.console.line(.failure(line: line, failed)) }
      progress.status = .no
    }
  }
}

extension LinePipeline {
  /// Reads from the file; what can't be read fails the command.
  static func readable<Value: ~Copyable>(
    _ body: () throws(InputFault) -> Value
  ) throws(CommandFailure) -> Value {
    do throws(InputFault) { return try body() } catch { throw .input(error) }
  }
}

extension JSONValue {
  /// `{"line":N,"error":{"code":…,"message":…}}`, with `requestId` where the outcome is unknown.
  static func failure(line: UInt64, _ failed: FailedCall) -> JSONValue {
    let requestID = failed.requestID.map(HexText.plain)
    return [
      "line": .number(line),
      "error": .failure(code: failed.error.code.name, message: failed.error.message, requestID: requestID),
    ]
  }
}
