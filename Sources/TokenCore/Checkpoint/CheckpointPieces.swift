// CheckpointPieces.swift: what follows a checkpoint's header: bytes in sealed pieces, written and read one after the
// other. Exact (docs/ledger.md).

/// A piece: length of its bytes 4, then nonce 12, ciphertext, tag 16 (AES-256-GCM). No element is cut in two.
///
/// | part of | content |
/// |---|---|
/// | nonce | the piece's number 4, from 0; zeros 8 |
/// | associated data | ledger id 16, batch 8, 1 for a committed piece and else 0 |
enum CheckpointPiece {
  /// A piece is closed when it has grown to this.
  static let fullBytes = 1 << 20
  /// No piece is longer: the largest element, a user with all codes that are kept, has under 128 KiB.
  static let maxBytes = fullBytes + (1 << 18)
  static let prefixBytes = 4

  static func nonce(_ number: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: number)
    bytes.append(zeros: AESGCM.nonceBytes - bytes.count)
    return bytes
  }

  static func associated(_ ledgerID: LedgerID, batch: UInt64, isCommitted: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    ledgerID.encode(into: &bytes)
    bytes.append(bigEndian: batch)
    bytes.append(isCommitted ? 1 : 0)
    return bytes
  }
}

/// Takes the elements of a checkpoint in order. Two parts: first what the log commits to, whose digest everybody has
/// who reads the log; then what may be erased.
struct CheckpointSink: ~Copyable {
  /// Takes each piece when it is full; what it throws ends the writing.
  private let take: (_ bytes: [UInt8], _ isCommitted: Bool) throws(StorageError) -> Void
  private var hasher = SHA256()
  private var isCommitted = true
  /// The piece that grows.
  var bytes: [UInt8] = []
  /// Of the committed pieces, once they are complete.
  private(set) var digest = Digest.zero

  init(_ take: @escaping (_ bytes: [UInt8], _ isCommitted: Bool) throws(StorageError) -> Void) {
    self.take = take
    bytes.reserveCapacity(CheckpointPiece.maxBytes)
  }

  /// An element is complete.
  @inline(__always)
  mutating func elementEnds() throws(StorageError) {
    if bytes.count >= CheckpointPiece.fullBytes { try closePiece() }
  }

  /// A list: the number of its elements, and each of them.
  mutating func list<Elements: Collection>(
    _ elements: Elements, _ encode: (Elements.Element, inout [UInt8]) -> Void
  ) throws(StorageError) {
    bytes.append(bigEndian: UInt64(elements.count))
    try elementEnds()
    try each(elements, encode)
  }

  /// The elements of a list whose number is known.
  mutating func each<Elements: Sequence>(
    _ elements: Elements, _ encode: (Elements.Element, inout [UInt8]) -> Void
  ) throws(StorageError) {
    for element in elements {
      encode(element, &bytes)
      try elementEnds()
    }
  }

  /// All that follows may be erased.
  mutating func committedEnds() throws(StorageError) {
    try closePiece()
    digest = hasher.finalize()
    isCommitted = false
  }

  mutating func end() throws(StorageError) {
    try closePiece()
  }

  private mutating func closePiece() throws(StorageError) {
    guard !bytes.isEmpty else { return }
    if isCommitted { hasher.update(bytes) }
    try take(bytes, isCommitted)
    bytes.removeAll(keepingCapacity: true)
  }
}

/// Gives the elements of a checkpoint in order.
struct CheckpointSource: ~Copyable {
  private let header: CheckpointHeader
  private let file: any StorageFile
  private var offset = CheckpointHeader.byteCount
  private var number: UInt32 = 0
  private var hasher = SHA256()
  private var isCommitted = true
  private var piece: [UInt8] = []
  private var used = 0

  init(_ header: CheckpointHeader, _ file: any StorageFile) {
    self.header = header
    self.file = file
  }

  /// Reads `count` elements. `element` is given the bytes from the next one on and says whether it was one.
  mutating func read(_ count: Int, _ element: (inout ByteReader) -> Bool) throws(CheckpointFault) {
    var left = count
    while left > 0 {
      if used == piece.count { try nextPiece() }
      let result = piece.withUnsafeBytes { bytes -> (left: Int, used: Int)? in
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[used...]))
        var rest = left
        while rest > 0, reader.remaining > 0 {
          guard element(&reader) else { return nil }
          rest -= 1
        }
        return (rest, used + reader.offset)
      }
      guard let result, result.used > used else { throw .badContents }
      (left, used) = result
    }
  }

  /// Reads one element.
  mutating func one<Value>(_ element: (inout ByteReader) -> Value?) throws(CheckpointFault) -> Value {
    var value: Value?
    try read(1) {
      value = element(&$0)
      return value != nil
    }
    guard let value else { throw .badContents }
    return value
  }

  /// The number of elements that follow.
  mutating func count() throws(CheckpointFault) -> Int {
    guard let count = Int(exactly: try one { $0.integer(UInt64.self) }) else { throw .badContents }
    return count
  }

  /// The committed part is over, and is what the header says.
  mutating func committedEnds() throws(CheckpointFault) {
    guard used == piece.count, hasher.finalize() == header.digest else { throw .badContents }
    isCommitted = false
  }

  /// There is nothing more.
  mutating func end() throws(CheckpointFault) {
    guard used == piece.count, number == header.pieces else { throw .badContents }
  }

  private mutating func nextPiece() throws(CheckpointFault) {
    guard number < header.pieces else { throw .badContents }
    let length = try read(CheckpointPiece.prefixBytes).withUnsafeBytes { UInt32(bigEndian: $0.load(as: UInt32.self)) }
    guard length > 0, length <= CheckpointPiece.maxBytes else { throw .badPiece(number) }
    let sealed = try read(Int(length) + AESGCM.nonceBytes + AESGCM.tagBytes)
    guard sealed.prefix(AESGCM.nonceBytes).elementsEqual(CheckpointPiece.nonce(number)),
      let opened = AESGCM.open(
        sealed, key: header.key,
        associated: CheckpointPiece.associated(
          header.ledgerID, batch: header.place.batch, isCommitted: isCommitted))
    else { throw .badPiece(number) }
    piece = opened
    used = 0
    number += 1
    if isCommitted { hasher.update(piece) }
  }

  private mutating func read(_ count: Int) throws(CheckpointFault) -> [UInt8] {
    let bytes: [UInt8]
    do throws(StorageError) {
      bytes = try file.read(at: offset, count: count)
    } catch {
      throw .unreadable(.io(error))
    }
    guard bytes.count == count else { throw .badPiece(number) }
    offset += count
    return bytes
  }
}
