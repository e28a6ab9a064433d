// FoldSnapshot+Coding.swift: the elements of a checkpoint, encode and decode side by side. Exact (docs/ledger.md).

extension FoldBase {
  func encode(into output: inout [UInt8]) {
    created.encode(into: &output)
    output.append(bigEndian: records)
    output.append(bigEndian: time)
    output.append(bigEndian: epoch)
    output.append(bigEndian: UInt32(hasLostRecords ? 1 : 0))
    output.append(bigEndian: tip.height)
    output.append(tip.link)
    output.append(bigEndian: uses)
  }

  init?(_ reader: inout ByteReader) {
    guard let created = LedgerCreated(&reader), let records = reader.integer(UInt64.self),
      let time = reader.integer(UInt64.self), let epoch = reader.integer(UInt32.self),
      let lost = reader.integer(UInt32.self), lost <= 1, let height = reader.integer(UInt64.self),
      let link = reader.digest(), let uses = reader.integer(UInt64.self)
    else { return nil }
    self.init(
      created: created, records: records, time: time, epoch: epoch, tip: ChainTip(height: height, link: link),
      uses: uses, hasLostRecords: lost == 1)
  }
}

extension RecordLocation {
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: segment)
    output.append(bigEndian: offset)
  }

  init?(_ reader: inout ByteReader) {
    guard let segment = reader.integer(UInt32.self), segment > 0, let offset = reader.integer(UInt32.self),
      offset.isMultiple(of: 8)
    else { return nil }
    self.init(segment: segment, offset: offset)
  }
}

extension UserEntry {
  /// All but the name.
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: realm)
    output.append(bigEndian: UInt32(code == nil ? 0 : 1))
    output.append(bigEndian: issued)
    code?.encode(into: &output)
    output.append(bigEndian: UInt32(past.count))
    for facts in past { facts.encode(into: &output) }
  }

  init?(_ reader: inout ByteReader) {
    guard let realm = reader.integer(UInt32.self), let codes = reader.integer(UInt32.self), codes <= 1,
      let issued = reader.integer(UInt64.self)
    else { return nil }
    var code: IssuedCode?
    if codes == 1 {
      guard let read = IssuedCode(&reader) else { return nil }
      code = read
    }
    guard let count = reader.integer(UInt32.self), count < 2 * UInt32(Self.pastMin) else { return nil }
    var past: [CodeFacts] = []
    for _ in 0..<count {
      guard let facts = CodeFacts(&reader) else { return nil }
      past.append(facts)
    }
    self.init(realm: realm, name: nil, code: code, past: past, issued: issued)
  }
}

extension CodeFacts {
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: sequence)
    output.append(bigEndian: created)
    output.append(bigEndian: end)
    output.append(bigEndian: timesUsed)
    output.append(bigEndian: refusals)
    output.append(bigEndian: usesAllowed)
    output.append(bigEndian: refusalsAllowed)
  }

  init?(_ reader: inout ByteReader) {
    guard let sequence = reader.integer(UInt64.self), let created = reader.integer(UInt64.self),
      let end = reader.integer(UInt64.self), let timesUsed = reader.integer(UInt64.self),
      let refusals = reader.integer(UInt32.self), let usesAllowed = reader.integer(UInt32.self),
      let refusalsAllowed = reader.integer(UInt32.self)
    else { return nil }
    self.init(
      sequence: sequence, created: created, end: end, timesUsed: timesUsed, refusals: refusals,
      usesAllowed: usesAllowed, refusalsAllowed: refusalsAllowed)
  }
}

extension PreviousCode {
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: sequence)
    output.append(bigEndian: created)
    output.append(bigEndian: end)
    output.append(mac)
  }

  init?(_ reader: inout ByteReader) {
    guard let sequence = reader.integer(UInt64.self), let created = reader.integer(UInt64.self),
      let end = reader.integer(UInt64.self), let mac = reader.digest()
    else { return nil }
    self.init(sequence: sequence, created: created, end: end, mac: mac)
  }
}

