// RecordBody+Coding.swift: bodies of records to bytes and back. Reserved bytes are zero and checked.

extension RecordBody {
  /// Appends the body, without padding.
  func encode(into output: inout [UInt8]) {
    switch self {
    case .ledgerCreated(let body): body.encode(into: &output)
    case .epochOpened(let body): body.encode(into: &output)
    case .userNamed, .callerNamed, .timeMark, .passedOver: break
    case .requisitionAccepted(let body): body.encode(into: &output)
    case .blockSealed(let body): body.encode(into: &output)
    case .requisitionFailed(let body): body.encode(into: &output)
    case .tokenUsed(let body): body.encode(into: &output)
    case .codeIssued(let body): body.encode(into: &output)
    case .codeUsed(let body): body.encode(into: &output)
    case .refused(let body): body.encode(into: &output)
    case .revoked(let body): output.append(bigEndian: body.height)
    case .erased(let entries): for entry in entries { entry.encode(into: &output) }
    case .clockCorrected(let body):
      output.append(bigEndian: body.oldTime)
      output.append(bigEndian: body.newTime)
    case .pushBackTried(let body):
      output.append(bigEndian: body.acceptedSequence)
      output.append(bigEndian: body.attempt)
      output.append(bigEndian: body.outcome)
    }
  }

  /// The body in exactly these bytes; nil when they are anything else.
  init?(decoding kind: Kind, _ bytes: UnsafeRawBufferPointer) {
    var reader = ByteReader(bytes)
    guard let body = RecordBody.read(kind, &reader), reader.remaining < 8, reader.zeros(reader.remaining) else {
      return nil
    }
    self = body
  }

  private static func read(_ kind: Kind, _ reader: inout ByteReader) -> RecordBody? {
    switch kind {
    case .ledgerCreated: LedgerCreated(&reader).map(RecordBody.ledgerCreated)
    case .epochOpened: EpochOpened(&reader).map(RecordBody.epochOpened)
    case .userNamed: .userNamed
    case .callerNamed: .callerNamed
    case .requisitionAccepted: RequisitionAccepted(&reader).map(RecordBody.requisitionAccepted)
    case .blockSealed: BlockSealed(&reader).map(RecordBody.blockSealed)
    case .requisitionFailed: RequisitionFailed(&reader).map(RecordBody.requisitionFailed)
    case .tokenUsed: TokenUsed(&reader).map(RecordBody.tokenUsed)
    case .codeIssued: CodeIssued(&reader).map(RecordBody.codeIssued)
    case .codeUsed: CodeUsed(&reader).map(RecordBody.codeUsed)
    case .refused: Refused(&reader).map(RecordBody.refused)
    case .revoked: reader.integer().map { .revoked(Revoked(height: $0)) }
    case .erased: Erased.readAll(&reader).map(RecordBody.erased)
    case .timeMark: .timeMark
    case .clockCorrected: ClockCorrected(&reader).map(RecordBody.clockCorrected)
    case .pushBackTried: PushBackTried(&reader).map(RecordBody.pushBackTried)
    }
  }
}

extension LedgerID {
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: high)
    output.append(bigEndian: low)
  }

  init?(_ reader: inout ByteReader) {
    guard let high = reader.integer(UInt64.self), let low = reader.integer(UInt64.self) else { return nil }
    self.init(high: high, low: low)
  }
}

extension RepeatKey {
  func encode(into output: inout [UInt8]) {
    for half in [key, request] {
      output.append(bigEndian: half.high)
      output.append(bigEndian: half.low)
    }
  }

  init?(_ reader: inout ByteReader) {
    guard let digest = reader.digest() else { return nil }
    self.init(
      key: Half(high: digest.words.0, low: digest.words.1), request: Half(high: digest.words.2, low: digest.words.3))
  }
}

extension LedgerCreated {
  func encode(into output: inout [UInt8]) {
    ledgerID.encode(into: &output)
    output.append(bigEndian: chainID)
    output.append(bigEndian: difficultyFloor.field)
  }

  init?(_ reader: inout ByteReader) {
    guard let ledgerID = LedgerID(&reader), let chainID = reader.integer(UInt32.self),
      let floor = reader.integer(UInt32.self).flatMap(Difficulty.init(field:))
    else { return nil }
    self.init(ledgerID: ledgerID, chainID: chainID, difficultyFloor: floor)
  }
}

