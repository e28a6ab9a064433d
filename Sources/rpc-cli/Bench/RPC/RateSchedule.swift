// RateSchedule.swift: when each call of an open loop is meant to be sent: a rate that stands, steps or rises.

internal import TokenArguments

/// The rate of an open loop over its measured time. The time is divided evenly among the parts; in each the rate
/// stands, or goes evenly from one to another. The warm-up before it has the rate of the beginning.
struct RateSchedule: Sendable, Equatable {
  /// A part: calls per second at its beginning and its end.
  struct Part: Sendable, Equatable {
    let from: UInt64
    let to: UInt64
  }

  /// Calls a second.
  static let rates: ClosedRange<UInt64> = 1...10_000_000
  static let mostParts = 100

  let parts: [Part]

  init(_ parts: [Part]) {
    precondition((1...Self.mostParts).contains(parts.count), "a schedule has 1 to \(Self.mostParts) parts")
    self.parts = parts
  }

  init(_ rate: UInt64) { self.init([Part(from: rate, to: rate)]) }

  /// `1000`, `1000..10000`, or several of these with commas between; nil: it is none.
  init?(parsing text: String) {
    var parts: [Part] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let part = Part(parsing: word), parts.count < Self.mostParts else { return nil }
      parts.append(part)
    }
    self.init(parts)
  }

  /// As it is written.
  var text: String {
    parts.map { $0.from == $0.to ? "\($0.from)" : "\($0.from)..\($0.to)" }.joined(separator: ",")
  }
}

extension RateSchedule.Part {
  fileprivate init?(parsing word: Substring) {
    let dots = word.firstRange(of: "..")
    let ends = dots.map { [word[..<$0.lowerBound], word[$0.upperBound...]] } ?? [word]
    let rates = ends.compactMap(DurationText.wholeNumber).filter(RateSchedule.rates.contains)
    guard rates.count == ends.count else { return nil }
    self.init(from: rates[0], to: rates[rates.count - 1])
  }
}

/// The instants of a schedule that is laid over a time.
struct RateTimeline: Sendable {
  private struct Stretch {
    let beginNanoseconds: Double
    /// Calls before it.
    let callsBefore: Double
    let calls: Double
    /// Calls a nanosecond at its beginning.
    let rate: Double
    /// What is added to the rate each nanosecond.
    let slope: Double
  }

  private let stretches: [Stretch]
  /// Nanoseconds of each stretch.
  private let length: Double
  /// Calls that are sent before the measured time, one every `1 / rate` up to its beginning.
  let warmUpCalls: UInt64
  private let warmUpInterval: Double
  /// Calls of the measured time.
  let measuredCalls: UInt64

  init(_ schedule: RateSchedule, nanoseconds: UInt64, warmUpNanoseconds: UInt64 = 0) {
    let length = Double(nanoseconds) / Double(schedule.parts.count)
    var before = 0.0
    self.length = length
    stretches = schedule.parts.enumerated().map { number, part in
      let (from, to) = (Double(part.from) / 1e9, Double(part.to) / 1e9)
      let calls = (from + to) / 2 * length
      defer { before += calls }
      return Stretch(
        beginNanoseconds: Double(number) * length, callsBefore: before, calls: calls, rate: from,
        slope: (to - from) / length)
    }
    measuredCalls = max(1, UInt64(before.rounded()))
    warmUpInterval = 1e9 / Double(schedule.parts[0].from)
    warmUpCalls = UInt64(Double(warmUpNanoseconds) / warmUpInterval)
  }

  /// When call `number` is meant to be sent, in nanoseconds from the beginning of the measured time; negative in the
  /// warm-up. nil: the schedule has no such call. Never earlier than the call before.
  func instant(of number: UInt64) -> Int64? {
    guard number < warmUpCalls + measuredCalls else { return nil }
    guard number >= warmUpCalls else { return -Int64(Double(warmUpCalls - number) * warmUpInterval) }
    let call = Double(number - warmUpCalls)
    guard let stretch = stretches.last(where: { $0.callsBefore <= call }) else { return nil }
    let rest = min(call - stretch.callsBefore, stretch.calls)
    // rate * t + slope / 2 * t^2 = rest, solved without a difference of nearly equal numbers.
    let root = max(0, stretch.rate * stretch.rate + 2 * stretch.slope * rest).squareRoot()
    return Int64(stretch.beginNanoseconds + min(length, 2 * rest / (stretch.rate + root)))
  }

  /// Calls that are meant to be sent in the first so many nanoseconds of the measured time.
  func calls(before nanoseconds: UInt64) -> UInt64 {
    var (low, high) = (UInt64(0), measuredCalls)
    while low < high {
      let middle = low + (high - low) / 2
      if let instant = instant(of: warmUpCalls + middle), instant < nanoseconds {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