extension ErasableRecord {
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: UInt32(kind.rawValue))
    location.encode(into: &output)
    output.append(bigEndian: UInt64(ordinal.map { $0 + 1 } ?? 0))
  }

  init?(_ reader: inout ByteReader) {
    guard let number = reader.integer(UInt32.self).flatMap({ UInt16(exactly: $0) }),
      let kind = RecordBody.Kind(rawValue: number), let location = RecordLocation(&reader),
      let ordinal = reader.integer(UInt64.self).flatMap({ Int(exactly: $0) })
    else { return nil }
    self.init(kind: kind, location: location, ordinal: ordinal == 0 ? nil : ordinal - 1)
  }
}

extension RepeatTable.Entry {
  /// Key 16, request 16, time 8, what came of it 4 + 4, two numbers 16.
  func encode(_ key: RepeatKey.Half, into output: inout [UInt8]) {
    RepeatKey(key: key, request: request).encode(into: &output)
    output.append(bigEndian: time)
    let (kind, detail, first, second) = outcome.fields
    output.append(bigEndian: kind)
    output.append(bigEndian: detail)
    output.append(bigEndian: first)
    output.append(bigEndian: second)
  }
}

/// One change that came with a key, read from a checkpoint.
struct RememberedRepeat {
  let key: RepeatKey
  let outcome: RepeatOutcome
  let time: UInt64

  init?(_ reader: inout ByteReader) {
    guard let key = RepeatKey(&reader), let time = reader.integer(UInt64.self),
      let kind = reader.integer(UInt32.self), let detail = reader.integer(UInt32.self),
      let first = reader.integer(UInt64.self), let second = reader.integer(UInt64.self),
      let outcome = RepeatOutcome(kind, detail, first, second)
    else { return nil }
    self.key = key
    self.outcome = outcome
    self.time = time
  }
}

extension RepeatOutcome {
  /// Kind, detail (a reason), and two numbers; of uses left all ones are no limit.
  fileprivate var fields: (UInt32, UInt32, UInt64, UInt64) {
    switch self {
    case .requisition(let sequence): (1, 0, sequence, 0)
    case .used(let height, let usesLeft): (2, 0, height, usesLeft ?? .max)
    case .codeUsed(let end, let timesUsed): (3, 0, end, timesUsed)
    case .codeRefused: (4, 0, 0, 0)
    case .refused(let reason, let height): (5, UInt32(reason.rawValue), height, 0)
    }
  }

  fileprivate init?(_ kind: UInt32, _ detail: UInt32, _ first: UInt64, _ second: UInt64) {
    switch kind {
    case 1: self = .requisition(acceptedSequence: first)
    case 2: self = .used(height: first, usesLeft: second == .max ? nil : second)
    case 3: self = .codeUsed(end: first, timesUsed: second)
    case 4: self = .codeRefused
    case 5:
      guard let reason = UInt8(exactly: detail).flatMap({ Refused.Reason(rawValue: $0) }) else { return nil }
      self = .refused(reason, height: first)
    default: return nil
    }
  }
}

extension QueueRing.Entry {
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: sequence)
    output.append(bigEndian: time)
    output.append(publicID)
    output.append(bigEndian: queueSize)
    output.append(bigEndian: UInt32(kind.rawValue))
  }

  init?(_ reader: inout ByteReader) {
    guard let sequence = reader.integer(UInt64.self), let time = reader.integer(UInt64.self),
      let publicID = reader.digest(), let queueSize = reader.integer(UInt32.self),
      let kind = reader.integer(UInt32.self).flatMap({ UInt8(exactly: $0) }).flatMap({
        QueueEvent.Kind(rawValue: $0)
      })
    else { return nil }
    self.init(sequence: sequence, time: time, publicID: publicID, queueSize: queueSize, kind: kind)
  }
}
