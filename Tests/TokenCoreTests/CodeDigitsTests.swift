// CodeDigitsTests.swift: what is a code, and that each is as likely as any other.

import Testing

@testable import TokenCore

@Suite("the digits of a code")
struct CodeDigitsTests {
  /// How often each digit stood at each place of many codes, and each number in their first and last three.
  private struct Tally {
    let digits: Int
    private(set) var count = 0
    private var byPlace: [Int]
    private var head = [Int](repeating: 0, count: 1_000)
    private var tail = [Int](repeating: 0, count: 1_000)

    init(digits: Int) {
      self.digits = digits
      byPlace = [Int](repeating: 0, count: digits * 10)
    }

    mutating func add(_ code: CodeDigits) {
      count += 1
      var first = 0
      var last = 0
      for place in 0..<digits {
        let digit = Int(code.ascii[place]) - 0x30
        byPlace[place * 10 + digit] += 1
        if place < 3 { first = first * 10 + digit }
        if place >= digits - 3 { last = last * 10 + digit }
      }
      head[first] += 1
      tail[last] += 1
    }

    /// Codes whose first digit is 0.
    var startingWithZero: Int { byPlace[0] }

    /// What is not uniform; empty: nothing is.
    var faults: [String] {
      let places = (0..<digits).map { ("place \($0)", Array(byPlace[($0 * 10)..<($0 * 10 + 10)])) }
      return (places + [("the first three", head), ("the last three", tail)]).compactMap { name, counts in
        let statistic = chiSquare(counts)
        let limit = Tally.limit(degrees: counts.count - 1)
        return statistic > limit ? "\(name): chi-square \(statistic), at most \(limit)" : nil
      }
    }

    private func chiSquare(_ counts: [Int]) -> Double {
      let expected = Double(count) / Double(counts.count)
      return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    }

    /// What chi-square exceeds once in a million times when all are equally likely, by Wilson and Hilferty's
    /// approximation: 46 with 9 degrees of freedom (ten digits; exactly it is 44.8), 1,226 with 999.
    static func limit(degrees: Int) -> Double {
      let z = 4.753424
      let part = 2 / (9 * Double(degrees))
      let root = 1 - part + z * part.squareRoot()
      return Double(degrees) * root * root * root
    }
  }

  private static let draws = 1_000_000

  @Test("over a million codes all digits are as frequent everywhere, and a tenth begin with 0", arguments: [6, 8])
  func uniform(digits: Int) {
    var random = SeededGenerator(seed: UInt64(digits))
    var tally = Tally(digits: digits)
    for _ in 0..<Self.draws { tally.add(CodeDigits.draw(digits) { random.next() }) }
    #expect(tally.count == Self.draws && tally.faults.isEmpty, "seed \(digits)")
    // Five standard deviations of a binomial with a chance of a tenth: 5 · √(1,000,000 · 0.1 · 0.9) = 1,500.
    #expect((98_500...101_500).contains(tally.startingWithZero), "seed \(digits): \(tally.startingWithZero)")
  }

  @Test("the measure sees codes that never begin with 0, and a digit that is a tenth too frequent")
  func measure() throws {
    var random = SeededGenerator(seed: 9)
    var numbers = Tally(digits: 6)
    var favoured = Tally(digits: 6)
    for _ in 0..<Self.draws / 4 {
      numbers.add(try #require(CodeDigits("\(Int.random(in: 100_000...999_999, using: &random))")))
      var ascii = CodeDigits.draw(6) { random.next() }.ascii
      if Int.random(in: 0..<100, using: &random) == 0 { ascii[5] = UInt8(ascii: "7") }
      favoured.add(try #require(CodeDigits(ascii)))
    }
    #expect(numbers.faults.contains { $0.hasPrefix("place 0") } && numbers.startingWithZero == 0)
    #expect(favoured.faults.contains { $0.hasPrefix("place 5") })
  }

  @Test("the limits are the ones that tables have")
  func limits() {
    #expect((44.81...46).contains(Tally.limit(degrees: 9)) && abs(Tally.limit(degrees: 999) - 1_226.05) < 0.1)
  }

  @Test(
    "a random number in the last, incomplete round of the range is drawn again",
    arguments: [
      (6, 18_446_744_073_709_000_000), (7, 18_446_744_073_700_000_000), (8, 18_446_744_073_700_000_000),
    ] as [(Int, UInt64)])
  func rejection(digits: Int, edge: UInt64) {
    func draw(_ numbers: UInt64...) -> (code: String, left: Int) {
      var rest = numbers[...]
      let code = CodeDigits.draw(digits) { rest.removeFirst() }
      return (code.text, rest.count)
    }
    let nines = String(repeating: "9", count: digits)
    let zeros = String(repeating: "0", count: digits)
    #expect(draw(edge - 1, 5) == (nines, 1))
    #expect(draw(edge, edge - 1) == (nines, 0))
    #expect(draw(.max, edge, edge + 1, 0, 5) == (zeros, 1))
    #expect(draw(0, 5) == (zeros, 1))
  }

  @Test("only 6 to 8 ASCII digits are a code; nothing is trimmed or read as a number")
  func parsing() {
    for good in ["000000", "0000000", "00000000", "123456"] { #expect(CodeDigits(good)?.text == good) }
    for bad in ["", "12345", "123456789", " 123456", "123456\n", "12345a", "+12345", "-12345", "１２３４５６", "12345٦"] {
      #expect(CodeDigits(bad) == nil, "\(bad)")
    }
  }
}
