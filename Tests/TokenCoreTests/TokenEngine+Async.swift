// TokenEngine+Async.swift: the engine's calls as tests like to write them.

import Synchronization
import Testing

@testable import TokenCore

/// Opens an engine with small segments.
func openEngine(
  _ directory: TemporaryDirectory, bits: Int = 4, segmentBytes: Int = 64 << 10
) throws -> TokenEngine {
  let settings = EngineSettings(
    directory: directory.path, difficulty: .fixed(try #require(Difficulty(bits: bits))), miners: 2,
    segmentBytes: segmentBytes)
  return try TokenEngine.open(settings, onFailure: { Issue.record("the ledger failed: \($0)") })
}

extension TokenEngine {
  func request(_ new: NewRequisition = NewRequisition(), wait: UInt32 = 10_000) async throws -> TokenView {
    try await withCheckedContinuation { continuation in
      request(new, waitMilliseconds: wait) { continuation.resume(returning: $0) }
    }.get()
  }

  func use(_ identity: Digest, key: [UInt8]? = nil) async throws -> ValidationOutcome {
    try await withCheckedContinuation { continuation in
      use(ValidationQuery(identity: identity), idempotencyKey: key, caller: Caller()) {
        continuation.resume(returning: $0)
      }
    }.get()
  }

  func generate(_ user: String) async throws -> ShownCode {
    try await withCheckedContinuation { continuation in
      generate(user, caller: Caller()) { continuation.resume(returning: $0) }
    }.get()
  }

  func use(code: String, of user: String) async throws -> CodeOutcome {
    try await withCheckedContinuation { continuation in
      use(code: code, of: user, idempotencyKey: nil, caller: Caller()) { continuation.resume(returning: $0) }
    }.get()
  }

  func codes(of user: String, historyLimit: Int = TokenEngine.defaultHistory) async throws -> UserView {
    try await withCheckedContinuation { continuation in
      codes(of: user, realm: 0, historyLimit: historyLimit) { continuation.resume(returning: $0) }
    }.get()
  }

  func revoke(_ name: TokenName, reason: String = "test") async throws -> TokenView {
    try await withCheckedContinuation { continuation in
      revoke(name, reason: reason, caller: Caller()) { continuation.resume(returning: $0) }
    }.get()
  }

  func status(_ name: TokenName) async throws -> TokenView {
    try await withCheckedContinuation { continuation in
      status(name, realm: 0) { continuation.resume(returning: $0) }
    }.get()
  }

  func settledCheck(_ identity: Digest) async throws -> ValidationOutcome {
    try await withCheckedContinuation { continuation in
      settledCheck(ValidationQuery(identity: identity)) { continuation.resume(returning: $0) }
    }.get()
  }

  func content(of view: TokenView) async throws -> [UInt8]? {
    try await withCheckedContinuation { continuation in
      content(of: view) { continuation.resume(returning: $0) }
    }.get()
  }

  func stop() async {
    await withCheckedContinuation { continuation in stop { continuation.resume() } }
  }
}

extension TokenEngine {
  func audit(_ query: AuditQuery) async throws -> AuditPage {
    try await withCheckedContinuation { continuation in
      audit(query) { continuation.resume(returning: $0) }
    }.get()
  }
}

/// Counts what people were told.
final class Told: Sendable {
  private let lines = Mutex<[String]>([])

  var count: Int { lines.withLock { $0.count } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
