// Erasures.swift: attachments that a durable record erased, until their bytes are zeros in the log.

/// A record whose attachments may be erased.
struct ErasableRecord: Sendable {
  var kind: RecordBody.Kind
  var location: RecordLocation
  /// The ordinal of the token that a revocation ended; nil for other records.
  var ordinal: Int?
}

/// What was erased and has to be overwritten. Part of the fold: what it hands out rests on records that are durable.
/// After a start everything that was ever erased is looked at once more, so that a crash leaves nothing behind.
struct Erasures {
  /// Attachments of one record.
  struct Due: Equatable {
    var location: RecordLocation
    /// Bit n stands for attachment n.
    var mask: UInt32
  }

  private var due: [Due] = []
  /// Salt and data of attachments that could not be overwritten yet.
  private var places: [SealedCodes.Place] = []

  /// How many records and places wait.
  var dueCount: Int { due.count + places.count }

  mutating func erased(_ mask: UInt32, at location: RecordLocation) {
    due.append(Due(location: location, mask: mask))
  }

  /// Takes up to `limit` records to overwrite, the oldest first.
  mutating func takeDue(_ limit: Int) -> [Due] {
    let taken = Array(due.prefix(limit))
    due.removeFirst(taken.count)
    return taken
  }

  mutating func takePlaces() -> [SealedCodes.Place] {
    defer { places = [] }
    return places
  }

  /// Takes back a record that could not be read: it is due after the others.
  mutating func putBack(_ record: Due) {
    due.append(record)
  }

  /// Takes back places that could not be overwritten.
  mutating func putBack(_ left: [SealedCodes.Place]) {
    places += left
  }
}

extension Record {
  /// Where salt and data of the attachments in `mask` stand that are not zeros yet.
  func standingPlaces(_ mask: UInt32, at location: RecordLocation) -> [SealedCodes.Place] {
    var end = Int(location.offset) + encodedBytes
    var places: [SealedCodes.Place] = []
    for (index, attachment) in attachments.enumerated().reversed() {
      if mask & (1 << UInt32(index)) != 0, !attachment.isBlank {
        places.append(SealedCodes.Place(dataBytes: attachment.dataBytes, endsAt: end, in: location))
      }
      end -= Attachment.encodedBytes(attachment.dataBytes)
    }
    return places
  }
}
