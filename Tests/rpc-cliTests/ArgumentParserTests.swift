// ArgumentParserTests.swift: what a command line is taken for, and what is said of a wrong one.

import Testing

@testable import TokenArguments
@testable import rpc_cli

@Suite("the argument parser")
struct ArgumentParserTests {
  static let uses = Flag("uses", "N", "")
  static let use = Flag("use", nil, "")
  static let parser = ArgumentParser(commands: [
    CommandSpec("request", "", usage: [""], flags: [uses, Flag("content", "TEXT", ""), use]),
    CommandSpec("validate", "", usage: [""], operands: ["IDENTITY"], flags: [use]),
    CommandSpec("ledger verify", "", usage: [""], operands: ["DIR"]),
    CommandSpec("ledger inspect", "", usage: [""], operands: ["DIR"]),
  ])

  private func run(_ words: String...) throws -> ParsedArguments {
    guard case .run(let arguments) = try Self.parser.parse(words) else {
      Issue.record("\(words) does not run a command")
      throw UsageError("not run")
    }
    return arguments
  }

  @Test("global flags stand before or after the command, with a space or an equals sign")
  func globalFlags() throws {
    for words in [
      ["--server", "a:1", "--json", "request"], ["request", "--json", "--server=a:1"],
      ["--json", "request", "--server", "a:1"],
    ] {
      guard case .run(let arguments) = try Self.parser.parse(words) else {
        Issue.record("\(words)")
        continue
      }
      #expect(arguments.text(.server) == "a:1")
      #expect(arguments.isGiven(.json))
      #expect(arguments.command.name == "request")
    }
  }

  @Test("a value may be empty, hold equals signs, or be a lone dash")
  func values() throws {
    #expect(try run("request", "--content=a=b").text(Flag("content", "TEXT", "")) == "a=b")
    #expect(try run("request", "--content=").text(Flag("content", "TEXT", "")) == "")
    #expect(try run("request", "--content", "-").text(Flag("content", "TEXT", "")) == "-")
    #expect(try run("request", "--content", "-5").text(Flag("content", "TEXT", "")) == "-5")
  }

