// FrameText.swift: a frame as `call -v` shows it. Promise: what may hold a credential of the caller's is not shown.

internal import TokenCore
internal import TokenRPCClient
internal import TokenWire

/// Writes frames as text: a line each, with `-vv` what is in them below it.
struct FrameText: Sendable {
  /// How much of a frame is shown.
  enum Detail: Sendable {
    case header
    case payload

    /// For so many `-v`; nil: nothing.
    init?(level: Int) {
      if level == 0 { return nil }
      self = level == 1 ? .header : .payload
    }
  }

  /// Bytes of a payload that are shown at most.
  static let mostBytes = 256
  private static let bytesPerLine = 16

  let detail: Detail
  /// The server's methods, by id.
  var methods: [UInt16: String] = [:]

  init(detail: Detail) { self.detail = detail }

  /// The lines of a frame that went or came `elapsed` after the start.
  func lines(
    _ direction: FrameDirection, _ header: FrameHeader, _ payload: UnsafeRawBufferPointer, at elapsed: Duration
  ) -> [String] {
    let words =
      [direction == .sent ? ">" : "<", Self.time(elapsed), Self.name(header)]
      + (header.callID == 0 ? [] : ["call \(header.callID)"])
      + [code(header), Self.argument(header), Self.flags(header.flags)].compactMap(\.self)
      + [Plural.text(payload.count, "byte")]
    return [words.joined(separator: "  ")] + (detail == .payload ? below(direction, header, payload) : [])
  }

  private static func time(_ elapsed: Duration) -> String {
    let (seconds, attoseconds) = elapsed.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    return "\(microseconds / 1_000).\(String(microseconds % 1_000 + 1_000).dropFirst()) ms"
  }

  private static func name(_ header: FrameHeader) -> String {
    header.type.map { "\($0)".uppercased() } ?? "TYPE \(header.typeNumber)"
  }

  /// The method of a request, the status of an end.
  private func code(_ header: FrameHeader) -> String? {
    switch header.type {
    case .request: "method \(header.code)" + (methods[header.code].map { " \($0)" } ?? "")
    case .response, .end: StatusCode(rawValue: header.code).map(\.name) ?? "status \(header.code)"
    default: header.code == 0 ? nil : "code \(header.code)"
    }
  }

  private static func argument(_ header: FrameHeader) -> String? {
    let number = header.argument
    switch header.type {
    case .request: return number == 0 ? "no timeout" : "timeout \(number) ms"
    case .credit: return Plural.text(Int(number), "item")
    case .end: return "\(Plural.text(Int(number), "item")) sent"
    case .goaway: return "last call \(number)"
    case .ping, .pong: return "number \(number)"
    default: return number == 0 ? nil : "argument \(number)"
    }
  }

  private static func flags(_ flags: FrameFlags) -> String? {
    var words: [String] = []
    if flags.contains(.metadata) { words.append("metadata") }
    if flags.contains(.notStarted) { words.append("not started") }
    if flags.contains(.critical) { words.append("critical") }
    let unknown = flags.subtracting(.known).rawValue
    if unknown != 0 { words.append("unknown flags \(unknown)") }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}

// MARK: - Payloads

extension FrameText {
  /// What stands below a frame's line.
  private func below(
    _ direction: FrameDirection, _ header: FrameHeader, _ payload: UnsafeRawBufferPointer
  ) -> [String] {
    if direction == .received { return Self.dump(payload) }
    if header.type == .hello { return ["    not shown: a HELLO may hold a credential"] }
    guard let parts = try? FramePayload(payload, flags: header.flags) else { return ["    not shown: no payload"] }
    guard let metadata = parts.metadata else { return Self.dump(payload) }
    return ["    not shown: \(Plural.text(metadata.count, "byte")) of metadata, which may hold a credential"]
      + Self.dump(parts.message)
  }

  /// Bytes as hex and, where they are, as ASCII characters.
  private static func dump(_ bytes: UnsafeRawBufferPointer) -> [String] {
    let shown = bytes.prefix(mostBytes)
    var lines = stride(from: 0, to: shown.count, by: bytesPerLine).map { start in
      let row = shown[start..<min(start + bytesPerLine, shown.count)]
      let hex = row.map { Hex.text(of: [$0]) }.joined(separator: " ")
      let padding = String(repeating: " ", count: bytesPerLine * 3 + 1 - hex.count)
      return "    \(Hex.text(of: [UInt8(start >> 8), UInt8(start & 0xff)]))  \(hex)\(padding)\(characters(row))"
    }
    if bytes.count > shown.count { lines.append("    and \(Plural.text(bytes.count - shown.count, "byte")) more") }
    return lines
  }

  private static func characters(_ row: Slice<UnsafeRawBufferPointer>) -> String {
    String(row.map { (0x20...0x7E).contains($0) ? Character(Unicode.Scalar($0)) : "." })
  }
}
