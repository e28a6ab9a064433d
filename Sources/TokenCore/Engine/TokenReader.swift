// TokenReader.swift: tokens whole, from memory or from the log, so that memory need not hold all of every token.

internal import Dispatch

/// Gives tokens with their details. What is in memory is given at once; the rest is read on a queue of its own, so that
/// no reactor waits for the disk.
final class TokenReader: Sendable {
  private let tokens: TokenTable
  private let records: RecordReader
  private let queue = DispatchQueue(label: "tokenrpc.tokens", qos: .userInitiated)

  init(files: LedgerFiles, tokens: TokenTable) {
    self.tokens = tokens
    records = RecordReader(files: files)
  }

  /// A token whole; nil: there is none. On the caller's thread when it is in memory.
  func entry(
    _ ordinal: Int, _ answer: @escaping @Sendable (Result<TokenEntry?, LedgerError>) -> Void
  ) {
    if let entry = tokens.entry(ordinal) { return answer(.success(entry)) }
    queue.async { [self] in
      do throws(LedgerError) {
        answer(.success(try entryNow(ordinal)))
      } catch {
        answer(.failure(error))
      }
    }
  }

  /// The same, on the caller's thread whatever it costs.
  func entryNow(_ ordinal: Int) throws(LedgerError) -> TokenEntry? {
    if let entry = tokens.entry(ordinal) { return entry }
    return try storedEntry(ordinal)
  }

  /// The same from the log, whatever is in memory.
  func storedEntry(_ ordinal: Int) throws(LedgerError) -> TokenEntry? {
    guard let state = tokens.state(ordinal) else { return nil }
    return TokenEntry(state: state, details: try details(state, revocation: tokens.revocation(ordinal)))
  }

  /// Several whole, in order, on the queue of the log's reads.
  func entries(
    _ ordinals: [Int], _ answer: @escaping @Sendable (Result<[TokenEntry], LedgerError>) -> Void
  ) {
    queue.async { [self] in
      do throws(LedgerError) {
        var entries: [TokenEntry] = []
        for ordinal in ordinals { if let entry = try entryNow(ordinal) { entries.append(entry) } }
        answer(.success(entries))
      } catch {
        answer(.failure(error))
      }
    }
  }

  /// The content of a requisition; nil: the service holds only its digest, or it was erased.
  func content(of entry: TokenEntry, _ answer: @escaping @Sendable (Result<[UInt8]?, LedgerError>) -> Void) {
    guard !entry.isErased, !entry.requisition.contentIsDigest else { return answer(.success(nil)) }
    queue.async { [records] in
      do throws(LedgerError) {
        answer(.success(try records.record(at: entry.location).data(.content)))
      } catch {
        answer(.failure(error))
      }
    }
  }

  /// The record at a place, checked; blocks on the disk.
  func record(at location: RecordLocation) throws(LedgerError) -> Record {
    try records.record(at: location)
  }

  private func details(_ state: TokenState, revocation: RecordLocation?) throws(LedgerError) -> TokenDetails {
    let accepted = try records.record(at: state.acceptedLocation)
    guard case .requisitionAccepted(let requisition) = accepted.body,
      accepted.envelope.sequence == state.acceptedSequence
    else { throw Self.notMeant(state.acceptedLocation) }
    var details = TokenDetails(
      acceptedAt: accepted.envelope.time, leaf: accepted.leaf, requisition: requisition,
      requestID: accepted.data(.requestID).flatMap { Digest($0) }, url: accepted.text(.url))
    if let location = state.sealedLocation { details.block = try block(of: state, at: location) }
    if let revocation { details.revokeReason = try records.record(at: revocation).text(.reason) }
    if state.isErased { details.erase() }
    return details
  }

  private func block(of state: TokenState, at location: RecordLocation) throws(LedgerError) -> TokenEntry.Block {
    let sealed = try records.record(at: location)
    var hasher = SHA256()
    guard case .blockSealed = sealed.body,
      let header = sealed.data(.blockHeader)?.withUnsafeBytes({ BlockHeader(decoding: $0) })
    else { throw Self.notMeant(location) }
    let block = HashedBlock(header, &hasher)
    guard TokenState.Prefix(block.identity) == state.identityPrefix else { throw Self.notMeant(location) }
    return TokenEntry.Block(block, at: sealed.envelope.time)
  }

  /// Another record stands there than the one that was read when the ledger was opened.
  private static func notMeant(_ location: RecordLocation) -> LedgerError {
    .corrupt(segment: location.segment, offset: UInt64(location.offset), .broken(rule: .reference))
  }
}
