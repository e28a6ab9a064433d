// CallCommand.swift: `rpc-cli call`: calls any method of a server with a JSON document, which the server's own .proto
// files give its meaning.

internal import TokenRPCClient
internal import TokenWire

struct CallCommand: Command {
  private static let data = Flag(
    "data", letter: "d", "JSON", "the request; @FILE reads a file, @- a request a line from standard input (default {})"
  )
  private static let header = Flag(
    "header", letter: "H", "KEY:VALUE", "metadata to send with each call; may be given again", isRepeatable: true)
  private static let defaults = Flag("emit-defaults", nil, "also show fields that are 0, empty or false")
  private static let timing = Flag("timing", nil, "say on standard error how long it took")
  private static let verbose = Flag(
    "verbose", letter: "v", nil, "show the frames on standard error; -vv also what is in them", isRepeatable: true)

  static let spec = CommandSpec(
    "call", "call any method of the server with JSON", usage: ["METHOD [-d JSON|@FILE|@-] [--header KEY:VALUE]…"],
    operands: ["METHOD"], flags: [data, header, defaults, timing, verbose, IdempotencyKey.flag],
    notes: [
      "METHOD is package.Service/Method, Service/Method, or Method where that is one only: rpc-cli list has them.",
      """
      The request and the replies are proto3's JSON: 64-bit numbers as text, bytes as base64, fields left out that are
      at their default. A stream is one JSON line an item.
      """,
      """
      With -d @- standard input has one request a line; up to 64 are on their way at once on one connection, and their
      answers come a line each in the order of the requests. A failed one is {"line":N,"error":{…}} in its place.
      """,
      """
      -v shows a line a frame: > goes to the server, < comes from it; when, type, call, what its header says, the bytes
      behind it. -vv shows the first 256 of these too, but for the HELLO and the metadata that are sent: they may hold a
      credential. Messages are shown as they are, with the codes and identities in them.
      """,
      "Exit status 1: a line failed. 2: the request or the METHOD is wrong. 3: the call failed.",
      """
      examples:
        rpc-cli call Generate -d '{"user":"ann"}'
        rpc-cli call QueueStream -d '{"pages":[1],"follow":true}'
        seq 1000 | sed 's/.*/{"user":"user &"}/' | rpc-cli call Generate -d @-
      """,
    ])

  /// Where the requests come from.
  private enum Input {
    case document(JSONValue)
    case lines
  }

  private let method: String
  private let input: Input
  private let metadata: [MetadataEntry]
  private let key: IdempotencyKey?
  private let tellsDefaults: Bool
  private let tellsTiming: Bool
  /// nil: frames are not shown.
  private let frameDetail: FrameText.Detail?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    guard let method = arguments.operands.first, !method.isEmpty else { throw arguments.wrong("a METHOD is missing") }
    self.method = method
    input = try Self.input(arguments)
    if case .lines = input {
      key = try IdempotencyKey(arguments, isForLines: true)
    } else {
      key = try IdempotencyKey(arguments, isForLines: false)
    }
    var entries: [MetadataEntry] = []
    for text in arguments.texts(Self.header) { entries.append(try Self.entry(text, arguments)) }
    metadata = entries
    tellsDefaults = arguments.isGiven(Self.defaults)
    tellsTiming = arguments.isGiven(Self.timing)
    frameDetail = FrameText.Detail(level: arguments.texts(Self.verbose).count)
  }

  func frameObserver(_ console: Console) -> FrameObserver? {
    guard let frameDetail else { return nil }
    let trace = FrameTrace(FrameText(detail: frameDetail), console)
    return { trace.show($0, $1, $2) }
  }

  private static func input(_ arguments: ParsedArguments) throws(UsageError) -> Input {
    guard let text = arguments.text(data) else { return .document([:]) }
    if text == "@-" { return .lines }
    var bytes = Array(text.utf8)
    if text.hasPrefix("@") {
      let path = String(text.dropFirst())
      if path.isEmpty { throw arguments.wrong("\(data.spelling) @ needs the name of a file behind it") }
      bytes = try arguments.shortFile(path, mostBytes: JSONCall.mostDocumentBytes, data)
    }
    do throws(JSONFault) { return .document(try JSONReader.value(bytes)) } catch {
      throw arguments.wrong("\(data.spelling) is no JSON: \(error.text)")
    }
  }

  private static func entry(_ text: String, _ arguments: ParsedArguments) throws(UsageError) -> MetadataEntry {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw arguments.wrong("a \(header.spelling) has no colon; write KEY:VALUE") }
    let value = parts[1].drop { $0 == " " }
    let entry = MetadataEntry(key: String(parts[0]), value: Array(value.utf8))
    if let fault = Metadata(entries: [entry]).fault {
      // Without the value, which may be a secret.
      let key = entry.key.count > 40 ? "\(entry.key.prefix(40))…" : entry.key
      let reason = fault.field == "entries.key" ? "a key has \(fault.reason)" : "it has \(fault.reason)"
      throw arguments.wrong("\(header.spelling) \(key) is wrong: \(reason)")
    }
    return entry
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let watch = CallWatch()
    let server = try await ServerDescription(of: session)
    watch.described()
    let call: JSONCall
    do throws(UnknownName) {
      call = try JSONCall(
        try server.method(named: method), of: server, Metadata(entries: metadata), tellsDefaults: tellsDefaults)
    } catch {
      throw .usage(UsageError(error.text, command: Self.spec.name))
    }
    defer { if tellsTiming { session.console.note(watch.text) } }
    switch input {
    case .document(let document): return try await run(call, document, session, watch)
    case .lines:
      let lines = CallLines(call: call, key: key, watch: watch)
      return call.isStream ? try await lines.runStreams(session) : try await lines.run(session)
    }
  }

  /// One call.
  private func run(
    _ call: JSONCall, _ document: JSONValue, _ session: Session, _ watch: CallWatch
  ) async throws(CommandFailure) -> ExitStatus {
    let request: RawMessage
    do throws(MappingFault) { request = try call.request(document) } catch {
      throw .usage(UsageError("the request is wrong: \(error.text)", command: Self.spec.name))
    }
    do throws(RPCError) {
      if call.isStream {
        try await call.items(request, session, key?.bytes, watch) { session.console.line($0) }
      } else {
        let json = try await call.reply(request, session, key?.bytes, watch)
        session.console.answer(json, text: json.indented)
      }
    } catch {
      throw .call(FailedCall(error))
    }
    return .done
  }
}
