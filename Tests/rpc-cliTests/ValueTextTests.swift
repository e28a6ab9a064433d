// ValueTextTests.swift: durations, instants, hex and URLs as people write them.

import Testing
import TokenCore
import TokenWire

@testable import TokenArguments
@testable import rpc_cli

@Suite("durations")
struct DurationTextTests {
  @Test(
    "every unit is read, and a bare number is seconds",
    arguments: [
      ("500ms", 500), ("3s", 3000), ("2m", 120_000), ("1h", 3_600_000), ("7d", 604_800_000), ("0", 0), ("30", 30_000),
      ("0010s", 10_000), ("18446744073709551615ms", UInt64.max),
    ] as [(String, UInt64)])
  func read(text: String, milliseconds: UInt64) {
    #expect(DurationText.milliseconds(text) == milliseconds)
  }

  @Test(
    "anything else is refused, too large ones too",
    arguments: [
      "", "s", "ms", "-1s", "+1s", "1.5s", "1 s", " 1s", "1s ", "1S", "1w", "1ms5", "0x10", "1e3", "١s", "²s",
      "18446744073709551616ms", "18446744073709552s", "99999999999999999999d", "1d1h",
    ])
  func refused(text: String) {
    #expect(DurationText.milliseconds(text) == nil)
  }

  @Test("what is written is read back")
  func written() {
    for milliseconds: UInt64 in [0, 1, 999, 1000, 60_000, 90_000, 3_600_000, 86_400_000, 86_400_001, .max] {
      #expect(DurationText.milliseconds(DurationText.text(milliseconds)) == milliseconds)
    }
  }
}

@Suite("decimal numbers")
struct DecimalTextTests {
  @Test(
    "digits, and digits behind a point, are read",
    arguments: [("0", 0), ("5", 5), ("0.5", 0.5), ("0012.50", 12.5), ("1000000", 1e6)] as [(String, Double)])
  func read(text: String, value: Double) {
    #expect(DecimalText.value(text[...]) == value)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", ".", "5.", ".5", "-1", "+1", "1e3", "0x1", "nan", "inf", "1 ", " 1", "1,5", "1.2.3", "1_000", "١",
      "123456789012345678901",
    ])
  func refused(text: String) {
    #expect(DecimalText.value(text[...]) == nil)
  }

  @Test(
    "numbers are written without zeros at the end, rounded to the places asked for",
    arguments: [
      (0, 6, "0"), (5, 6, "5"), (0.5, 6, "0.5"), (0.0625, 2, "0.06"), (12.3456789, 6, "12.345679"),
      (0.000001, 6, "0.000001"),
      (0.0000001, 6, "0"), (999.9999999, 6, "1000"), (1.05, 1, "1.1"), (2.9, 0, "3"), (1e15, 6, "1000000000000000"),
      (1e30, 6, "1e+30"),
    ] as [(Double, Int, String)])
  func written(value: Double, places: Int, text: String) {
    #expect(DecimalText.text(value, places: places) == text)
  }
}

