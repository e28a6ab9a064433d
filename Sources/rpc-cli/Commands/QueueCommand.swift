// QueueCommand.swift: `rpc-cli queue`: how long the queue is, a page of it, and what happens to it.

internal import TokenRPCClient
internal import TokenWire

struct QueueCommand: Command {
  private static let size = Flag("size", nil, "only the size and the pages' numbers")
  private static let page = Flag("page", "N", "the page to show, from 1 (default: the first)")
  private static let pageSize = Flag("page-size", "N", "entries in a page, 1 to 1000 (default 10)")

  private static let follow = Flag("follow", nil, "go on with each later event until interrupted; no page by default")
  private static let from = Flag("from", "SEQUENCE", "follow from the event after this sequence, the last one seen")

  static let spec = CommandSpec(
    "queue", "how long the queue is, a page of it, and what happens to it",
    usage: ["[--size | --page N] [--page-size N]", "--follow [--from SEQUENCE] [--page N] [--page-size N]"],
    flags: [size, page, pageSize, follow, from],
    notes: [
      "JSON, a line each: queueSize, pageCount, pageSize, pages, sequence; then pageNumber, pageSize, queuePage. One\n"
        + "moment. With --follow then a line for each event: kind (queued, sealed or failed), sequence, time, publicId,\n"
        + "queueSize after it. --timeout limits following only when it is given.",
      "The queue shows no ids, contents or identities: publicId is SHA-256 of tokenrpc/queue/1 and the request id.",
    ])

  private let message: QueueStreamRequest
  /// Nobody asked for a page by its number: an empty queue has none and that is no failure.
  private let isAnyPage: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    try arguments.atMostOne(of: Self.size, Self.page)
    let page = try arguments.number(Self.page, 1...UInt64.max)
    let pageSize = try arguments.number(Self.pageSize, 1...1000) ?? 10
    let sequence = try arguments.number(Self.from, 0...UInt64.max)
    let isFollowing = arguments.isGiven(Self.follow)
    if sequence != nil, !isFollowing {
      throw arguments.wrong("\(Self.from.spelling) is only for \(Self.follow.spelling)")
    }
    let defaultPages: [UInt64] = arguments.isGiven(Self.size) || isFollowing ? [] : [1]
    message = QueueStreamRequest(
      pages: page.map { [$0] } ?? defaultPages, pageSize: UInt32(clamping: pageSize), follow: isFollowing,
      resume: sequence.map { .afterSequence($0) })
    isAnyPage = page == nil
  }

  func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    if message.follow { return try await QueueFollowing(message).run(session) }
    do throws(CommandFailure) {
      show(try await read(message, session), session.console)
    } catch {
      guard isAnyPage, case .call(let failed) = error, failed.error.code == .outOfRange else { throw error }
      var sizeOnly = message
      sizeOnly.pages = []
      show(try await read(sizeOnly, session), session.console)
    }
    return .done
  }

  fileprivate struct View {
    var size: QueueSize
    var pages: [QueuePage] = []
  }

  /// Reads the whole answer before anything is shown. A large page comes in parts.
  private func read(_ message: QueueStreamRequest, _ session: Session) async throws(CommandFailure) -> View {
    try await session.ask { (tokens) async throws(RPCError) in
      let stream = tokens.queueStream(message, options: CallOptions(timeout: session.client.options.timeout))
      var view: View?
      while let item = try await stream.next() {
        switch item.item {
        case .size(let size): view = View(size: size)
        case .page(let page): view?.pages.append(part: page)
        case .event, nil: break
        }
      }
      guard let view else { throw .missing("queue size") }
      return view
    }
  }

  private func show(_ view: View, _ console: Console) {
    console.answer(view.size.json, text: view.size.facts.text(hasColour: console.hasColour))
    for page in view.pages { console.answer(page.json, text: page.table) }
  }
}

extension [QueuePage] {
  /// Adds a page, or a further part of the last one.
  mutating func append(part page: QueuePage) {
    if let last, last.continued, last.pageNumber == page.pageNumber {
      self[count - 1].queuePage += page.queuePage
      self[count - 1].continued = page.continued
    } else {
      append(page)
    }
  }
}

extension QueueSize {
  var json: JSONValue {
    [
      "queueSize": .number(queueSize), "pageCount": .number(pageCount), "pageSize": .number(UInt64(pageSize)),
      "pages": .array(pages.map { .number($0) }), "sequence": .number(sequence),
    ]
  }

  var facts: Facts {
    var facts = Facts()
    facts.add("queue size", queueSize)
    facts.add("pages", pageCount)
    facts.add("page size", UInt64(pageSize))
    return facts
  }
}

extension QueuePage {
  var json: JSONValue {
    [
      "pageNumber": .number(pageNumber), "pageSize": .number(UInt64(pageSize)),
      "queuePage": .array(queuePage.map(\.json)),
    ]
  }

  /// One line an entry.
  var table: String {
    let lines = queuePage.map { entry in
      let position = String(entry.queuePosition)
      let effectiveness = entry.effectiveness ?? Effectiveness()
      return String(repeating: " ", count: max(0, 8 - position.count)) + position
        + "  " + (entry.publicId.map(HexText.plain) ?? "-") + "  " + InstantText.text(entry.acceptedAtMs)
        + "  " + effectiveness.text(endMs: effectiveness.untilMs)
    }
    return (["", "page \(pageNumber)"] + lines).joined(separator: "\n")
  }
}

extension QueueEntry {
  fileprivate var json: JSONValue {
    let effectiveness = effectiveness ?? Effectiveness()
    return [
      "publicId": JSONValue(publicId.map(HexText.plain)),
      "timestamp": JSONValue(timestampMs.unlessZero.map(InstantText.text)),
      "acceptedAt": JSONValue(acceptedAtMs.unlessZero.map(InstantText.text)),
      "effectiveness": effectiveness.json(endMs: effectiveness.untilMs), "queuePosition": .number(queuePosition),
    ]
  }
}
