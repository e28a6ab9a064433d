// FrameTextTests.swift: frames as `call -v` shows them, and what it never shows.

import Testing
import TokenRPCClient
import TokenWire

@testable import rpc_cli

@Suite("frames for people", .timeLimit(.minutes(1)))
struct FrameTextTests {
  private func lines(
    _ direction: FrameDirection, _ header: FrameHeader, _ payload: [UInt8] = [], _ detail: FrameText.Detail = .header
  ) -> [String] {
    var text = FrameText(detail: detail)
    text.methods = [260: "a.B/C"]
    return payload.withUnsafeBytes { text.lines(direction, header, $0, at: .microseconds(12_034)) }
  }

  @Test("a line has direction, time, type, call, what the header says and the length")
  func headers() {
    let rows: [(FrameDirection, FrameHeader, String)] = [
      (
        .sent, FrameHeader(.request, code: 260, callID: 1, argument: 30_000),
        "REQUEST  call 1  method 260 a.B/C  timeout 30000 ms"
      ),
      (
        .sent, FrameHeader(.request, flags: .metadata, code: 9, callID: 2),
        "REQUEST  call 2  method 9  no timeout  metadata"
      ),
      (.received, FrameHeader(.response, code: 0, callID: 1), "RESPONSE  call 1  OK"),
      (
        .received, FrameHeader(.response, flags: [.metadata, .notStarted], code: 14, callID: 1),
        "RESPONSE  call 1  UNAVAILABLE  metadata, not started"
      ),
      (.received, FrameHeader(.end, code: 99, callID: 3, argument: 1), "END  call 3  status 99  1 item sent"),
      (.sent, FrameHeader(.credit, callID: 3, argument: 16), "CREDIT  call 3  16 items"),
      (.received, FrameHeader(.ping, argument: 7), "PING  number 7"),
      (.received, FrameHeader(.goaway, argument: 0), "GOAWAY  last call 0"),
      (
        .received, FrameHeader(.item, flags: [.critical, FrameFlags(rawValue: 8)], callID: 4),
        "ITEM  call 4  critical, unknown flags 8"
      ),
    ]
    for (direction, header, text) in rows {
      #expect(lines(direction, header) == ["\(direction == .sent ? ">" : "<")  12.034 ms  \(text)  0 bytes"])
    }
    var unknown = FrameHeader(.ping)
    unknown.typeNumber = 77
    #expect(lines(.received, unknown, [1]) == ["<  12.034 ms  TYPE 77  1 byte"])
  }

  @Test("-vv shows the payload as hex and characters, 256 bytes at most")
  func payloads() {
    let item = lines(.received, FrameHeader(.item, callID: 1), Array("0123456789abcdef".utf8) + [0, 0xff], .payload)
    #expect(
      item.dropFirst() == [
        "    0000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef",
        "    0010  00 ff" + String(repeating: " ", count: 44) + "..",
      ])
    let long = lines(.received, FrameHeader(.item, callID: 1), Array(repeating: 0x41, count: 300), .payload)
    #expect(long.count == 18 && long[16].hasPrefix("    00f0  41 ") && long[17] == "    and 44 bytes more")
    #expect(lines(.received, FrameHeader(.item, callID: 1), [], .payload).count == 1)
  }

  @Test("a HELLO and metadata that are sent are not shown, whatever they hold; the message is")
  func secrets() {
    let secret = Array("secret".utf8)
    let hello = lines(.sent, FrameHeader(.hello), secret, .payload)
    #expect(hello.count == 2 && hello[1].contains("not shown"))
    let request = lines(
      .sent, FrameHeader(.request, flags: .metadata, code: 260, callID: 1), [0, 6] + secret + [0x68, 0x69], .payload)
    #expect(request.count == 3 && request[1].contains("not shown: 6 bytes of metadata"))
    #expect(request[2].hasSuffix("hi") && request[2].hasPrefix("    0000  68 69 "))
    let torn = lines(.sent, FrameHeader(.request, flags: .metadata, code: 260, callID: 1), [0, 60] + secret, .payload)
    #expect(torn.count == 2 && torn[1].contains("not shown"))
    #expect(!(hello + request + torn).joined().contains("se"))
  }

  @Test("call -v shows the frames on standard error, -vv what is in them, and without it there is none")
  func command() async throws {
    let harness = try CommandLineHarness()
    let words = ["call", "Echo", "-d", #"{"fString":"ann"}"#, "--header", "authorization: hunter2"]
    let plain = await harness.run(words: words)
    let brief = await harness.run(words: words + ["-v"])
    let whole = await harness.run(words: words + ["-vv"])
    #expect(plain.status == .done && plain.errors.isEmpty)
    #expect(brief.output == plain.output && whole.output == plain.output)
    let frames = brief.errors.split(separator: "\n").map(String.init)
    #expect(frames.first?.hasPrefix(">  ") == true && frames.first?.contains("  HELLO  ") == true)
    #expect(frames.contains { $0.contains("REQUEST") && $0.contains("method 1000 everykind.v1.EveryService/Echo") })
    #expect(frames.last?.hasPrefix("<  ") == true && frames.last?.contains("RESPONSE") == true)
    #expect(whole.errors.contains("61 6e 6e") && !whole.errors.contains("hunter2"))
    #expect(await harness.run(words: words + ["--verbose", "-v"]).errors.contains("61 6e 6e"))
    #expect(await harness.run("call", "Echo", "-vd").status == .usage)
  }
}
