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
    case spent(Digest)
  }

  private let facts = Mutex<[Fact]>([])

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

  /// Hears the answer of a use.
  func hear(_ outcome: ValidationOutcome, of identity: Digest) {
    switch outcome.reason {
    case nil: add(.used(identity, usesLeft: outcome.usesLeft))
    case .spent: add(.spent(identity))
    default: break
    }
  }

  /// What an open ledger doesn't say any more of what was acknowledged.
  static func contradictions(_ facts: [Fact], _ bench: Bench) -> [String] {
    var uses: [Digest: UInt64] = [:]
    return facts.compactMap { fact in
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
    case .used(let identity, let usesLeft):
      guard let entry = bench.view(.identity(identity))?.entry else { return false }
      // Every acknowledged use is counted, so that none can be spent again.
      return entry.uses >= uses[identity] ?? 0 && (usesLeft.map { $0 >= entry.usesLeft ?? .max } ?? true)
    }
  }
}
