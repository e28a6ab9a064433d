// Duration+Text.swift: durations as the flags and the log write them.

internal import TokenArguments

extension Duration {
  /// Whole milliseconds; what is less is cut off.
  var wholeMilliseconds: UInt64 {
    UInt64(components.seconds) * 1000 + UInt64(components.attoseconds / 1_000_000_000_000_000)
  }

  /// The shortest exact way to write it: `500ms`, `2m`.
  var text: String { self == .zero ? "0s" : DurationText.text(wholeMilliseconds) }
}
