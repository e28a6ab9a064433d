// InstantText.swift: instants as text: RFC 3339, read with any offset, written in UTC with milliseconds.

/// Why a text is no instant.
enum InstantFault: Error, Equatable {
  /// Not `2031-02-03T04:05:06Z` with an optional fraction and an offset.
  case form
  /// A date or a time that does not exist.
  case noSuchTime
  /// Earlier than 1970, where Unix time begins.
  case before1970

  /// Follows the text in a message.
  var text: String {
    switch self {
    case .form: "is no instant; write it like 2031-02-03T04:05:06Z"
    case .noSuchTime: "is a date or a time that does not exist"
    case .before1970: "is before 1970"
    }
  }
}

/// Instants as RFC 3339 text, exact to the millisecond; no time zone data is needed.
enum InstantText {
  /// Unix milliseconds of an RFC 3339 date and time with `Z` or an offset. Up to nine digits of fraction are read, what
  /// is finer than a millisecond is cut off. A leap second (`:60`) has no Unix time and is refused.
  static func unixMilliseconds(_ text: String) throws(InstantFault) -> UInt64 {
    var scan = DigitScan(text.utf8[...])
    let (year, month, day) = try (scan.number(4), scan.after("-", 2), scan.after("-", 2))
    try scan.skip("Tt")
    let (hour, minute, second) = try (scan.number(2), scan.after(":", 2), scan.after(":", 2))
    let fraction = try scan.milliseconds()
    let offset = try scan.offsetMinutes()
    guard scan.isAtEnd else { throw .form }
    guard (1...12).contains(month), (1...daysInMonth(month, year)).contains(day), hour < 24, minute < 60, second < 60
    else { throw .noSuchTime }
    let minutes = daysSince1970(year, month, day) * 1440 + hour * 60 + minute - offset
    guard let milliseconds = UInt64(exactly: minutes * 60_000 + second * 1000 + fraction) else { throw .before1970 }
    return milliseconds
  }

  /// RFC 3339 in UTC with milliseconds. Years beyond 9999, which RFC 3339 can't write, have a sign and all their
  /// digits.
  static func text(_ unixMilliseconds: UInt64) -> String {
    let (days, inDay) = (Int(unixMilliseconds / 86_400_000), Int(unixMilliseconds % 86_400_000))
    let (year, month, day) = date(days)
    let yearText = year > 9999 ? "+\(year)" : padded(year, 4)
    let time = "\(padded(inDay / 3_600_000, 2)):\(padded(inDay / 60_000 % 60, 2)):\(padded(inDay / 1000 % 60, 2))"
    return "\(yearText)-\(padded(month, 2))-\(padded(day, 2))T\(time).\(padded(inDay % 1000, 3))Z"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func daysInMonth(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01, by the 400-year cycle of 146,097 days with years that begin in March.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let cycle = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfCycle = marchYear - cycle * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return cycle * 146_097 + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - 719_468
  }

  /// The date `days` after 1970-01-01.
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let (cycle, dayOfCycle) = (shifted / 146_097, shifted % 146_097)
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}

/// Reads fixed numbers of digits and the signs between them.
private struct DigitScan {
  private var rest: Substring.UTF8View

  init(_ text: Substring.UTF8View) { rest = text }

  var isAtEnd: Bool { rest.isEmpty }

  private var digit: Int? {
    guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    return Int(byte - UInt8(ascii: "0"))
  }

  mutating func number(_ digits: Int) throws(InstantFault) -> Int {
    var value = 0
    for _ in 0..<digits {
      guard let digit else { throw .form }
      value = value * 10 + digit
      rest.removeFirst()
    }
    return value
  }

  mutating func after(_ sign: String, _ digits: Int) throws(InstantFault) -> Int {
    try skip(sign)
    return try number(digits)
  }

  /// Takes one byte that is in `signs`.
  @discardableResult
  mutating func skip(_ signs: String) throws(InstantFault) -> UInt8 {
    guard let byte = rest.first, signs.utf8.contains(byte) else { throw .form }
    rest.removeFirst()
    return byte
  }

  /// An optional fraction of one to nine digits, cut to milliseconds.
  mutating func milliseconds() throws(InstantFault) -> Int {
    guard rest.first == UInt8(ascii: ".") else { return 0 }
    rest.removeFirst()
    var (value, count) = (0, 0)
    while let digit {
      if count < 3 { value = value * 10 + digit }
      count += 1
      rest.removeFirst()
    }
    guard (1...9).contains(count) else { throw .form }
    return count == 1 ? value * 100 : count == 2 ? value * 10 : value
  }

  mutating func offsetMinutes() throws(InstantFault) -> Int {
    let sign = try skip("Zz+-")
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
    let (hours, minutes) = try (number(2), after(":", 2))
    guard hours < 24, minutes < 60 else { throw .noSuchTime }
    return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }
}
