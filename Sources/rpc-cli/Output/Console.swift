// Console.swift: owns standard output and standard error: text for people, JSON lines for programs.

internal import Glibc
internal import TokenWire

/// Where answers and errors go. Every write is whole and flushed.
struct Console: Sendable {
  /// One JSON object per line instead of text.
  let isJSON: Bool
  /// Colour on standard output: only on a terminal and without NO_COLOR.
  let hasColour: Bool
  /// Standard output is a terminal where a line can be drawn over.
  let isTerminal: Bool
  /// The same of standard error.
  let hasProgress: Bool
  /// Takes an answer's text, and the request id to name where it can't be written.
  private let output: @Sendable (_ text: String, _ requestID: String?) -> Void
  private let errors: @Sendable (String) -> Void

  /// The process's own output.
  init(isJSON: Bool) {
    let noColour = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    self.init(
      isJSON: isJSON, hasColour: !isJSON && !noColour && isatty(STDOUT_FILENO) == 1,
      isTerminal: Terminal.canRedraw(STDOUT_FILENO), hasProgress: Terminal.canRedraw(STDERR_FILENO),
      output: { Self.writeOutput($0, of: $1, isJSON: isJSON) }, errors: { Self.writeError($0) })
  }

  /// An output of one's own, for tests.
  init(
    isJSON: Bool, hasColour: Bool, isTerminal: Bool = false, hasProgress: Bool = false,
    output: @escaping @Sendable (_ text: String, _ requestID: String?) -> Void,
    errors: @escaping @Sendable (String) -> Void
  ) {
    self.isJSON = isJSON
    self.hasColour = hasColour
    self.isTerminal = isTerminal
    self.hasProgress = hasProgress
    self.output = output
    self.errors = errors
  }

  /// An answer in the form that was asked for.
  /// - Parameter requestID: asks for the answer again, should it not be possible to write it; nil: none is lost.
  func answer(_ json: JSONValue, requestID: String? = nil, text: @autoclosure () -> String) {
    output((isJSON ? json.text : text()) + "\n", requestID)
  }

  /// An answer that is JSON in either form: one line of `--lines`.
  func line(_ json: JSONValue) { output(json.text + "\n", nil) }

  /// Help and version: text in either form.
  func page(_ text: String) { output(text, nil) }

  /// Text and control sequences to standard output, a terminal, as they are: none of them may be from elsewhere.
  func draw(_ text: String) { output(text, nil) }

  /// Draws a line of text over the one that standard output, a terminal, is on.
  func redraw(_ line: String) { output("\r\(line)\u{1B}[K", nil) }

  /// Leaves the line that was drawn where it stands.
  func endLine() { output("\n", nil) }

  /// A line on standard error for what takes long.
  func progressLine() -> ProgressLine {
    ProgressLine(
      isShown: hasProgress, givesWay: isTerminal, columns: { Terminal.columns(STDERR_FILENO) }, write: errors)
  }

  /// Something people should know and scripts needn't: as text on standard error, also with `--json`.
  func note(_ text: String) { errors("rpc-cli: \(Self.printable(text))\n") }

  /// A line of what `-v` shows, on standard error in either form.
  func trace(_ line: String) { errors(Self.printable(line) + "\n") }

  /// A failure, on standard error in the form that was asked for.
  /// - Parameters:
  ///   - requestID: asks for what became of a request whose outcome nobody knows; nil: there is none.
  ///   - resumeFrom: the sequence to follow the queue from again; nil: nothing was followed.
  func failure(code: String, message: String, requestID: String? = nil, resumeFrom: UInt64? = nil) {
    if isJSON {
      let failure: JSONValue = [
        "error": .failure(code: code, message: message, requestID: requestID, resumeFrom: resumeFrom)
      ]
      return errors(failure.text + "\n")
    }
    var text = "rpc-cli: \(Self.printable(message)) (\(code))\n"
    if let requestID {
      text += "rpc-cli: it may or may not have happened, ask with: rpc-cli status --request \(requestID)\n"
    }
    if let resumeFrom { text += "rpc-cli: resume with: rpc-cli queue --follow --from \(resumeFrom)\n" }
    errors(text)
  }

  /// Text from elsewhere with its control characters made visible, so that it can't steer a terminal.
  static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case _ where scalar.steersTerminals: result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Writes all of `text`; false, and the reason in `errno`: it can't be.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return false
        }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  /// Writes an answer. One that can't be written ends the program; that nobody reads any more needs no words.
  private static func writeOutput(_ text: String, of requestID: String?, isJSON: Bool) {
    if write(text, to: STDOUT_FILENO) { return }
    let code = errno
    if code != EPIPE {
      let console = Console(isJSON: isJSON, hasColour: false, output: { _, _ in }, errors: writeError)
      console.failure(
        code: StatusCode.dataLoss.name, message: "can't write standard output: \(SystemReason.text(code))",
        requestID: requestID)
    }
    exit(ExitStatus.failed.rawValue)
  }

  /// Writes to standard error. Where that can't be written either, the program ends.
  private static func writeError(_ text: String) {
    if !write(text, to: STDERR_FILENO) { exit(ExitStatus.failed.rawValue) }
  }
}

extension JSONValue {
  /// `{"code":…,"message":…}`, with `requestId` and `resumeFrom` where there is one.
  static func failure(code: String, message: String, requestID: String?, resumeFrom: UInt64? = nil) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("code", .string(code)), ("message", .string(message))]
    if let requestID { members.append(("requestId", .string(requestID))) }
    if let resumeFrom { members.append(("resumeFrom", .number(resumeFrom))) }
    return .object(members)
  }
}
