// Content.swift: the content of a token: kept while it is small enough to be sent, hashed here once it is not.

internal import TokenCore
internal import TokenWire

/// The content of a token as it goes to the service.
enum Content: Sendable, Equatable {
  /// At most `mostInlineBytes`, sent as it is.
  case whole([UInt8])
  /// The SHA-256 of more than that, and its length; the service never sees it.
  case digest(Bytes32, bytes: UInt64)

  /// The longest content the service takes.
  static let mostInlineBytes = 65_536

  /// The content of the file at `path`; `-` is standard input. Reads all of it, holds at most 64 KiB and a block.
  static func read(path: String) throws(InputFault) -> Content {
    let file = try InputFile(path: path)
    var builder = ContentBuilder()
    while true {
      let block = try file.read()
      if block.isEmpty { return builder.finish() }
      builder.append(block[...])
    }
  }
}

/// Takes content piece by piece.
struct ContentBuilder: ~Copyable {
  private let mostInlineBytes: Int
  private var head: [UInt8] = []
  private var hash = SHA256()
  private var count: UInt64 = 0
  private var isHashing = false

  /// - Parameter mostInlineBytes: what is longer is hashed instead of kept.
  init(mostInlineBytes: Int = Content.mostInlineBytes) { self.mostInlineBytes = mostInlineBytes }

  mutating func append(_ piece: ArraySlice<UInt8>) {
    count += UInt64(piece.count)
    if !isHashing, head.count + piece.count <= mostInlineBytes {
      head += piece
      return
    }
    if !isHashing {
      isHashing = true
      hash.update(head)
      head = []
    }
    piece.withUnsafeBytes { hash.update($0) }
  }

  /// The content of all pieces.
  consuming func finish() -> Content {
    guard isHashing else { return .whole(head) }
    let digest = hash.finalize()
    guard let sha256 = digest.withBytes({ Bytes32($0) }) else { preconditionFailure("a SHA-256 has 32 bytes") }
    return .digest(sha256, bytes: count)
  }
}
