// 04KillUnderLoad.swift: kill -9 at any moment: what was acknowledged is there, what was spent stays spent.

import Dispatch
import Foundation
import Synchronization
import Testing
import TokenRPCClient
import TokenWire
import UseHistory

extension EndToEnd {
  @Suite("04 kill -9 under load")
  struct KillUnderLoad {
    /// Twenty, or as many as TOKEN_RPC_KILL_ROUNDS says.
    static let rounds = ProcessInfo.processInfo.environment["TOKEN_RPC_KILL_ROUNDS"].flatMap { Int($0) } ?? 20

    @Test("nothing acknowledged is lost, nothing spent is spent again, and the uses could have come one by one")
    func oracle() throws {
      let seed = UInt64.random(in: 1...1_000_000)
      var generator = SeededGenerator(seed: seed)
      try withScene { scene in
        let oracle = Oracle()
        var server = try scene.startServer("--difficulty", "2")
        for round in 1...Self.rounds {
          try Self.makeLimited(server, oracle, uses: UInt64.random(in: 20...400, using: &generator))
          let load = try Load(server.address, oracle, seed: generator.next())
          load.start()
          usleep(UInt32.random(in: 20_000...400_000, using: &generator))
          server.process.kill()
          try load.waitForEnd()

          // Every other time it begins with a checkpoint, if the life before got as far as one.
          server = try scene.startServer(
            "--difficulty", "2", "--checkpoint-records", "200",
            more: round.isMultiple(of: 2) ? ["--trust-checkpoint"] : [])
          let faults = try Self.faults(server, oracle)
          try #require(faults == [], "seed \(seed), round \(round)")
        }
        let uses = try Self.spendTheRest(server, oracle)
        try Self.checkChain(scene, server, oracle)
        let told = oracle.told
        print(
          "\(Self.rounds) kills, seed \(seed): \(told.accepted.count) requisitions, \(told.sealed.count) tokens, "
            + "\(told.revoked.count) revoked, \(uses) uses in \(told.limited.map(\.history.attempts.count).reduce(0, +)) "
            + "attempts, \(told.codes.values.map(\.count).reduce(0, +)) codes")
      }
    }

    /// Asks for a token that allows so many uses.
    private static func makeLimited(_ server: ServerProcess, _ oracle: Oracle, uses: UInt64) throws {
      var message = RequestRequest(effectiveness: Effectiveness(usage: .uses(uses)))
      message.waitMs = 20_000
      let calls = try Calls(server)
      let reply = try calls.all([message]) { $0.request($1, completion: $2) }[0]
      guard let identity = reply.token?.identity else { throw Failure("no token: \(reply)") }
      oracle.change { $0.limited.append(LimitedToken(identity: identity, history: UseHistory(uses: uses))) }
    }

    /// What a server that has just started does not know of what was told, or knows otherwise. Uses without an answer
    /// are asked for again.
    private static func faults(_ server: ServerProcess, _ oracle: Oracle) throws -> [String] {
      let calls = try Calls(server)
      try repeatUses(oracle.takeUnanswered(), calls, oracle)
      let told = oracle.told
      var faults = told.faults
      let sealed = told.sealed.values.filter { !told.revoking.contains($0) } + told.revoked
      let checks = try calls.all(sealed.map { ValidateRequest(subject: .identity($0)) }) {
        $0.validate($1, options: CallOptions(changesNothing: true), completion: $2)
      }
      for (identity, reply) in zip(sealed, checks) {
        let isRight = told.revoked.contains(identity) ? reply.reason == .revoked : reply.valid
        if !isRight { faults.append("a token that was told is \(reply)") }
      }
      let ids = Array(told.accepted)
      for reply in try calls.all(ids.map { StatusRequest(subject: .requestId($0)) }, { $0.status($1, completion: $2) })
      {
        guard case .token? = reply.subject else {
          faults.append("a requisition is \(reply)")
          continue
        }
      }
      return try faults + limitedFaults(calls, told) + codeFaults(calls, told)
    }

