// KeyFile.swift: the ledger's secret keys: made at first start, retired, never overwritten (docs/ledger.md).

/// The file `keys`, mode 0600: entries of 40 bytes.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 2 | id, from 1 |
/// | 2 | 1 | purpose |
/// | 3 | 1 | state |
/// | 4 | 32 | the key |
/// | 36 | 4 | CRC of the 36 bytes before |
struct KeyFile: Equatable {
  static let fileName = "keys"
  static let entryBytes = 40

  /// What a key is for.
  enum Purpose: UInt8, CaseIterable {
    /// HMAC of users' codes.
    case code = 1
    /// HMAC of idempotency keys.
    case repeatKey = 2
    /// AES-256-GCM of sealed attachments.
    case seal = 3
  }

  enum State: UInt8 {
    case active = 1
    case retired = 2
  }

  struct Entry: Equatable {
    var id: UInt16
    var purpose: Purpose
    var state: State
    var key: Digest
  }

  var entries: [Entry]

  /// One active key for each purpose.
  init(random: () -> Digest) {
    entries = Purpose.allCases.enumerated().map { index, purpose in
      Entry(id: UInt16(index + 1), purpose: purpose, state: .active, key: random())
    }
  }

  /// The active key of a purpose.
  func active(_ purpose: Purpose) -> Entry? {
    entries.last { $0.purpose == purpose && $0.state == .active }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      let start = bytes.count
      bytes.append(bigEndian: entry.id)
      bytes.append(entry.purpose.rawValue)
      bytes.append(entry.state.rawValue)
      bytes.append(entry.key)
      bytes.append(bigEndian: Checksum.crc32c(bytes[start...]))
    }
    return bytes
  }

  /// nil when an entry does not check, an id stands twice or a purpose has no active key.
  init?(decoding bytes: [UInt8]) {
    guard bytes.count.isMultiple(of: Self.entryBytes), !bytes.isEmpty else { return nil }
    var entries: [Entry] = []
    for start in stride(from: 0, to: bytes.count, by: Self.entryBytes) {
      let entry = bytes[start..<start + Self.entryBytes].withUnsafeBytes { Entry(decoding: $0) }
      guard let entry, !entries.contains(where: { $0.id == entry.id }) else { return nil }
      entries.append(entry)
    }
    self.entries = entries
    guard Purpose.allCases.allSatisfy({ active($0) != nil }) else { return nil }
  }
}

extension KeyFile.Entry {
  fileprivate init?(decoding bytes: UnsafeRawBufferPointer) {
    var reader = ByteReader(bytes)
    guard let id = reader.integer(UInt16.self), id > 0,
      let purpose = reader.integer(UInt8.self).flatMap(KeyFile.Purpose.init(rawValue:)),
      let state = reader.integer(UInt8.self).flatMap(KeyFile.State.init(rawValue:)), let key = reader.digest(),
      reader.integer(UInt32.self) == Checksum.crc32c(UnsafeRawBufferPointer(rebasing: bytes[..<36]))
    else { return nil }
    self.init(id: id, purpose: purpose, state: state, key: key)
  }
}
