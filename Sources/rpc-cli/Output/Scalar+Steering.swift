// Scalar+Steering.swift: which characters of others are never written as they are.

extension Unicode.Scalar {
  /// Control characters, line separators and marks that turn the direction of text: what comes from elsewhere must not
  /// steer a terminal or read differently than it is. All are below U+10000.
  var steersTerminals: Bool {
    switch self {
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200E}"..."\u{200F}", "\u{2028}"..."\u{202E}",
      "\u{2066}"..."\u{2069}", "\u{61C}", "\u{FEFF}":
      true
    default: false
    }
  }
}
