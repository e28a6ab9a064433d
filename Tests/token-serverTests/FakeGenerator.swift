// FakeGenerator.swift: a generation service behind the real server that does what a test tells it to.

import Synchronization
import Testing
import TokenCore
import TokenNet
import TokenRPCServer
import TokenWire

@testable import token_server

/// Answers as it is told, and counts.
final class FakeGenerator: GenerationService {
  enum Behaviour: Sendable {
    /// `000000`, of as many digits as were asked for.
    case good
    case answer(String)
    case fail(RPCError)
    /// Never answers, until `release`.
    case hold
  }

  private struct State {
    var behaviour = Behaviour.good
    var held: [UnaryCall<DrawReply>] = []
    var peers: [String] = []
  }

  private let state = Mutex(State())

  func behave(_ behaviour: Behaviour) { state.withLock { $0.behaviour = behaviour } }

  /// Calls so far.
  var calls: Int { peers.count }
  /// Where each call came from: one connection, one peer.
  var peers: [String] { state.withLock { $0.peers } }

  /// Answers what was held.
  func release() {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    for call in held { call.succeed(DrawReply(code: "000000")) }
  }

  func draw(_ message: DrawRequest, _ call: UnaryCall<DrawReply>) {
    let behaviour = state.withLock { state in
      state.peers.append(call.context.peer)
      if case .hold = state.behaviour { state.held.append(call) }
      return state.behaviour
    }
    switch behaviour {
    case .good: call.succeed(DrawReply(code: String(repeating: "0", count: Int(message.digits))))
    case .answer(let code): call.succeed(DrawReply(code: code))
    case .fail(let error): call.fail(error)
    case .hold: break
    }
  }
}

/// A generator behind a socket, and clocks that stand still until a test moves them.
final class GeneratorScene: Sendable {
  let fake = FakeGenerator()
  private let server: RPCServer
  let endpoint: Endpoint
  private let milliseconds = Mutex<UInt64>(1_000)

  init(serving services: [any RPCService]? = nil) throws {
    server = try RPCServer(
      services: services ?? [fake],
      configuration: RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)]))
    endpoint = try #require(try server.start().first)
  }

  deinit { server.stop() }

  /// Ends the server and its connections; nothing listens any more.
  func stop() async {
    await withCheckedContinuation { continuation in server.stop { continuation.resume() } }
  }

  func advance(_ step: UInt64) { milliseconds.withLock { $0 += step } }

  var environment: Environment {
    Environment(
      wallMilliseconds: { [self] in 1_000_000 + milliseconds.withLock { $0 } },
      bootMilliseconds: { [self] in milliseconds.withLock { $0 } }, random: { 0 })
  }

  /// A generator that asks this one. Its patience is real time; without a need for it, more than any test takes.
  func remote(
    timeout: Duration = .seconds(60), onChange: @escaping @Sendable (GeneratorCondition) -> Void = { _ in }
  ) -> RemoteGenerator {
    RemoteGenerator(endpoint, timeout: timeout, digits: 6, environment: environment, onChange: onChange)
  }
}

extension RemoteGenerator {
  func draw(_ digits: Int = 6) async -> Result<[UInt8], GeneratorFault> {
    await withCheckedContinuation { continuation in
      draw(digits: digits) { continuation.resume(returning: $0) }
    }
  }

  /// Why a draw failed; nil: it did not.
  func fault(_ digits: Int = 6) async -> String? {
    guard case .failure(let fault) = await draw(digits) else { return nil }
    return fault.reason
  }
}

/// Waits until `condition` holds. A test that waits a minute has failed.
func waitUntil(_ what: Comment, _ condition: () -> Bool) async {
  for _ in 0..<60_000 {
    if condition() { return }
    try? await Task.sleep(for: .milliseconds(1))
  }
  Issue.record("waited a minute for \(what)")
}
