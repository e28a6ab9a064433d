// QueueFollowing.swift: `rpc-cli queue --follow`: each event of the queue as it comes, until somebody ends it.

internal import TokenRPCClient
internal import TokenWire

/// Prints what a stream that follows brings, each item at once, and remembers where it could be resumed.
struct QueueFollowing {
  private let message: QueueStreamRequest
  /// The last sequence seen: everything up to it was printed. nil: nothing was.
  private var last: UInt64?
  /// The page that is coming in parts.
  private var pages: [QueuePage] = []

  init(_ message: QueueStreamRequest) {
    self.message = message
    if case .afterSequence(let sequence) = message.resume { last = sequence }
  }

  /// Follows until the server ends the stream. A deadline holds only if one was asked for.
  consuming func run(_ session: Session) async throws(CommandFailure) -> ExitStatus {
    let options = CallOptions(timeout: session.settings.timeout.map { .milliseconds($0) })
    let stream = session.tokens.queueStream(message, options: options)
    do throws(RPCError) {
      while let item = try await stream.next() { show(item, session.console) }
    } catch {
      // Out of range, only the server knows a sequence that is not.
      throw .following(error, resumeFrom: error.code == .outOfRange ? error.resumeFrom : last)
    }
    return .done
  }

  private mutating func show(_ item: QueueStreamItem, _ console: Console) {
    switch item.item {
    case .size(let size):
      console.answer(size.json, text: size.followedFacts.text(hasColour: console.hasColour))
      // Resumed, it may have to catch up with this sequence yet.
      if last == nil { last = size.sequence }
    case .page(let page):
      pages.append(part: page)
      if page.continued { return }
      for page in pages { console.answer(page.json, text: page.table) }
      pages = []
    case .event(let event):
      console.answer(event.json, text: event.line(hasColour: console.hasColour))
      last = event.sequence
    case nil: break
    }
  }
}

extension RPCError {
  /// The lowest sequence that can still be followed from, when the server says one.
  fileprivate var resumeFrom: UInt64? {
    for detail in details { if case .resumeFrom(let resume) = detail.detail { return resume.sequence } }
    return nil
  }
}

extension QueueSize {
  /// For one who follows: also the sequence that the events come after.
  fileprivate var followedFacts: Facts {
    var facts = facts
    facts.add("sequence", sequence)
    return facts
  }
}

extension QueueEvent {
  /// Digits of a public id that are enough for people.
  private static let shortDigits = 16

  fileprivate var json: JSONValue {
    [
      "kind": .string(kind.word), "sequence": .number(sequence), "time": .string(InstantText.text(timeMs)),
      "publicId": JSONValue(publicId.map(HexText.plain)), "queueSize": .number(queueSize),
    ]
  }

  /// One line for people.
  fileprivate func line(hasColour: Bool) -> String {
    let word = kind.tint.around(kind.word, hasColour)
    let id = publicId.map { String(HexText.plain($0).prefix(Self.shortDigits)) } ?? "-"
    return "\(InstantText.text(timeMs))  \(word)  \(id)  queue \(queueSize)  sequence \(sequence)"
  }
}
