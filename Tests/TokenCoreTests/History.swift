// History.swift: what callers do to a ledger, drawn from a seed, with a witness who hears the answers.

import Testing

@testable import TokenCore

/// Draws batches of commands and runs them on a bench.
struct History {
  /// Short periods and few refusals, so that codes end, die and are overwritten within a history.
  static let settings = Bench.settings(codes: CodePolicy(periodMilliseconds: 1000, refusalsPerCode: 3))

  /// Who has codes.
  static let users = (0..<3).map { "user \($0)" }

  let witness: Witness
  /// Commands so far.
  private(set) var operations = 0
  private let tokensMax: Int
  private let contentMax: Int
  private let concurrent: Int
  private var generator: SeededGenerator
  private var ids: [Digest] = []
  private var identities: [Digest] = []
  /// Uses that came with a key.
  private var repeats: [Command] = []

  /// - Parameters:
  ///   - tokensMax: so many tokens are asked for at most.
  ///   - contentMax: bytes of a token's content at most.
  ///   - concurrent: so many commands wait together at most.
  init(
    seed: UInt64, witness: Witness = Witness(), tokensMax: Int = .max, contentMax: Int = 700, concurrent: Int = 4
  ) {
    generator = SeededGenerator(seed: seed)
    self.witness = witness
    self.tokensMax = tokensMax
    self.contentMax = contentMax
    self.concurrent = concurrent
  }

  /// Runs batches of some commands each.
  mutating func run(_ batches: Int, on bench: Bench) throws {
    for _ in 0..<batches {
      bench.clocks.advance(UInt64.random(in: 0...700, using: &generator))
      var commands: [Command] = []
      for _ in 0..<Int.random(in: 1...concurrent, using: &generator) { commands += try command(bench) }
      operations += commands.count
      bench.run(commands)
      learn(bench)
    }
  }

  private mutating func command(_ bench: Bench) throws -> [Command] {
    switch Int.random(in: 0..<14, using: &generator) {
    case 0...3: return ids.count < tokensMax ? [try request(bench)] : use(bench)
    case 4...5: return bench.findBlocks(Int.random(in: 1...3, using: &generator))
    case 6...7: return use(bench)
    case 8: return revoke(bench)
    case 10: return [try generate(bench)]
    case 11...12: return try useCode(bench)
    case 13: return repeats.randomElement(using: &generator).map { [$0] } ?? []
    default: return [.tick]
    }
  }

  private mutating func request(_ bench: Bench) throws -> Command {
    let id = generator.digest()
    ids.append(id)
    let isTimed = Int.random(in: 0..<4, using: &generator) == 0
    let effectiveness = try #require(
      Effectiveness(
        uses: Bool.random(using: &generator) ? UInt64.random(in: 1...3, using: &generator) : nil,
        instant: isTimed ? bench.clocks.wall + UInt64.random(in: 100...3000, using: &generator) : nil, duration: nil))
    let new = NewRequisition(
      id: id, content: .bytes(generator.bytes(Int.random(in: 0...contentMax, using: &generator))),
      effectiveness: effectiveness, url: Bool.random(using: &generator) ? "https://example.org/" : nil,
      idempotencyKey: Bool.random(using: &generator) ? generator.bytes(16) : nil)
    let wait: UInt32 = Bool.random(using: &generator) ? 1000 : 0
    return .request(try bench.preparer.prepare(new), Wait(testing: wait), { [witness] in heard($0, witness) })
  }

  private mutating func use(_ bench: Bench) -> [Command] {
    guard let identity = identities.suffix(6).randomElement(using: &generator) else { return [] }
    let query = ValidationQuery(identity: identity)
    let key = Bool.random(using: &generator) ? generator.bytes(16) : nil
    let answer: Answer<ValidationOutcome> = { [witness] result in
      if case .success(let outcome) = result { witness.hear(outcome, of: identity, key: key) }
    }
    let command = Command.use(query, bench.preparer.repeatKey(of: query, key: key, Caller()), Caller(), answer)
    if key != nil { repeats.append(command) }
    return [command]
  }

  private mutating func generate(_ bench: Bench) throws -> Command {
    let user = Self.users[Int.random(in: 0..<3, using: &generator)]
    let digits = CodeDigits.draw(6) { generator.next() }
    return .generate(
      bench.preparer.prepare(digits, for: try UserName(user), Caller()),
      { [witness] result in if case .success(let shown) = result { witness.add(.shown(user: user, shown)) } })
  }

  /// Right or wrong, of a user that was shown a code.
  private mutating func useCode(_ bench: Bench) throws -> [Command] {
    let user = Self.users[Int.random(in: 0..<3, using: &generator)]
    let last = witness.facts().last { if case .shown(user, _) = $0 { true } else { false } }
    guard case .shown(_, let shown) = last else { return [] }
    let isRight = Bool.random(using: &generator)
    let query = CodeQuery(
      name: try UserName(user), digits: isRight ? shown.digits : CodeDigits.draw(6) { generator.next() },
      caller: Caller())
    let key = Bool.random(using: &generator) ? generator.bytes(16) : nil
    witness.add(.codeTried(user: user))
    let answer: Answer<CodeOutcome> = { [witness, published = bench.published] result in
      guard case .success(let outcome) = result else { return }
      if let accepted = outcome.accepted {
        witness.add(.codeUsed(user: user, end: accepted.end, timesUsed: accepted.timesUsed))
      } else if let number = published.users.user(query.user), let code = published.users.code(of: number) {
        witness.add(.codeRefused(user: user, created: code.issued.created, refusals: code.refusals))
      }
    }
    let command = Command.useCode(query, bench.preparer.repeatKey(of: query, key: key), answer)
    // A repeat by key may come at once or much later; it is never a second use.
    if key != nil { repeats.append(command) }
    return [command] + (key != nil && Bool.random(using: &generator) ? [command] : [])
  }

  private mutating func revoke(_ bench: Bench) -> [Command] {
    guard let id = ids.suffix(8).randomElement(using: &generator) else { return [] }
    return [
      .revoke(.requestID(id), bench.preparer.prepare(reason: "lost"), Caller(), { [witness] in heard($0, witness) })
    ]
  }

  /// Identities that callers can know by now.
  private mutating func learn(_ bench: Bench) {
    identities = ids.compactMap { bench.view(.requestID($0))?.entry.block?.identity }
  }
}

private func heard(_ result: Result<TokenView, TokenError>, _ witness: Witness) {
  if case .success(let view) = result { witness.hear(view) }
}
