// HealthText.swift: a server's health as JSON and as text. The one place that knows these words.

internal import TokenWire

extension HealthStatus {
  /// `serving`, `degraded`, `down`.
  fileprivate var word: String {
    switch self {
    case .serving: "serving"
    case .degraded: "degraded"
    case .notServing: "down"
    case .unspecified: "unspecified"
    case .unrecognized(let number): "unrecognized \(number)"
    }
  }

  /// The same of a part, for people: `up`, `down`.
  fileprivate var partWord: String { self == .serving ? "up" : word }

  fileprivate var tint: Tint {
    switch self {
    case .serving: .good
    case .degraded: .waiting
    case .notServing, .unspecified, .unrecognized: .bad
    }
  }
}

extension HealthPart {
  private var since: String? { sinceMs.unlessZero.map(InstantText.text) }

  fileprivate var json: JSONValue {
    [
      "name": .string(name), "status": .string(status.word), "detail": JSONValue(detail.isEmpty ? nil : detail),
      "lastError": JSONValue(lastError.isEmpty ? nil : lastError), "since": JSONValue(since),
    ]
  }

  /// What `health --watch` says of a part that is not simply up; nil: it is.
  fileprivate var news: String? {
    if status == .serving, lastError.isEmpty { return nil }
    return "\(name) \(status.partWord)" + (lastError.isEmpty ? "" : ": \(lastError)")
  }

  fileprivate var row: [Table.Cell] {
    [
      Table.Cell(name), Table.Cell(status.partWord, tint: status.tint), Table.Cell(detail),
      Table.Cell(since.map { "since \($0)" } ?? ""), Table.Cell(lastError.isEmpty ? "" : "last error: \(lastError)"),
    ]
  }
}

extension HealthReply {
  /// The server and every part of it do their work.
  var isWhole: Bool { status == .serving && parts.allSatisfy { $0.status == .serving } }

  /// The whole in a word.
  var word: String { status.word }

  func tinted(_ hasColour: Bool) -> String { status.tint.around(status.word, hasColour) }

  /// What `health` prints.
  var json: JSONValue { ["status": .string(status.word), "parts": .array(parts.map(\.json))] }

  /// What `health --watch` prints.
  func json(at time: String) -> JSONValue {
    ["time": .string(time), "status": .string(status.word), "parts": .array(parts.map(\.json))]
  }

  /// The same for people: the whole, and the parts that are not simply up.
  func line(at time: String, hasColour: Bool) -> String {
    let words = parts.compactMap(\.news).map { Console.printable($0) }
    return (["\(time)  \(status.tint.around(status.word, hasColour))"] + words).joined(separator: "  ")
  }

  /// The same for people: a line a part.
  func text(hasColour: Bool) -> String {
    var table = Table()
    table.add([Table.Cell("status"), Table.Cell(status.word, tint: status.tint)])
    for part in parts { table.add(part.row) }
    return table.text(hasColour: hasColour)
  }
}
