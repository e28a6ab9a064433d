// Load.swift: clients that do a bit of everything until their server is gone, and tell the oracle what they were told.

import Dispatch
import Synchronization
import TokenRPCClient
import TokenWire
import UseHistory

/// Several clients of one server, each with some calls in flight.
final class Load: Sendable {
  static let clients = 4
  static let callsInFlight = 6
  private static let users = (0..<4).map { "user-\($0)" }

  private let oracle: Oracle
  private let generator: Mutex<SeededGenerator>
  private let chains = DispatchGroup()
  private let stubs: [TokenServiceClient]

  init(_ address: String, _ oracle: Oracle, seed: UInt64) throws {
    self.oracle = oracle
    generator = Mutex(SeededGenerator(seed: seed))
    stubs = try (0..<Self.clients).map { _ in TokenServiceClient(try RPCClient(address)) }
  }

  /// Begins to call; each answer is followed by another call.
  func start() {
    for stub in stubs {
      for _ in 0..<Self.callsInFlight {
        chains.enter()
        next(stub)
      }
    }
  }

  /// Waits until every call has failed, which is when the server is gone.
  func waitForEnd() throws {
    guard chains.wait(timeout: .now() + .seconds(60)) == .success else { throw Failure("clients wait for ever") }
  }

  private func draw(_ bound: Int) -> Int { generator.withLock { Int.random(in: 0..<bound, using: &$0) } }

  private func drawID() -> Bytes32 {
    generator.withLock { generator in
      var id = Bytes32()
      id.first.high = generator.next()
      id.second.low = generator.next()
      return id
    }
  }

  private func next(_ stub: TokenServiceClient) {
    switch draw(20) {
    case 0...10: use(stub)
    case 11...14: request(stub)
    case 15: revoke(stub)
    case 16...17: generate(stub)
    default: useCode(stub)
    }
  }

  /// The end of a call: the next follows, unless the server is gone.
  private func finish(_ stub: TokenServiceClient, _ error: RPCError? = nil) {
    switch error?.code {
    case nil: next(stub)
    case .unavailable, .unknown, .cancelled, .deadlineExceeded: chains.leave()
    default:
      oracle.change { $0.faults.append("a call failed: \(String(describing: error))") }
      chains.leave()
    }
  }

  private func use(_ stub: TokenServiceClient) {
    let tokens = oracle.told.limited.suffix(4)
    guard !tokens.isEmpty else { return request(stub) }
    let token = tokens[tokens.startIndex + draw(tokens.count)]
    // Now and then a use is asked for again that was answered long ago, or is in flight just now.
    let old = draw(5) == 0 ? token.history.attempts.last?.key : nil
    let key = old ?? oracle.newKey()
    let attempt = token.history.begin(key: key)
    stub.validate(.use(token), options: .keyed(key)) { [self] result in
      oracle.hear(result, of: token, key: key, attempt: attempt)
      finish(stub, result.error)
    }
  }

  private func request(_ stub: TokenServiceClient) {
    var message = RequestRequest()
    message.id = drawID()
    message.subject = .content([UInt8](repeating: 7, count: draw(2_000)))
    message.waitMs = draw(2) == 0 ? 0 : 5_000
    stub.request(message, options: .keyed(oracle.newKey())) { [self] result in
      if let token = result.value?.token { oracle.hear(token) }
      finish(stub, result.error)
    }
  }

  private func revoke(_ stub: TokenServiceClient) {
    let told = oracle.told
    guard let identity = told.sealed.values.first(where: { !told.revoking.contains($0) }), draw(3) == 0 else {
      return request(stub)
    }
    oracle.change { $0.revoking.insert(identity) }
    stub.revoke(RevokeRequest(subject: .identity(identity), reason: "lost")) { [self] result in
      if result.value != nil { oracle.change { $0.revoked.insert(identity) } }
      finish(stub, result.error)
    }
  }

  private func generate(_ stub: TokenServiceClient) {
    let user = Self.users[draw(Self.users.count)]
    stub.generate(GenerateRequest(user: user)) { [self] result in
      if let reply = result.value { oracle.change { $0.codes[user, default: []].insert(reply.createdMs) } }
      finish(stub, result.error)
    }
  }

  /// A code that is hardly right: it is refused, and counts against the live one.
  private func useCode(_ stub: TokenServiceClient) {
    let code = UserCode(user: Self.users[draw(Self.users.count)], code: "\(100_000 + draw(900_000))")
    stub.validate(ValidateRequest(subject: .userCode(code), use: true), options: .keyed(oracle.newKey())) {
      [self] result in finish(stub, result.error)
    }
  }
}

extension ValidateRequest {
  static func use(_ token: LimitedToken) -> ValidateRequest {
    ValidateRequest(subject: .identity(token.identity), use: true)
  }
}

extension CallOptions {
  /// A call with an idempotency key.
  static func keyed(_ key: UInt64) -> CallOptions {
    CallOptions(metadata: Metadata(idempotencyKey: RawFrame.bigEndian(key) + RawFrame.bigEndian(~key)))
  }
}

extension Result {
  var value: Success? { try? get() }

  var error: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
