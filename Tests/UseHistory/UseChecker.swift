// UseChecker.swift: whether the answers about one token could have come from uses that happened one after the other
// (linearizability: Herlihy and Wing 1990; the search is Wing and Gong's with Lowe's memory of what was tried).

/// The token as it should be: a number that goes down by one with each use, and the outcome of each key.
struct UseModel {
  private(set) var left: UInt64
  private var outcomes: [UInt64: UseOutcome] = [:]

  init(uses: UInt64) { left = uses }

  /// What an attempt with this key comes to now.
  func outcome(of key: UInt64) -> UseOutcome { outcomes[key] ?? (left > 0 ? .used(left: left - 1) : .spent) }

  /// Whether an attempt with this key would spend a use now.
  func isSpending(_ key: UInt64) -> Bool { outcomes[key] == nil && left > 0 }

  mutating func use(_ key: UInt64) {
    let outcome = outcome(of: key)
    guard outcomes.updateValue(outcome, forKey: key) == nil, case .used(let left) = outcome else { return }
    self.left = left
  }
}

/// Looks for an order of a token's attempts in which each was answered as it should be: every attempt takes effect at
/// one moment between its beginning and its end; one without an answer at any moment after its beginning, or never.
public struct UseChecker {
  private let attempts: [UseAttempt]
  /// What the attempts with a key were told, the first that was told anything.
  private let told: [UInt64: UseOutcome]
  /// Of the attempts, which have been put in order.
  private var isPlaced: [Bool]
  /// All before this one have been.
  private var first = 0
  private var unplacedAnswers: Int
  private var tried: Set<[Bool]> = []
  /// The most that were put in order, for a message.
  private var best = 0

  private init(_ attempts: [UseAttempt]) {
    self.attempts = attempts.sorted { $0.began < $1.began }
    told = Dictionary(
      attempts.compactMap { attempt in attempt.answer.map { (attempt.key, $0.outcome) } },
      uniquingKeysWith: { first, _ in first })
    isPlaced = attempts.map { _ in false }
    unplacedAnswers = attempts.count { $0.answer != nil }
  }

  /// Why a history is none of a token that allows `uses`; nil: there is an order that explains every answer.
  public static func fault(in attempts: [UseAttempt], uses: UInt64) -> String? {
    var checker = UseChecker(attempts)
    guard !checker.order(UseModel(uses: uses)) else { return nil }
    let answered = attempts.count { $0.answer != nil }
    return "no order explains the answers: at most \(checker.best) of \(answered) of \(attempts.count) attempts"
  }

  /// Puts the attempts that are left in an order; false: there is none.
  private mutating func order(_ model: UseModel) -> Bool {
    best = max(best, attempts.count { $0.answer != nil } - unplacedAnswers)
    guard unplacedAnswers > 0 else { return true }
    var triedForGood = false
    for index in candidates(model) {
      // Attempts whose key nobody was ever answered are all alike: one of them tried is all of them tried.
      let isForGood = told[attempts[index].key] == nil
      if isForGood, triedForGood { continue }
      triedForGood = triedForGood || isForGood
      place(index, true)
      if tried.insert(isPlaced).inserted {
        var next = model
        next.use(attempts[index].key)
        if order(next) { return true }
      }
      place(index, false)
    }
    return false
  }

  /// The attempts that can be next: they began before any that is left had ended, and come to what was answered. Those
  /// with an answer stand in front.
  private func candidates(_ model: UseModel) -> [Int] {
    var answered: [Int] = []
    var others: [Int] = []
    var end = UInt64.max
    for index in first..<attempts.count where !isPlaced[index] {
      guard attempts[index].began < end else { break }
      if let answer = attempts[index].answer {
        end = min(end, answer.ended)
        if model.outcome(of: attempts[index].key) == answer.outcome { answered.append(index) }
      } else if mayMatter(attempts[index].key, model) {
        others.append(index)
      }
    }
    return (answered + others).filter { attempts[$0].began < end }
  }

  /// Whether an attempt without an answer has to be thought of: it spends a use, and one that suits what its key was
  /// told. So what was put in order says what the token is then, in whatever order.
  private func mayMatter(_ key: UInt64, _ model: UseModel) -> Bool {
    model.isSpending(key) && told[key].map { $0 == model.outcome(of: key) } ?? true
  }

  private mutating func place(_ index: Int, _ isPlaced: Bool) {
    self.isPlaced[index] = isPlaced
    if attempts[index].answer != nil { unplacedAnswers += isPlaced ? -1 : 1 }
    if isPlaced { while first < attempts.count, self.isPlaced[first] { first += 1 } } else { first = min(first, index) }
  }
}