@Suite("instants")
struct InstantTextTests {
  @Test(
    "RFC 3339 is read exactly",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1), ("2000-02-29T12:34:56.789Z", 951_827_696_789),
      ("2038-01-19T03:14:08Z", 2_147_483_648_000), ("2024-02-29T23:59:59.999999999z", 1_709_251_199_999),
      ("1996-12-19T16:39:57-08:00", 851_042_397_000), ("1990-12-31T15:59:59-08:00", 662_687_999_000),
      ("1937-01-01T12:00:27.87+00:20", nil), ("1970-01-01T01:00:00+01:00", 0),
      ("2100-03-01T00:00:00.5Z", 4_107_542_400_500),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("2031-02-03t04:05:06.7Z", 1_927_857_906_700),
    ] as [(String, UInt64?)])
  func read(text: String, milliseconds: UInt64?) throws {
    guard let milliseconds else {
      #expect(throws: InstantFault.before1970) { try InstantText.unixMilliseconds(text) }
      return
    }
    #expect(try InstantText.unixMilliseconds(text) == milliseconds)
  }

  @Test(
    "a text date that never expires: what is no RFC 3339 is refused, so no token is made of it",
    arguments: [
      "", "2031", "2031-02-03", "2031-02-03T04:05Z", "2031-02-03T04:05:06", "2031-02-03 04:05:06Z",
      "2031-2-3T04:05:06Z", "2031-02-03T04:05:06.Z", "2031-02-03T04:05:06.0123456789Z", "2031-02-03T04:05:06+0100",
      "2031-02-03T04:05:06Zx", " 2031-02-03T04:05:06Z", "20310203T040506Z", "+2031-02-03T04:05:06Z", "tomorrow",
      "2031-02-03T04:05:06,5Z",
    ])
  func badForm(text: String) {
    #expect(throws: InstantFault.form) { try InstantText.unixMilliseconds(text) }
  }

  @Test(
    "a date or a time that does not exist is refused",
    arguments: [
      "2031-00-01T00:00:00Z", "2031-13-01T00:00:00Z", "2031-01-00T00:00:00Z", "2031-04-31T00:00:00Z",
      "2031-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2031-01-01T24:00:00Z", "2031-01-01T00:60:00Z",
      "2016-12-31T23:59:60Z", "2031-01-01T00:00:00+24:00", "2031-01-01T00:00:00+00:60",
    ])
  func noSuchTime(text: String) {
    #expect(throws: InstantFault.noSuchTime) { try InstantText.unixMilliseconds(text) }
  }

  @Test("every instant that is written is read back, and later ones sort later")
  func roundTrip() throws {
    var last = ""
    for step in 0..<4000 {
      let instant = UInt64(step) * 63_113_904_001  // Two years and a bit: all months, days and leap years come by.
      guard instant < 253_402_300_800_000 else { break }
      let text = InstantText.text(instant)
      #expect(try InstantText.unixMilliseconds(text) == instant)
      #expect(text > last && text.utf8.count == 24)
      last = text
    }
  }

  @Test("a year that RFC 3339 can't write is written all the same")
  func farFuture() {
    #expect(InstantText.text(253_402_300_800_000) == "+10000-01-01T00:00:00.000Z")
    #expect(InstantText.text(.max).hasPrefix("+584"))
  }
}

@Suite("32-byte values")
struct HexTextTests {
  let value = Bytes32((0..<32).map { UInt8($0) })

  @Test("an identity is reversed, a digest is not")
  func order() throws {
    let value = try #require(value)
    #expect(HexText.plain(value).hasPrefix("000102"))
    #expect(HexText.identity(value).hasPrefix("1f1e1d"))
    #expect(value.reversed.bytes == value.bytes.reversed())
    #expect(value.reversed.reversed == value)
  }
}

@Suite("push-back URLs")
struct PushBackURLTests {
  @Test(
    "absolute http and https URLs pass",
    arguments: [
      "http://a", "https://example.org/x?y=z#w", "HTTPS://EXAMPLE.ORG", "http://127.0.0.1:8080/a@b", "http://[::1]:80/",
      "http://[::1]", "http://a:/",
    ])
  func good(url: String) { #expect(PushBackURL.fault(in: url) == nil) }

  @Test(
    "everything else is refused",
    arguments: [
      "", "a", "//a", "/x", "ftp://a", "http:/a", "http://", "http:///x", "http://u@a", "http://u:p@a/", "http://a b",
      "http://a\n", "http://é", "http://a:0", "http://a:65536", "http://a:x", "http://[::1", "http://[]", "http://[x]",
      "http://[::1]x", "http://:80",
    ])
  func bad(url: String) { #expect(PushBackURL.fault(in: url) != nil) }

  @Test("2,048 bytes pass, one more does not")
  func length() {
    let longest = "http://a/" + String(repeating: "x", count: 2039)
    #expect(PushBackURL.fault(in: longest) == nil)
    #expect(PushBackURL.fault(in: longest + "x") != nil)
  }
}
