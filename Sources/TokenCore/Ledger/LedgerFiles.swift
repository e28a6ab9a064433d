// LedgerFiles.swift: where a ledger's files stand in its directory.

/// The names of one data directory (docs/ledger.md).
struct LedgerFiles: Sendable {
  let storage: any Storage
  /// The data directory, without a slash at its end.
  let directory: String
  /// Segments behind this one are not looked at: a repair reads what stands before the damage.
  var lastSegment = UInt32.max

  /// Where the data directory stands.
  var parentDirectory: String {
    guard let slash = directory.lastIndex(of: "/") else { return "." }
    return slash == directory.startIndex ? "/" : String(directory[..<slash])
  }

  var logDirectory: String { directory + "/log" }
  var lockPath: String { directory + "/lock" }
  var headPath: String { directory + "/" + Head.fileName }
  var checkpointPath: String { directory + "/" + CheckpointHeader.fileName }
  var keysPath: String { directory + "/" + KeyFile.fileName }

  func segmentPath(_ number: UInt32) -> String {
    logDirectory + "/" + SegmentHeader.fileName(number)
  }

  /// Numbers of the segments that are there, rising; a gap, or a log that does not begin with 1, is refused.
  func segmentNumbers() throws(LedgerError) -> [UInt32] {
    var numbers: [UInt32] = []
    for name in try ledger({ () throws(StorageError) in try storage.list(logDirectory) })
    where name.hasSuffix(".seg") {
      guard numbers.count < lastSegment else { break }
      guard name.count == 12, let number = UInt32(name.dropLast(4)), SegmentHeader.fileName(number) == name,
        number == UInt32(numbers.count + 1)
      else { throw .incomplete(file: "log/" + name, .gapBefore) }
      numbers.append(number)
    }
    return numbers
  }

  /// A whole small file; nil when it is not there.
  func contents(_ name: String) throws(LedgerError) -> [UInt8]? {
    guard try ledger({ () throws(StorageError) in try storage.list(directory) }).contains(name) else { return nil }
    return try ledger { () throws(StorageError) in
      let file = try storage.open(directory + "/" + name, .read)
      return try file.read(at: 0, count: min(try file.size(), 1 << 20))
    }
  }

  /// Checks the header of a segment and its size.
  func openSegment(_ number: UInt32, _ mode: StorageMode, ledgerID: LedgerID?) throws(LedgerError) -> Segment {
    let name = "log/" + SegmentHeader.fileName(number)
    let file = try ledger { () throws(StorageError) in try storage.open(segmentPath(number), mode) }
    let (bytes, size) = try ledger { () throws(StorageError) in
      (try file.read(at: 0, count: SegmentHeader.byteCount), try file.size())
    }
    guard let header = bytes.withUnsafeBytes({ SegmentHeader(decoding: $0) }), header.number == number else {
      throw .corrupt(segment: number, offset: 0, .badSegmentHeader)
    }
    guard ledgerID == nil || header.ledgerID == ledgerID else { throw .incomplete(file: name, .wrongLedger) }
    guard size == Int(header.segmentBytes) else { throw .incomplete(file: name, .wrongSize) }
    return Segment(header: header, file: file)
  }
}

/// An open segment.
struct Segment: Sendable {
  let header: SegmentHeader
  let file: any StorageFile

  var byteCount: Int { Int(header.segmentBytes) }
}

/// Runs file operations and gives their failures the ledger's type.
func ledger<Value>(_ body: () throws(StorageError) -> Value) throws(LedgerError) -> Value {
  do {
    return try body()
  } catch {
    throw .io(error)
  }
}
