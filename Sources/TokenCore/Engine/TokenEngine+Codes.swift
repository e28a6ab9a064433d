// TokenEngine+Codes.swift: users' codes: shown, used, looked up. Control is here; drawing is the generator's.

extension TokenEngine {
  /// The longest name of a user.
  public static let maxUserBytes = 256
  /// How many codes of a user's history are told unless asked for fewer or more, and at most.
  public static let defaultHistory = 100
  public static let maxHistory = UserEntry.pastMin
  /// How often a code is drawn again whose period was over before it was durable.
  private static let maxDraws = 3

  /// Shows the user's live code, made when there is none. A live code is answered at once on the caller's thread; a
  /// drawn one when it is durable. The first call makes a user known.
  ///
  /// - Parameter user: 1 to 256 bytes.
  public func generate(
    _ user: String, caller: Caller, answer: @escaping @Sendable (Result<ShownCode, TokenError>) -> Void
  ) {
    do throws(TokenError) {
      let name = try UserName(user)
      let key = UserKey(realm: caller.realm, name: name)
      if let code = try liveCode(key) { return answer(.success(code)) }
      // Decided again in order; this spares the generator what can't be issued.
      guard published.users.user(key) != nil || published.users.count < policy.usersMax else {
        throw .usersFull(maximum: policy.usersMax)
      }
      draw(for: name, caller, draws: Self.maxDraws, answer)
    } catch {
      answer(.failure(error))
    }
  }

  /// The live code that is published; nil: there is none.
  private func liveCode(_ key: UserKey) throws(TokenError) -> ShownCode? {
    guard let user = published.users.user(key), let code = published.users.code(of: user),
      code.isLive(at: max(clock.now, published.lastTime))
    else { return nil }
    return try vault.show(code, realm: key.realm, isNew: false)
  }

  /// Draws a code and lets the sequencer issue it, unless a live one stands by then.
  private func draw(
    for name: UserName, _ caller: Caller, draws: Int,
    _ answer: @escaping @Sendable (Result<ShownCode, TokenError>) -> Void
  ) {
    let digits = policy.digits
    generator.draw(digits: digits) { [self] drawn in
      let code: CodeDigits
      switch drawn {
      case .failure(let fault): return fail(.noGenerator(fault), for: name, caller, answer)
      case .success(let bytes):
        guard bytes.count == digits, let drawn = CodeDigits(bytes) else {
          let fault = GeneratorFault("the generator draws what is no code of \(digits) digits")
          return fail(.noGenerator(fault), for: name, caller, answer)
        }
        code = drawn
      }
      sequencer.submit(
        .generate(preparer.prepare(code, for: name, caller)) { [self] result in
          // A code is never shown when its period is over, however long the disk took.
          guard case .success(let shown) = result, shown.end <= clock.now else { return answer(result) }
          guard draws > 1 else { return answer(.failure(.tooSlow)) }
          draw(for: name, caller, draws: draws - 1, answer)
        })
    }
  }

  /// Fails a Generate. That a code is over is told with it, so it is made durable first.
  private func fail(
    _ error: TokenError, for name: UserName, _ caller: Caller,
    _ answer: @escaping @Sendable (Result<ShownCode, TokenError>) -> Void
  ) {
    let user = published.users.user(UserKey(realm: caller.realm, name: name))
    guard let end = user.flatMap({ unsettledEnd(ofCodeOf: $0) }) else { return answer(.failure(error)) }
    sequencer.submit(.settleTime(end: end) { _ in answer(.failure(error)) })
  }

  /// Uses a user's code. The answer is durable; whatever is wrong, the caller is told no more than that it is refused.
  ///
  /// - Parameters:
  ///   - code: as it was typed; what is not 6 to 8 ASCII digits is refused before anything is looked up.
  ///   - user: 1 to 256 bytes.
  public func use(
    code: String, of user: String, idempotencyKey: [UInt8]?, caller: Caller,
    answer: @escaping @Sendable (Result<CodeOutcome, TokenError>) -> Void
  ) {
    do throws(TokenError) {
      try NewRequisition.check(key: idempotencyKey)
      let name = try UserName(user)
      guard let digits = CodeDigits(code) else {
        published.countUnknown()
        return answer(.success(.refused))
      }
      let query = CodeQuery(name: name, digits: digits, caller: caller)
      sequencer.submit(.useCode(query, preparer.repeatKey(of: query, key: idempotencyKey), answer))
    } catch {
      answer(.failure(error))
    }
  }

  /// A user's live code and the history of codes, without their digits. Usually answers at once on the caller's thread.
  ///
  /// - Parameter historyLimit: 0 to `maxHistory`.
  public func codes(
    of user: String, realm: UInt32, historyLimit: Int = defaultHistory,
    answer: @escaping @Sendable (Result<UserView, TokenError>) -> Void
  ) {
    precondition((0...Self.maxHistory).contains(historyLimit), "a history has a limit")
    do throws(TokenError) {
      let name = try UserName(user)
      guard let number = published.users.user(UserKey(realm: realm, name: name)) else { throw .userNotFound }
      guard let end = unsettledEnd(ofCodeOf: number) else {
        return answer(.success(view(number, historyLimit)))
      }
      sequencer.submit(.settleTime(end: end) { [self] in answer($0.map { view(number, historyLimit) }) })
    } catch {
      answer(.failure(error))
    }
  }

  private func view(_ user: UInt64, _ historyLimit: Int) -> UserView {
    let time = published.lastTime
    return published.users.read(user) { entry in
      let history = [entry.code?.facts].compactMap { $0 } + entry.past.suffix(historyLimit).reversed()
      return UserView(
        live: entry.code.flatMap { $0.isLive(at: time) ? $0.facts : nil }, history: Array(history.prefix(historyLimit)),
        issued: entry.issued)
    } ?? UserView(live: nil, history: [], issued: 0)
  }

  /// The end of a user's code that lies between the last durable record and now; nil: there is none.
  private func unsettledEnd(ofCodeOf user: UInt64) -> UInt64? {
    guard let code = published.users.code(of: user), code.isLive(at: published.lastTime), code.issued.end <= clock.now
    else { return nil }
    return code.issued.end
  }

  /// Whole seconds until an instant by the engine's clock, rounded up; 0: it has come.
  public func secondsLeft(until end: UInt64) -> UInt32 {
    let now = clock.now
    return end > now ? UInt32(clamping: (end - now + 999) / 1000) : 0
  }

  /// Uses refused since the start because they named no token or user, or offered what is no code.
  public var unknownRefused: UInt64 { published.unknownRefused }
}
