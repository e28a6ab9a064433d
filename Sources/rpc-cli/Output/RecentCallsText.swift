// RecentCallsText.swift: calls that failed or were slow, as people and programs read them.

internal import TokenArguments
internal import TokenWire

/// Recent calls.
enum RecentCallsText {
  /// Each call as JSON and as a line of a table.
  static func lines(_ calls: [RecentCall], hasColour: Bool) -> [(json: JSONValue, text: String)] {
    var table = Table()
    for call in calls { table.add(call.cells) }
    let text = table.text(hasColour: hasColour).split(separator: "\n", omittingEmptySubsequences: false)
    return zip(calls, text).map { ($0.json, String($1)) }
  }
}

extension RecentCall {
  private var codeName: String { StatusCode(wire: UInt16(clamping: code)).name }

  fileprivate var cells: [Table.Cell] {
    [
      Table.Cell(InstantText.text(endedMs), tint: .faint), Table.Cell(codeName, tint: code == 0 ? .waiting : .bad),
      Table.Cell(MethodText.short(method)), Table.Cell("\(DecimalText.text(Double(durationUs) / 1_000, places: 3)) ms"),
      Table.Cell(Plural.text(requestBytes, "byte")), Table.Cell("\(peer) call \(callId)", tint: .faint),
      Table.Cell(message),
    ]
  }

  fileprivate var json: JSONValue {
    [
      "ended": .string(InstantText.text(endedMs)), "code": .string(codeName), "method": .string(method),
      "durationMicros": .number(durationUs), "requestBytes": .number(UInt64(requestBytes)), "peer": .string(peer),
      "call": .number(UInt64(callId)), "message": JSONValue(message.isEmpty ? nil : message),
    ]
  }
}
