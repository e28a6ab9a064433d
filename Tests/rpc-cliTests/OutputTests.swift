// OutputTests.swift: JSON lines, text for people, failures, colour.

import Synchronization
import Testing

@testable import rpc_cli

@Suite("output")
struct OutputTests {
  /// A console whose output can be read.
  final class Recorder: Sendable {
    let output = Mutex("")
    let errors = Mutex("")

    func console(
      isJSON: Bool, hasColour: Bool = false, isTerminal: Bool = false, hasProgress: Bool = false
    ) -> Console {
      Console(
        isJSON: isJSON, hasColour: hasColour, isTerminal: isTerminal, hasProgress: hasProgress,
        output: { text, _ in self.output.withLock { $0 += text } },
        errors: { text in self.errors.withLock { $0 += text } })
    }
  }

  @Test("keys keep their order, integers are numbers, an absent value is null")
  func order() {
    let value: JSONValue = [
      "z": .number(.max), "a": JSONValue(nil as String?), "m": [.bool(true), .bool(false), []], "o": [:],
    ]
    #expect(value.text == #"{"z":18446744073709551615,"a":null,"m":[true,false,[]],"o":{}}"#)
  }

  @Test("text from elsewhere steers no terminal and turns no text around, as JSON and for people")
  func steersNothing() {
    for scalar: Unicode.Scalar in ["\u{1B}", "\u{85}", "\u{9B}", "\u{200F}", "\u{2028}", "\u{202E}", "\u{2066}"] {
      let text = "a\(scalar)b"
      #expect(!JSONValue.string(text).text.unicodeScalars.contains(scalar))
      #expect(!Console.printable(text).unicodeScalars.contains(scalar))
    }
    #expect(JSONValue.string("\u{9B}\u{202E}").text == #""\u009b\u202e""#)
  }

  @Test("strings are escaped as RFC 8259 asks")
  func escapes() {
    #expect(JSONValue.string("a\"b\\c\n\r\t\u{0}\u{1F}\u{7F}/ é 😈").text == #""a\"b\\c\n\r\t\u0000\u001f\u007f/ é 😈""#)
  }

  @Test("an answer is text or one JSON line")
  func answers() {
    for isJSON in [true, false] {
      let recorder = Recorder()
      recorder.console(isJSON: isJSON).answer(["a": .number(1)], text: "a  1")
      #expect(recorder.output.withLock { $0 } == (isJSON ? "{\"a\":1}\n" : "a  1\n"))
    }
  }

  @Test("a failure goes to standard error in the form that was asked for")
  func failures() {
    let json = Recorder()
    json.console(isJSON: true).failure(code: "NOT_FOUND", message: "no \"such\" token")
    #expect(
      json.errors.withLock { $0 } == #"{"error":{"code":"NOT_FOUND","message":"no \"such\" token"}}"# + "\n")
    #expect(json.output.withLock { $0 } == "")
    let text = Recorder()
    text.console(isJSON: false).failure(code: "NOT_FOUND", message: "no such token")
    #expect(text.errors.withLock { $0 } == "rpc-cli: no such token (NOT_FOUND)\n")
  }

  @Test("text from elsewhere can't steer a terminal")
  func control() {
    #expect(Console.printable("a\u{1B}[2Jb\u{9B}") == #"a\u{1b}[2Jb\u{9b}"#)
    var facts = Facts()
    facts.add("reason", "\u{1B}]0;x\u{7}")
    #expect(!facts.text(hasColour: false).contains("\u{1B}"))
  }

  @Test("the cells of a table are aligned by what is seen of them, and nothing hangs on behind")
  func table() {
    var table = Table(["a", "long"])
    table.add([Table.Cell("wide one", tint: .good), Table.Cell("")])
    table.add([Table.Cell("\u{7}"), Table.Cell("x")])
    #expect(table.text(hasColour: false) == "a         long\nwide one\n\\u{7}     x")
    #expect(table.text(hasColour: true).contains("\u{1B}[32mwide one\u{1B}[0m\n"))
  }

  @Test("values are aligned, absent ones are left out, and colour comes only when it may")
  func facts() {
    var facts = Facts()
    facts.add("a", "1", tint: .good)
    facts.add("none", nil as String?)
    facts.add("longer", 2)
    #expect(facts.text(hasColour: false) == "a       1\nlonger  2")
    #expect(facts.text(hasColour: true).contains("\u{1B}[32m1\u{1B}[0m"))
  }
}
