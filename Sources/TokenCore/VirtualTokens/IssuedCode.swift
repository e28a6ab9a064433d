// IssuedCode.swift: the rules of one code: when it is live, and why a use of it is refused.

/// A code as it stands: what was issued, and what became of it. Never its digits.
struct IssuedCode: Sendable, Equatable {
  /// Sequence of the record that issued it.
  let sequence: UInt64
  let issued: CodeIssued
  /// The digits sealed, and the key they are sealed with; nil: the bytes are gone.
  private(set) var sealed: SealedCode?
  /// The code before it: who types that one a moment too late has not guessed.
  let before: PreviousCode?
  private(set) var timesUsed: UInt64 = 0
  /// Refusals that counted against it.
  private(set) var refusals: UInt32 = 0
  /// It died of its refusals, or its user was erased.
  private(set) var isDead = false
  /// A correction of the clock ended it before its time.
  private(set) var wasCutShort = false
  /// A record has told a time past its end, whatever the clock was set to later.
  private(set) var isPast = false

  init(sequence: UInt64, issued: CodeIssued, sealed: SealedCode?, after last: IssuedCode? = nil) {
    self.sequence = sequence
    self.issued = issued
    self.sealed = sealed
    before = last.map {
      PreviousCode(sequence: $0.sequence, created: $0.issued.created, end: $0.issued.end, mac: $0.issued.mac)
    }
  }

  /// Whether its period goes on; Unix ms.
  func isInPeriod(at time: UInt64) -> Bool { !isPast && !wasCutShort && issued.end > time }

  /// Whether this is the user's code to be shown and used.
  func isLive(at time: UInt64) -> Bool { isInPeriod(at: time) && !isDead }

  /// nil: any number.
  var usesLeft: UInt64? { facts.usesLeft }

  /// Why a use is refused; nil: it is not. Only `wrong` changes the code.
  /// - Parameter isRight: the digits offered are the code's.
  func refusal(isRight: Bool, at time: UInt64) -> Refused.Reason? {
    if !isInPeriod(at: time) { return .expired }
    if isDead { return .dead }
    if !isRight { return .wrong }
    return usesLeft == 0 ? .spent : nil
  }

  /// Whether the next wrong attempt is its last.
  var isNextRefusalItsDeath: Bool { refusals + 1 >= issued.refusalsAllowed }

  mutating func countUse() { timesUsed += 1 }

  mutating func countRefusal() {
    isDead = isNextRefusalItsDeath
    refusals += 1
  }

  mutating func die() { isDead = true }

  /// The clock is corrected: by the old time its end had come, or nobody knows when it would.
  mutating func endAtCorrection(of oldTime: UInt64) {
    if issued.end <= oldTime { isPast = true }
    wasCutShort = true
  }

  // MARK: In a checkpoint

  /// All but the sealed digits, which stay in the log.
  func encode(into output: inout [UInt8]) {
    output.append(bigEndian: sequence)
    issued.encode(into: &output)
    output.append(bigEndian: timesUsed)
    output.append(bigEndian: refusals)
    let flags: UInt32 = (isDead ? 1 : 0) | (wasCutShort ? 2 : 0) | (isPast ? 4 : 0) | (before == nil ? 0 : 8)
    output.append(bigEndian: flags)
    before?.encode(into: &output)
  }

  init?(_ reader: inout ByteReader) {
    guard let sequence = reader.integer(UInt64.self), let issued = CodeIssued(&reader),
      let timesUsed = reader.integer(UInt64.self), let refusals = reader.integer(UInt32.self),
      let flags = reader.integer(UInt32.self), flags < 16
    else { return nil }
    var before: PreviousCode?
    if flags & 8 != 0 {
      guard let read = PreviousCode(&reader) else { return nil }
      before = read
    }
    self.sequence = sequence
    self.issued = issued
    self.before = before
    self.timesUsed = timesUsed
    self.refusals = refusals
    isDead = flags & 1 != 0
    wasCutShort = flags & 2 != 0
    isPast = flags & 4 != 0
  }

  /// The digits were read from the log again.
  mutating func restore(sealed: SealedCode?) { self.sealed = sealed }

  /// What of it is kept when the next one is issued.
  var facts: CodeFacts {
    CodeFacts(
      sequence: sequence, created: issued.created, end: issued.end, timesUsed: timesUsed, refusals: refusals,
      usesAllowed: issued.usesAllowed, refusalsAllowed: issued.refusalsAllowed)
  }
}

/// What is needed to know again the code that was replaced.
struct PreviousCode: Sendable, Equatable {
  var sequence: UInt64
  /// Unix ms.
  var created: UInt64
  var end: UInt64
  var mac: Digest

  /// Why it is refused: its period is over, or it died before.
  func refusal(at time: UInt64) -> Refused.Reason { end > time ? .dead : .expired }
}

/// A code's digits, sealed.
struct SealedCode: Sendable, Equatable {
  var keyID: UInt16
  /// Nonce, ciphertext and tag.
  var bytes: [UInt8]
}

/// One code of a user for people, without its digits.
public struct CodeFacts: Sendable, Equatable {
  /// Sequence of the record that issued it.
  public var sequence: UInt64
  /// Unix ms.
  public var created: UInt64
  public var end: UInt64
  /// Uses so far.
  public var timesUsed: UInt64
  /// Refusals that counted against it.
  public var refusals: UInt32
  /// 0: any number.
  var usesAllowed: UInt32
  var refusalsAllowed: UInt32

  /// Whether it died of its refusals.
  public var died: Bool { refusals >= refusalsAllowed }

  /// nil: any number.
  public var usesLeft: UInt64? {
    usesAllowed == 0 ? nil : UInt64(usesAllowed) - min(timesUsed, UInt64(usesAllowed))
  }
}