  @Test("a command line is told again in words that a shell reads the same, without its secrets")
  func toldAgain() throws {
    let content = Flag("content", "TEXT", "")
    let arguments = try run("--json", "request", "--content", "it's $HOME", "--use", "--uses=3")
    #expect(
      arguments.commandLine(without: Self.uses)
        == "rpc-cli request --json --uses … --content 'it'\\''s $HOME' --use")
    #expect(!arguments.commandLine(without: content).contains("HOME"))
    #expect(try run("validate", "").commandLine() == "rpc-cli validate ''")
  }

  @Test("a flag that may be given again keeps all its values in order, others are refused the second time")
  func repeated() throws {
    let header = Flag("header", letter: "H", "KEY:VALUE", "", isRepeatable: true)
    let parser = ArgumentParser(commands: [CommandSpec("call", "", usage: [""], flags: [header, Self.use])])
    guard case .run(let arguments) = try parser.parse(["call", "--header=a:1", "-H", "b:2", "--header", "a:3"]) else {
      return #expect(Bool(false), "it does not run")
    }
    #expect(arguments.texts(header) == ["a:1", "b:2", "a:3"] && arguments.texts(Self.use) == [])
    #expect(throws: UsageError("--use is given twice", command: "call")) {
      try parser.parse(["call", "--use", "--use"])
    }
  }

  @Test("a lone dash and everything behind -- are operands")
  func operands() throws {
    #expect(try run("validate", "-").operands == ["-"])
    #expect(try run("validate", "--use", "--", "--json").operands == ["--json"])
  }

  @Test("a command of two words is found, also with flags between them")
  func twoWords() throws {
    #expect(try run("ledger", "verify", "d").command.name == "ledger verify")
    #expect(try run("ledger", "--json", "inspect", "d").command.name == "ledger inspect")
  }

  @Test("help is found everywhere, and nothing at all asks for it")
  func help() throws {
    let topics: [([String], String?)] = [
      ([], nil), (["--help"], nil), (["help"], nil), (["-h"], nil), (["help", "request"], "request"),
      (["request", "--help"], "request"), (["--help", "request"], "request"),
      (["request", "-h", "--uses=1"], "request"),
      (["ledger", "--help"], "ledger"), (["help", "ledger"], "ledger"),
      (["ledger", "verify", "--help"], "ledger verify"),
      (["help", "ledger", "verify"], "ledger verify"),
    ]
    for (words, expected) in topics {
      guard case .help(let topic) = try Self.parser.parse(words) else {
        Issue.record("\(words)")
        continue
      }
      #expect(topic == expected, "\(words)")
    }
  }

  @Test("the version is asked for by --version alone")
  func version() throws {
    guard case .version = try Self.parser.parse(["--version"]) else { throw UsageError("no version") }
  }

  @Test(
    "wrong usage names the flag or the word, and what was meant",
    arguments: [
      (["request", "--usse", "1"], "unknown flag --usse, did you mean --uses?; see: rpc-cli request --help"),
      (["request", "--xyzzy"], "unknown flag --xyzzy; see: rpc-cli request --help"),
      (["--uses", "1", "request"], "unknown flag --uses before the command; see: rpc-cli --help"),
      (["request", "--uses"], "--uses needs a value: --uses=N; see: rpc-cli request --help"),
      (["request", "--uses", "--use"], "--uses needs a value: --uses=N; see: rpc-cli request --help"),
      (["request", "--use=yes"], "--use takes no value; see: rpc-cli request --help"),
      (["request", "--uses=1", "--uses=2"], "--uses is given twice; see: rpc-cli request --help"),
      (["request", "surplus"], "unexpected argument 'surplus'; see: rpc-cli request --help"),
      (["validate", "a", "b"], "unexpected argument 'b'; see: rpc-cli validate --help"),
      (["validdate"], "unknown command 'validdate', did you mean 'validate'?; see: rpc-cli --help"),
      (["ledger"], "ledger needs one of: verify, inspect; see: rpc-cli --help"),
      (["ledger", "verfy"], "unknown command 'ledger verfy', did you mean 'ledger verify'?; see: rpc-cli --help"),
      (["--json"], "a command is missing; see: rpc-cli --help"),
    ])
  func wrongUsage(words: [String], message: String) {
    #expect(throws: UsageError.self) { try Self.parser.parse(words) }
    do { _ = try Self.parser.parse(words) } catch { #expect(error.text == message) }
  }

  @Test("numbers, durations and hex are checked and the flag is named")
  func typedValues() throws {
    let wait = Flag("uses", "N", "")
    let arguments = try run("request", "--uses=0")
    #expect(throws: UsageError("--uses '0' must be a whole number, at least 1", command: "request")) {
      try arguments.number(wait, 1...UInt64.max)
    }
    #expect(throws: UsageError("--uses '0' must be a whole number, 1 to 9", command: "request")) {
      try arguments.number(wait, 1...9)
    }
    #expect(try arguments.milliseconds(wait) == 0)
    #expect(throws: UsageError.self) { try arguments.shortMilliseconds(wait, 1...UInt32.max) }
    #expect(throws: UsageError("--uses has 2 hex digits, it must have 64", command: "request")) {
      try run("request", "--uses=aa").hex32("aa", named: "--uses")
    }
  }

  @Test("the distance of two words counts letters put in, left out, changed and swapped")
  func distances() {
    #expect(Suggestion.distance("", "abc") == 3)
    #expect(Suggestion.distance("uses", "usse") == 1)
    #expect(Suggestion.distance("queue", "queu") == 1)
    #expect(Suggestion.distance("abc", "xyz") == 3)
    #expect(Suggestion.nearest(to: "--cont", among: ["--content", "--use"]) == "--content")
    #expect(Suggestion.nearest(to: "zzzz", among: ["request"]) == nil)
  }

  @Test("help names every flag and every command")
  func helpIsWhole() {
    let help = HelpText(commands: Self.parser.commands)
    for command in Self.parser.commands {
      #expect(help.about(nil).contains(command.name))
      for flag in command.flags + Flag.global { #expect(help.about(command.name).contains(flag.usage)) }
    }
    #expect(help.about("ledger").contains("ledger inspect"))
  }

  @Test("words are taken as they were typed, and one that is not UTF-8 is noticed")
  func processWords() {
    func words(_ raw: [[UInt8]]) -> [String]? {
      let buffers = raw.map { bytes in
        let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
        for (index, byte) in (bytes + [0]).enumerated() { (buffer + index).initialize(to: CChar(bitPattern: byte)) }
        return buffer
      }
      defer { for buffer in buffers { buffer.deallocate() } }
      var pointers: [UnsafeMutablePointer<CChar>?] = buffers + [nil]
      return pointers.withUnsafeMutableBufferPointer { list in
        list.baseAddress.flatMap { ProcessWords.words(count: Int32(raw.count), $0) }
      }
    }
    #expect(words([Array("rpc-cli".utf8), Array("é☺".utf8), []]) == ["é☺", ""])
    #expect(words([Array("rpc-cli".utf8), [0x61, 0xff]]) == nil)
    #expect(words([Array("rpc-cli".utf8)]) == [] && words([]) == [])
  }
}
