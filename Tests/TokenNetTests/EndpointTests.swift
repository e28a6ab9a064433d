// EndpointTests.swift: addresses as people write them.

import Testing
import TokenNet

@Suite("Endpoint")
struct EndpointTests {
  @Test(
    "what is written is read back the same",
    arguments: [
      "127.0.0.1:7420", "localhost:0", "[::1]:7420", "[fe80::1]:65535", "example.org:1", "0.0.0.0:7420",
      "unix:/run/token.sock", "unix:relative.sock",
    ])
  func roundTrip(text: String) throws {
    #expect(try Endpoint(parsing: text).description == text)
  }

  @Test(
    "what is no address says what to write instead",
    arguments: [
      ("", EndpointError.missingPort("")),
      ("127.0.0.1", .missingPort("127.0.0.1")),
      ("127.0.0.1:", .badPort("127.0.0.1:")),
      ("127.0.0.1:65536", .badPort("127.0.0.1:65536")),
      ("127.0.0.1:+80", .badPort("127.0.0.1:+80")),
      ("127.0.0.1:99999999999999999999", .badPort("127.0.0.1:99999999999999999999")),
      ("127.0.0.1:٧", .badPort("127.0.0.1:٧")),
      (":7420", .malformed(":7420")),
      ("::1:7420", .bareIPv6("::1:7420")),
      ("[localhost]:7420", .malformed("[localhost]:7420")),
      ("ho st:7420", .malformed("ho st:7420")),
      ("user@host:7420", .malformed("user@host:7420")),
      ("a\0b:7420", .malformed("a\0b:7420")),
      ("unix:", .emptyPath),
      ("unix:/a\0b", .malformed("unix:/a\0b")),
    ])
  func refusals(text: String, expected: EndpointError) {
    #expect(throws: expected) { try Endpoint(parsing: text) }
  }

  @Test("a socket path of 107 bytes passes, one more is refused")
  func pathLength() throws {
    let longest = "/" + String(repeating: "a", count: Endpoint.maxUnixPathBytes - 1)
    #expect(try Endpoint(parsing: "unix:\(longest)") == .unix(path: longest))
    #expect(throws: EndpointError.pathTooLong(longest + "a")) { try Endpoint(parsing: "unix:\(longest)a") }
  }

  @Test(
    "loopback is what only this machine reaches",
    arguments: [
      ("127.0.0.1:1", true), ("127.255.0.3:1", true), ("[::1]:1", true), ("localhost:1", true), ("LOCALHOST:1", true),
      ("[::ffff:127.0.0.1]:1", true), ("unix:/tmp/a", true), ("128.0.0.1:1", false), ("0.0.0.0:1", false),
      ("[::]:1", false), ("[::2]:1", false), ("[::ffff:10.0.0.1]:1", false), ("127.0.0.1.example.org:1", false),
    ])
  func loopback(text: String, expected: Bool) throws {
    #expect(try Endpoint(parsing: text).isLoopback == expected)
  }
}