extension EpochOpened {
  fileprivate func encode(into output: inout [UInt8]) {
    output.append(bigEndian: oldRecords)
    output.append(oldRoot)
    output.append(reason.rawValue)
    output.append(zeros: 7)
    output.append(bigEndian: firstMissing)
  }

  fileprivate init?(_ reader: inout ByteReader) {
    guard let records = reader.integer(UInt64.self), let root = reader.digest(),
      let reason = reader.integer(UInt8.self).flatMap(Reason.init(rawValue:)), reader.zeros(7),
      let missing = reader.integer(UInt64.self)
    else { return nil }
    self.init(oldRecords: records, oldRoot: root, reason: reason, firstMissing: missing)
  }
}

extension RequisitionAccepted {
  private static let usesBit: UInt8 = 1
  private static let instantBit: UInt8 = 2
  private static let durationBit: UInt8 = 4
  private static let digestBit: UInt8 = 8

  fileprivate func encode(into output: inout [UInt8]) {
    var limits: UInt8 = contentIsDigest ? Self.digestBit : 0
    if effectiveness.uses != nil { limits |= Self.usesBit }
    if effectiveness.instant != nil { limits |= Self.instantBit }
    if effectiveness.duration != nil { limits |= Self.durationBit }
    output.append(112) { bytes in
      bytes.put(publicID, at: 0)
      bytes.put(clientTime, at: 32)
      bytes.put(limits, at: 40)
      bytes.put(effectiveness.uses ?? 0, at: 48)
      bytes.put(effectiveness.instant ?? 0, at: 56)
      bytes.put(effectiveness.duration ?? 0, at: 64)
      bytes.put(contentBytes, at: 72)
      bytes.put(holderCommitment, at: 80)
    }
    repeatKey.encode(into: &output)
  }

  fileprivate init?(_ reader: inout ByteReader) {
    guard let publicID = reader.digest(), let clientTime = reader.integer(UInt64.self),
      let limits = reader.integer(UInt8.self), limits < 16, reader.zeros(7),
      let uses = reader.integer(UInt64.self), let instant = reader.integer(UInt64.self),
      let duration = reader.integer(UInt64.self), let contentBytes = reader.integer(UInt64.self),
      let commitment = reader.digest(), let repeatKey = RepeatKey(&reader),
      limits & Self.usesBit != 0 || uses == 0, limits & Self.instantBit != 0 || instant == 0,
      limits & Self.durationBit != 0 || duration == 0,
      let effectiveness = Effectiveness(
        uses: limits & Self.usesBit != 0 ? uses : nil, instant: limits & Self.instantBit != 0 ? instant : nil,
        duration: limits & Self.durationBit != 0 ? duration : nil)
    else { return nil }
    self.init(
      publicID: publicID, clientTime: clientTime, effectiveness: effectiveness,
      contentIsDigest: limits & Self.digestBit != 0, contentBytes: contentBytes, holderCommitment: commitment,
      repeatKey: repeatKey)
  }
}

extension BlockSealed {
  fileprivate func encode(into output: inout [UInt8]) {
    output.append(56) { bytes in
      bytes.put(height, at: 0)
      bytes.put(acceptedSequence, at: 8)
      bytes.put(end, at: 16)
      bytes.put(link, at: 24)
    }
  }

  fileprivate init?(_ reader: inout ByteReader) {
    guard let height = reader.integer(UInt64.self), let sequence = reader.integer(UInt64.self),
      let end = reader.integer(UInt64.self), let link = reader.digest()
    else { return nil }
    self.init(height: height, acceptedSequence: sequence, end: end, link: link)
  }
}

extension RequisitionFailed {
  fileprivate func encode(into output: inout [UInt8]) {
    output.append(bigEndian: acceptedSequence)
    output.append(reason.rawValue)
    output.append(zeros: 7)
  }

  fileprivate init?(_ reader: inout ByteReader) {
    guard let sequence = reader.integer(UInt64.self),
      let reason = reader.integer(UInt8.self).flatMap(Reason.init(rawValue:)), reader.zeros(7)
    else { return nil }
    self.init(acceptedSequence: sequence, reason: reason)
  }
}

extension TokenUsed {
  fileprivate func encode(into output: inout [UInt8]) {
    output.append(bigEndian: height)
    output.append(bigEndian: usesLeft ?? .max)
    repeatKey.encode(into: &output)
  }

