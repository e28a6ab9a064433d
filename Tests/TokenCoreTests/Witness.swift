// Witness.swift: what was acknowledged to callers, in order, and whether a ledger still says so.

import Synchronization
import Testing

@testable import TokenCore

/// Remembers answers as they are given. From any thread.
final class Witness: Sendable {
  /// Something that a caller was told.
  enum Fact: Sendable {
    case accepted(id: Digest)
    case sealed(id: Digest, identity: Digest)
    case failed(id: Digest)
    case revoked(Digest)
    case used(Digest, usesLeft: UInt64?)
    /// What a use with a key was answered: the same key gets the same answer for ever.
    case answered(key: [UInt8], Digest, ValidationOutcome)
    /// A use that was repeated by its key had another answer than the first time.
    case otherAnswer(Digest, ValidationOutcome, first: ValidationOutcome)
    case spent(Digest)
    /// A user was shown a code that ends then.
    case shown(user: String, ShownCode)
    /// Somebody tries to use a user's code; a repeat by key is not another try.
    case codeTried(user: String)
    /// A user's code that ends then was used.
    case codeUsed(user: String, end: UInt64, timesUsed: UInt64)
    /// A code that died, or a later one: a wrong attempt was refused, and its record was seen.
    case codeRefused(user: String, created: UInt64, refusals: UInt32)
  }

  private let facts = Mutex<[Fact]>([])
  /// First answers of uses that came with a key.
  private let answers = Mutex<[[UInt8]: ValidationOutcome]>([:])

  var count: Int { facts.withLock { $0.count } }

  /// The first `count` facts.
  func facts(_ count: Int = .max) -> [Fact] { facts.withLock { Array($0.prefix(count)) } }

  func add(_ fact: Fact) { facts.withLock { $0.append(fact) } }

  /// Hears an answer about a requisition.
  func hear(_ view: TokenView) {
    guard let id = view.entry.requestID else { return }
    add(.accepted(id: id))
    if let block = view.entry.block { add(.sealed(id: id, identity: block.identity)) }
    switch view.status {
    case .failed: add(.failed(id: id))
    case .revoked: if let block = view.entry.block { add(.revoked(block.identity)) }
    case .spent: if let block = view.entry.block { add(.spent(block.identity)) }
    case .pending, .success, .expired: break
    }
  }

  /// Hears the answer of a use. A repeat by key is no other use, and has the same answer.
  func hear(_ outcome: ValidationOutcome, of identity: Digest, key: [UInt8]? = nil) {
    let first = key.flatMap { key in
      answers.withLock { answers in
        defer { if answers[key] == nil { answers[key] = outcome } }
        return answers[key]
      }
    }
    if let first {
      if first != outcome { add(.otherAnswer(identity, outcome, first: first)) }
      return
    }
    if let key { add(.answered(key: key, identity, outcome)) }
    switch outcome.reason {
    case nil: add(.used(identity, usesLeft: outcome.usesLeft))
    case .spent: add(.spent(identity))
    default: break
    }
  }

  /// What an open ledger doesn't say any more of what was acknowledged.
  static func contradictions(_ facts: [Fact], _ bench: Bench) -> [String] {
    var uses: [Digest: UInt64] = [:]
    var tries: [String: UInt64] = [:]
    for case .codeTried(let user) in facts { tries[user, default: 0] += 1 }
    let countedTwice = tries.filter { user, tries in
      codes(of: user, bench).reduce(0) { $0 + $1.timesUsed + UInt64($1.refusals) } > tries
    }
    return countedTwice.keys.map { "\($0): more uses than anybody tried" }
      + facts.compactMap { fact in
        if case .used(let identity, _) = fact { uses[identity, default: 0] += 1 }
        return isKept(fact, uses, bench) ? nil : "\(fact)"
      }
  }

  private static func isKept(_ fact: Fact, _ uses: [Digest: UInt64], _ bench: Bench) -> Bool {
    switch fact {
    case .accepted(let id): return bench.view(.requestID(id)) != nil
    case .sealed(let id, let identity): return bench.view(.requestID(id))?.entry.block?.identity == identity
    case .failed(let id):
      if case .failed = bench.view(.requestID(id))?.status { return true }
      return false
    case .revoked(let identity): return bench.status(identity) == .revoked
    case .spent(let identity): return bench.view(.identity(identity))?.entry.usesLeft == 0
    case .shown(let user, let shown): return isKept(shown, of: user, bench)
    case .codeTried: return true
    case .answered(let key, let identity, let outcome): return bench.use(identity, key: key).value == outcome
    case .otherAnswer: return false
    case .codeUsed(let user, let end, let timesUsed):
      return codes(of: user, bench).contains { $0.end == end && $0.timesUsed >= timesUsed }
    case .codeRefused(let user, let created, let refusals):
      return codes(of: user, bench).contains { $0.created == created && $0.refusals >= refusals }
    case .used(let identity, let usesLeft):
      guard let entry = bench.view(.identity(identity))?.entry else { return false }
      // Every acknowledged use is counted, so that none can be spent again.
      return entry.uses >= uses[identity] ?? 0 && (usesLeft.map { $0 >= entry.usesLeft ?? .max } ?? true)
    }
  }

  /// The code is there, and while it is the newest it can still be shown.
  private static func isKept(_ shown: ShownCode, of user: String, _ bench: Bench) -> Bool {
    guard codes(of: user, bench).contains(where: { $0.created == shown.created && $0.end == shown.end }) else {
      return false
    }
    guard let code = try? bench.code(of: user), code.issued.created == shown.created,
      code.isLive(at: bench.published.lastTime)
    else { return true }
    return (try? bench.core.vault.show(code, realm: 0, isNew: false))?.digits == shown.digits
  }

  /// All codes of a user, the oldest first.
  private static func codes(of user: String, _ bench: Bench) -> [CodeFacts] {
    guard let name = try? UserName(user), let number = bench.published.users.user(UserKey(realm: 0, name: name)) else {
      return []
    }
    return bench.published.users.read(number) { $0.past + [$0.code?.facts].compactMap { $0 } } ?? []
  }
}
