// RecordSize.swift: how much room a record may need, before it is encoded.

/// Bounds of record sizes, for reserving room.
enum RecordSize {
  /// A record without attachments.
  static let small = RecordEnvelope.byteCount + 160
  /// A code with its sealed digits.
  static let code = small + 32 + 96
  /// A sealed block.
  static let block = small + 32 + 168

  static func withAttachments(_ attachments: [Attachment]) -> Int {
    attachments.reduce(small) { $0 + 32 + $1.encodedBytes }
  }
}