  fileprivate init?(_ reader: inout ByteReader) {
    guard let height = reader.integer(UInt64.self), let left = reader.integer(UInt64.self),
      let repeatKey = RepeatKey(&reader)
    else { return nil }
    self.init(height: height, usesLeft: left == .max ? nil : left, repeatKey: repeatKey)
  }
}

extension CodeIssued {
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: user)
    output.append(bigEndian: created)
    output.append(bigEndian: end)
    output.append(digits)
    output.append(zeros: 3)
    output.append(bigEndian: usesAllowed)
    output.append(bigEndian: refusalsAllowed)
    output.append(zeros: 4)
    output.append(mac)
  }

  init?(_ reader: inout ByteReader) {
    guard let user = reader.integer(UInt64.self), let created = reader.integer(UInt64.self),
      let end = reader.integer(UInt64.self), let digits = reader.integer(UInt8.self), reader.zeros(3),
      let uses = reader.integer(UInt32.self), let refusals = reader.integer(UInt32.self), reader.zeros(4),
      let mac = reader.digest()
    else { return nil }
    self.init(
      user: user, created: created, end: end, digits: digits, usesAllowed: uses, refusalsAllowed: refusals, mac: mac)
  }
}

extension CodeUsed {
  fileprivate func encode(into output: inout [UInt8]) {
    output.append(bigEndian: user)
    output.append(bigEndian: code)
    output.append(bigEndian: timesUsed)
    repeatKey.encode(into: &output)
  }

  fileprivate init?(_ reader: inout ByteReader) {
    guard let user = reader.integer(UInt64.self), let code = reader.integer(UInt64.self),
      let timesUsed = reader.integer(UInt64.self), let repeatKey = RepeatKey(&reader)
    else { return nil }
    self.init(user: user, code: code, timesUsed: timesUsed, repeatKey: repeatKey)
  }
}

extension Refused {
  fileprivate func encode(into output: inout [UInt8]) {
    output.append(subjectKind.rawValue)
    output.append(reason.rawValue)
    output.append(diedOfIt ? 1 : 0)
    output.append(0)
    output.append(bigEndian: count)
    output.append(bigEndian: subject)
    output.append(bigEndian: code)
    output.append(bigEndian: first)
    output.append(bigEndian: last)
    repeatKey.encode(into: &output)
  }

  fileprivate init?(_ reader: inout ByteReader) {
    guard let subjectKind = reader.integer(UInt8.self).flatMap(Subject.init(rawValue:)),
      let reason = reader.integer(UInt8.self).flatMap(Reason.init(rawValue:)),
      let died = reader.integer(UInt8.self), died < 2, reader.zeros(1),
      let count = reader.integer(UInt32.self), count > 0, let subject = reader.integer(UInt64.self),
      let code = reader.integer(UInt64.self), let first = reader.integer(UInt64.self),
      let last = reader.integer(UInt64.self), let repeatKey = RepeatKey(&reader)
    else { return nil }
    self.init(
      subjectKind: subjectKind, reason: reason, diedOfIt: died == 1, count: count, subject: subject, code: code,
      first: first, last: last, repeatKey: repeatKey)
  }
}

extension Erased {
  fileprivate func encode(into output: inout [UInt8]) {
    output.append(bigEndian: sequence)
    output.append(bigEndian: mask)
    output.append(zeros: 4)
  }

  fileprivate static func readAll(_ reader: inout ByteReader) -> [Erased]? {
    var entries: [Erased] = []
    while reader.remaining >= 16 {
      guard let sequence = reader.integer(UInt64.self), let mask = reader.integer(UInt32.self), reader.zeros(4) else {
        return nil
      }
      entries.append(Erased(sequence: sequence, mask: mask))
    }
    return reader.remaining == 0 && !entries.isEmpty ? entries : nil
  }
}

extension ClockCorrected {
  fileprivate init?(_ reader: inout ByteReader) {
    guard let old = reader.integer(UInt64.self), let new = reader.integer(UInt64.self) else { return nil }
    self.init(oldTime: old, newTime: new)
  }
}

extension PushBackTried {
  fileprivate init?(_ reader: inout ByteReader) {
    guard let sequence = reader.integer(UInt64.self), let attempt = reader.integer(UInt32.self),
      let outcome = reader.integer(UInt32.self)
    else { return nil }
    self.init(acceptedSequence: sequence, attempt: attempt, outcome: outcome)
  }
}