    private static func repeatUses(
      _ uses: [(token: LimitedToken, key: UInt64)], _ calls: Calls, _ oracle: Oracle
    ) throws {
      let attempts = uses.map { $0.token.history.begin(key: $0.key) }
      let replies = try calls.all(Array(uses.indices)) { stub, index, completion in
        stub.validate(.use(uses[index].token), options: .keyed(uses[index].key), completion: completion)
      }
      for (index, reply) in replies.enumerated() {
        oracle.hear(.success(reply), of: uses[index].token, key: uses[index].key, attempt: attempts[index])
      }
    }

    /// Every use that somebody was told of is counted, and no other: those that nobody was told of have been repeated.
    private static func limitedFaults(_ calls: Calls, _ told: Oracle.State) throws -> [String] {
      let replies = try calls.all(told.limited.map { StatusRequest(subject: .identity($0.identity)) }) {
        $0.status($1, completion: $2)
      }
      return zip(told.limited, replies).compactMap { token, reply in
        guard case .token(let found)? = reply.subject, found.uses == token.history.told else {
          return "\(token.history.told) uses were told, the server says \(reply)"
        }
        return nil
      }
    }

    private static func codeFaults(_ calls: Calls, _ told: Oracle.State) throws -> [String] {
      let users = told.codes.keys.sorted()
      let replies = try calls.all(users.map { StatusRequest(subject: .user($0), historyLimit: 1_000) }) {
        $0.status($1, completion: $2)
      }
      return zip(users, replies).compactMap { user, reply in
        guard case .user(let codes)? = reply.subject else { return "\(user) is \(reply)" }
        let lost = told.codes[user, default: []].subtracting(codes.history.map(\.createdMs))
        return lost.isEmpty ? nil : "codes of \(user) made at \(lost) are gone"
      }
    }

    /// What is left can be spent, to the last use and no further; returns how many uses there were in all.
    private static func spendTheRest(_ server: ServerProcess, _ oracle: Oracle) throws -> Int {
      let calls = try Calls(server)
      for token in oracle.told.limited {
        let left = Int(token.history.uses) - token.history.told + 2
        try repeatUses((0..<left).map { _ in (token, oracle.newKey()) }, calls, oracle)
        #expect(token.history.told == Int(token.history.uses))
        #expect(UseChecker.fault(in: token.history.attempts, uses: token.history.uses) == nil)
      }
      #expect(oracle.told.faults == [])
      return oracle.told.limited.map(\.history.told).reduce(0, +)
    }

    /// Clients that were cut off may have tokens they never heard of; each of them must be sealed or still queued.
    private static func checkChain(_ scene: Scene, _ server: ServerProcess, _ oracle: Oracle) throws {
      try waitUntil("the queue to be mined") { try server.rpc("queue", "--size").lines()[0]["queueSize"]?.int == 0 }
      try server.stop()
      let blocks = try Chain.inspect(scene).count { $0["type"]?.string == "block" }
      #expect(blocks >= oracle.told.sealed.count + oracle.told.limited.count)
      try Chain.verify(scene, blocks: blocks)
    }
  }
}

/// Answers by the numbers of their calls.
private final class Answers<Reply: Sendable>: Sendable {
  let replies = Mutex<[Int: Result<Reply, RPCError>]>([:])
}

/// Calls that are made together and waited for.
private final class Calls {
  private let stub: TokenServiceClient

  init(_ server: ServerProcess) throws { stub = TokenServiceClient(try RPCClient(server.address)) }

  /// The answers in order; throws when a call fails.
  func all<Message, Reply: Sendable>(
    _ messages: [Message],
    _ call: (TokenServiceClient, Message, @escaping @Sendable (Result<Reply, RPCError>) -> Void) -> any CallHandle
  ) throws -> [Reply] {
    let answers = Answers<Reply>()
    let group = DispatchGroup()
    for (index, message) in messages.enumerated() {
      group.enter()
      _ = call(stub, message) { result in
        answers.replies.withLock { $0[index] = result }
        group.leave()
      }
    }
    guard group.wait(timeout: .now() + .seconds(60)) == .success else { throw Failure("calls are not answered") }
    return try answers.replies.withLock { replies in
      try messages.indices.map { index in
        guard let result = replies[index] else { throw Failure("no answer") }
        return try result.get()
      }
    }
  }
}
