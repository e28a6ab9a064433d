// ProtocolFaults.swift: holds the protocol's own messages against its limits, the same on both sides.

extension Metadata {
  /// It says nothing: no block is sent.
  public var isBlank: Bool {
    entries.isEmpty && idempotencyKey.isEmpty && method.isEmpty && traceParent.isEmpty && credential.isEmpty
      && retryAfterMs == 0
  }

  /// What of it travels with an answer: the entries and the time to retry after. The other fields are for requests.
  public var ofAnswer: Metadata { Metadata(entries: entries, retryAfterMs: retryAfterMs) }

  /// The first field that is against a limit, with why; nil when all is well.
  public var fault: FieldFault? {
    if entries.count > FrameLimits.metadataEntries {
      return FieldFault(field: "entries", reason: "more than \(FrameLimits.metadataEntries) entries")
    }
    var bytes = 0
    for entry in entries {
      guard entry.hasValidKey else {
        let reason = "1 to \(FrameLimits.metadataKeyBytes) of a to z, 0 to 9, -, _ and ."
        return FieldFault(field: "entries.key", reason: reason)
      }
      bytes += entry.key.utf8.count + entry.value.count
    }
    if bytes > FrameLimits.metadataEntryBytes {
      return FieldFault(field: "entries", reason: "more than \(FrameLimits.metadataEntryBytes) bytes together")
    }
    if !idempotencyKey.isEmpty && !FrameLimits.idempotencyKeyBytes.contains(idempotencyKey.count) {
      let range = FrameLimits.idempotencyKeyBytes
      return FieldFault(field: "idempotency_key", reason: "\(range.lowerBound) to \(range.upperBound) bytes")
    }
    if credential.count > FrameLimits.credentialBytes {
      return FieldFault(field: "credential", reason: "more than \(FrameLimits.credentialBytes) bytes")
    }
    return nil
  }
}

extension MetadataEntry {
  fileprivate var hasValidKey: Bool {
    (1...FrameLimits.metadataKeyBytes).contains(key.utf8.count)
      && key.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
      }
  }
}

extension ClientHello {
  /// The first field that is against a limit, with why; nil when all is well.
  public var fault: FieldFault? {
    if versionMin == 0 || versionMin > versionMax {
      return FieldFault(field: "version_min", reason: "from 1 to version_max")
    }
    if initialCredit > FrameLimits.maxCredit {
      return FieldFault(field: "initial_credit", reason: "more than \(FrameLimits.maxCredit)")
    }
    if credential.count > FrameLimits.credentialBytes {
      return FieldFault(field: "credential", reason: "more than \(FrameLimits.credentialBytes) bytes")
    }
    if client.utf8.count > FrameLimits.clientNameBytes {
      return FieldFault(field: "client", reason: "more than \(FrameLimits.clientNameBytes) bytes")
    }
    return nil
  }
}
