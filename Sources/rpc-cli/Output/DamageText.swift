// DamageText.swift: what is wrong with a ledger and what a repair loses or lost, as JSON and as text.

internal import TokenCore

/// A damaged ledger in words.
enum DamageText {
  /// - Parameters:
  ///   - damage: nil: there is nothing to repair.
  ///   - repaired: nil: nothing was changed.
  static func json(_ damage: LedgerDamage?, _ repaired: RepairedLedger?, directory: String) -> JSONValue {
    let unreadable = damage?.unreadable.map { attachment -> JSONValue in
      ["sequence": .number(attachment.sequence), "attachment": .number(UInt64(attachment.index))]
    }
    return [
      "ok": .bool(damage == nil || repaired != nil), "directory": .string(directory),
      "damaged": .bool(damage != nil), "repaired": .bool(repaired != nil),
      "reason": JSONValue(damage.map(reason)), "keptRecords": JSONValue(damage?.keptRecords),
      "keptBatches": JSONValue(damage?.keptBatches), "keptTokens": JSONValue(damage?.keptTokens),
      "keptUntil": JSONValue(damage.map { InstantText.text($0.keptTime) }),
      "segment": JSONValue(damage.map { UInt64($0.end.segment) }),
      "offset": JSONValue(damage.map { UInt64($0.end.offset) }), "lostRecords": JSONValue(damage?.lostRecords),
      "lostBatches": JSONValue(damage?.lostBatches), "lostBytes": JSONValue(damage?.lostBytes),
      "lostKnown": damage.map { .bool($0.isHeadKnown) } ?? .null,
      "takenAway": .array(damage?.segments.map { .string($0) } ?? []), "unreadable": .array(unreadable ?? []),
      "savedRecords": JSONValue(damage?.savedRecords), "aside": JSONValue(repaired?.aside),
      "records": JSONValue(repaired?.summary.records), "root": JSONValue(repaired?.summary.root.hex),
    ]
  }

  static func facts(_ damage: LedgerDamage?, _ repaired: RepairedLedger?, directory: String) -> Facts {
    var facts = Facts()
    guard let damage else {
      facts.add("nothing to repair", "\(directory) opens as it is", tint: .good)
      return facts
    }
    facts.add("damaged", reason(damage), tint: .bad)
    facts.add(
      "kept",
      "\(Plural.text(damage.keptRecords, "record")) in \(Plural.text(damage.keptBatches, "batch", "batches")), "
        + "\(Plural.text(damage.keptTokens, "token")), up to \(InstantText.text(damage.keptTime))")
    facts.add("cut at", "segment \(damage.end.segment), offset \(damage.end.offset)")
    addLoss(damage, isDone: repaired != nil, to: &facts)
    if damage.isMoreInDatabase, let saved = damage.savedRecords {
      let database = (repaired?.aside ?? directory) + "/tokens.sqlite"
      facts.add("database", "has \(Plural.text(saved, "record")): a restore loses less", tint: .waiting)
      facts.add("", "rpc-cli ledger restore --database \(database) --keys \(directory)/keys NEWDIR")
    }
    guard let repaired else {
      facts.add("nothing changed", "to repair it: rpc-cli ledger repair --yes \(directory)", tint: .waiting)
      return facts
    }
    facts.add("kept aside", repaired.aside)
    facts.add("repaired", "\(Plural.text(repaired.summary.records, "record")), all checked", tint: .good)
    facts.add("root", repaired.summary.root.hex)
    if damage.mayHaveLostRecords {
      facts.add("to serve", "start token-server with --accept-loss, if what is lost may be lost", tint: .waiting)
    }
    return facts
  }

  /// Without the promise of a start that nothing was changed: a repair speaks for itself.
  private static func reason(_ damage: LedgerDamage) -> String {
    let text = "\(damage.fault)"
    let promise = "; nothing was changed"
    return text.hasSuffix(promise) ? String(text.dropLast(promise.count)) : text
  }

  private static func addLoss(_ damage: LedgerDamage, isDone: Bool, to facts: inout Facts) {
    let name = isDone ? "lost" : "would be lost"
    if damage.lostRecords > 0 || damage.isHeadKnown {
      let (first, count) = (damage.keptRecords, damage.lostRecords)
      facts.add(
        name,
        "\(Plural.text(count, "record")) in \(Plural.text(damage.lostBatches, "batch", "batches"))"
          + (count > 0 ? ", from sequence \(first) and batch \(damage.keptBatches + 1) on" : ""), tint: .bad)
    }
    if !damage.isHeadKnown {
      facts.add(name, "nobody knows how much more: head does not tell of this log", tint: .bad)
    }
    if damage.lostBytes > 0 { facts.add("bytes", "\(damage.lostBytes) behind the cut") }
    if !damage.segments.isEmpty { facts.add("taken away", damage.segments.joined(separator: " ")) }
    if let first = damage.unreadable.first {
      facts.add(
        "unreadable",
        "\(Plural.text(damage.unreadable.count, "attachment")), the first of record \(first.sequence): "
          + "what such records say is erased", tint: .bad)
    }
  }
}
