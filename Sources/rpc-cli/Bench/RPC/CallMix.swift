// CallMix.swift: which call each number of a load stands for: one kind, or several by their weights.

internal import TokenArguments

/// Kinds of calls and their weights. The choice follows from the number and the seed alone, so that every run of a mix
/// makes the same calls in the same order.
struct CallMix: Sendable, Equatable {
  /// What a weight may be.
  static let weights: ClosedRange<UInt64> = 1...1_000_000

  /// In the order they were named; at least one.
  let calls: [BenchCall]
  /// Of each call.
  let weights: [UInt64]
  /// Where each call's share of the weights ends.
  private let ends: [UInt64]
  private let seed: UInt64

  /// Calls of one kind.
  init(_ call: BenchCall) { self.init([(call, 1)]) }

  init(_ shares: [(call: BenchCall, weight: UInt64)], seed: UInt64 = 0) {
    precondition(!shares.isEmpty, "a mix has a call")
    calls = shares.map(\.call)
    weights = shares.map(\.weight)
    var end: UInt64 = 0
    ends = shares.map { share in
      end += share.weight
      return end
    }
    self.seed = seed
  }

  /// `check=90,use=5,request=5`; what is wrong with it otherwise.
  init(parsing text: String) throws(MixFault) {
    var shares: [(call: BenchCall, weight: UInt64)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2 else { throw .noShare(String(part)) }
      guard let call = BenchCall(rawValue: String(sides[0])) else { throw .unknownCall(String(sides[0])) }
      guard let weight = DurationText.wholeNumber(sides[1]), Self.weights.contains(weight) else {
        throw .badWeight(String(sides[1]))
      }
      if shares.contains(where: { $0.call == call }) { throw .twice(call) }
      shares.append((call, weight))
    }
    self.init(shares)
  }

  /// It has several kinds.
  var isMixed: Bool { calls.count > 1 }

  /// Some of its calls ask about tokens.
  var needsTokens: Bool { calls.contains(where: \.needsTokens) }

  /// Where in `calls` the kind of call `number` stands.
  func position(of number: UInt64) -> Int {
    guard isMixed else { return 0 }
    // A mixed number as a fraction of 2^64, by the sum of the weights.
    let place = Self.mixed(number &+ seed).multipliedFullWidth(by: ends[ends.count - 1]).high
    var position = 0
    while ends[position] <= place { position += 1 }
    return position
  }

  /// SplitMix64's output for the state `number`: neighbours have nothing in common.
  private static func mixed(_ number: UInt64) -> UInt64 {
    var mixed = (number &+ 1) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Why a text is no mix.
enum MixFault: Error, Equatable {
  case noShare(String)
  case unknownCall(String)
  case badWeight(String)
  case twice(BenchCall)

  /// For people, behind the flag's name.
  var text: String {
    switch self {
    case .noShare(let part): "'\(part)' is no CALL=WEIGHT; write check=90,use=5,request=5"
    case .unknownCall(let word): "'\(word)' is none of \(BenchCall.names)"
    case .badWeight(let word):
      "the weight '\(word)' must be a whole number, \(CallMix.weights.lowerBound) to \(CallMix.weights.upperBound)"
    case .twice(let call): "names \(call.rawValue) twice"
    }
  }
}
