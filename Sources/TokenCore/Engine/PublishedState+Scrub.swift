// PublishedState+Scrub.swift: what a scrub asks of the published state: whose records stand where, and what may have
// been overwritten by right.

extension PublishedState {
  /// Whether the attachments of a durable record may be any bytes by right. What is overwritten was published as erased
  /// or past before, so the answer is right for bytes that were read before it is asked for.
  func mayBeOverwritten(_ sequence: UInt64, _ body: RecordBody) -> Bool {
    switch body {
    case .requisitionAccepted:
      return tokens.ordinal(acceptedSequence: sequence).flatMap { tokens.read($0) { $0.isErased } } ?? false
    case .revoked(let body):
      guard let ordinal = tokens.ordinal(height: body.height) else { return false }
      return tokens.revocation(ordinal) == nil
    case .userNamed:
      return isErased(sequence)
    case .codeIssued(let body):
      guard let code = users.code(of: body.user), code.sequence == sequence else { return true }
      return code.isPast || code.issued.end <= lastTime || isErased(body.user)
    case .callerNamed:
      // Nobody keeps whether it was erased: the next start tells.
      return true
    case .blockSealed, .ledgerCreated, .epochOpened, .requisitionFailed, .tokenUsed, .codeUsed, .refused, .erased,
      .timeMark, .clockCorrected, .pushBackTried, .passedOver:
      return false
    }
  }

  private func isErased(_ user: UInt64) -> Bool { users.read(user) { $0.name == nil } ?? false }

  /// Ordinals of the requisitions and tokens whose accepted or sealed record begins in a range of a segment.
  ///
  /// - Parameter durable: what was published before that range was read; nothing newer is looked at.
  func ordinals(standingIn segment: UInt32, _ range: Range<Int>, _ durable: Summary.Numbers) -> [Int] {
    guard !range.isEmpty else { return [] }
    let accepted = places(segment, range, count: durable.requisitions) { [tokens] ordinal in
      tokens.read(ordinal) { $0.acceptedLocation }
    }
    let sealed = places(segment, range, count: Int(durable.height)) { [tokens] index in
      tokens.ordinal(height: UInt64(index) + 1).flatMap { tokens.read($0) { $0.sealedLocation } } ?? nil
    }
    let ofBlocks = sealed.compactMap { [tokens] in tokens.ordinal(height: UInt64($0) + 1) }
    return Set(accepted).union(ofBlocks).sorted()
  }

  /// Those of `count` indices whose place is in the range. Their places rise.
  private func places(
    _ segment: UInt32, _ range: Range<Int>, count: Int, _ place: (Int) -> RecordLocation?
  ) -> Range<Int> {
    func first(from offset: Int) -> Int {
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        let isBefore = place(middle).map { ($0.segment, Int($0.offset)) < (segment, offset) } ?? false
        if isBefore { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(from: range.lowerBound)..<first(from: range.upperBound)
  }
}
