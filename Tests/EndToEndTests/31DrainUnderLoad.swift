// 31DrainUnderLoad.swift: SIGTERM at any moment of a load: what the server accepted it answers, and it did no more.

import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing
import TokenRPCClient
import TokenWire

extension EndToEnd {
  @Suite("31 SIGTERM under load")
  struct DrainUnderLoad {
    private static let rounds = 5

    @Test("SIGTERM under load loses no accepted call")
    func losesNothing() throws {
      let seed = UInt64.random(in: 1...1_000_000)
      var generator = SeededGenerator(seed: seed)
      try withScene { scene in
        var total = 0
        let identity = try Self.makeToken(scene)
        for round in 1...Self.rounds {
          let place = "seed \(seed), round \(round)"
          let server = try scene.startServer("--difficulty", "0")
          let load = try UseLoad(server.address, of: identity)
          load.start()
          let enough = Int.random(in: 1...2_000, using: &generator)
          try waitUntil("\(enough) answers", of: server.process) { load.counts.used >= enough }
          try server.stop()
          try load.waitForEnd()

          let counts = load.counts
          #expect(counts.faults == [], "\(place)")
          // Each ran until it was turned away; so none waits for an answer that was lost.
          #expect(counts.turnedAway == UseLoad.callsInFlight, "\(place)")
          total += counts.used
          #expect(try Self.uses(scene) == total, "\(place)")
        }
        print("\(Self.rounds) SIGTERMs, seed \(seed): \(total) uses, each answered and each in the ledger")
      }
    }

    /// A token without a limit of uses.
    private static func makeToken(_ scene: Scene) throws -> Bytes32 {
      let server = try scene.startServer("--difficulty", "0")
      let identity = try #require(try server.rpc("request", "--content", "used").line()["identity"]?.string)
      try server.stop()
      let digits = Array(identity)
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
      }
      // As text it is its bytes reversed.
      return try #require(Bytes32(bytes.reversed()))
    }

    /// How many uses the ledger has.
    private static func uses(_ scene: Scene) throws -> Int {
      try Chain.inspect(scene).count { $0["type"]?.string == "use" }
    }
  }
}

/// Clients that use one token as fast as they are answered, each call once, until the server takes no more.
private final class UseLoad: Sendable {
  static let clients = 4
  static let callsPerClient = 32
  static var callsInFlight: Int { clients * callsPerClient }

  struct Counts {
    /// Uses that were answered.
    var used = 0
    /// Calls of which the caller knows that the server did nothing.
    var turnedAway = 0
    /// Ends that no call may have.
    var faults: [String] = []
  }

  private let identity: Bytes32
  private let stubs: [TokenServiceClient]
  private let chains = DispatchGroup()
  private let state = Mutex(Counts())

  init(_ address: String, of identity: Bytes32) throws {
    self.identity = identity
    var options = ClientOptions()
    options.retry = .never
    stubs = try (0..<Self.clients).map { _ in TokenServiceClient(try RPCClient(address, options: options)) }
  }

  var counts: Counts { state.withLock { $0 } }

  /// Begins to call; each answer is followed by another call.
  func start() {
    for stub in stubs {
      for _ in 0..<Self.callsPerClient {
        chains.enter()
        use(stub)
      }
    }
  }

  /// Waits until every call has failed, which is when the server is gone.
  func waitForEnd() throws {
    guard chains.wait(timeout: .now() + .seconds(60)) == .success else { throw Failure("a call is never answered") }
  }

  private func use(_ stub: TokenServiceClient) {
    stub.validate(ValidateRequest(subject: .identity(identity), use: true)) { [self] result in
      switch result {
      case .success(let reply) where reply.valid:
        state.withLock { $0.used += 1 }
        return use(stub)
      case .success(let reply): state.withLock { $0.faults.append("a use was answered with \(reply)") }
      case .failure(let error) where error.notStarted: state.withLock { $0.turnedAway += 1 }
      case .failure(let error): state.withLock { $0.faults.append("a call failed: \(error)") }
      }
      chains.leave()
    }
  }
}
