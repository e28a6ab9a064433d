// JSONReaderTests.swift: JSON documents: what is read, and where what is wrong with them stands.

import Testing

@testable import rpc_cli

@Suite("JSON documents")
struct JSONReaderTests {
  private func text(_ text: String) throws -> String { try JSONReader.value(Array(text.utf8)).text }

  @Test(
    "a document comes back as it was, without its spaces",
    arguments: [
      "{}", "[]", "null", "true", "false", "0", "-0", "1.50e+10", "123456789012345678901234567890", #""""#,
      #"{"b":[1,{"a":null}],"a":"x"}"#, #""a\"b\\c\n\u0000 é 😈""#,
    ])
  func same(document: String) throws {
    #expect(try text(document) == document)
    #expect(try text(" \r\n\t" + document + "\n") == document)
  }

  @Test("escapes stand for their characters")
  func escapes() throws {
    #expect(try text(#""\u0041\/\b\f\u00e9\uD83D\uDE08""#) == #""A/\u0008\u000cé😈""#)
  }

  @Test(
    "what is wrong is told with line and column",
    arguments: [
      ("", 1, 1, "there is no JSON"), (" \n ", 2, 2, "there is no JSON"), ("{", 1, 2, "a key in quotes is missing"),
      ("[", 1, 2, "it ends too early"), ("{\"a\"}", 1, 5, "a colon is missing"),
      ("{\"a\":1,\n  \"a\":2}", 2, 3, "the key \"a\" is there twice"),
      ("{\"a\":1,}", 1, 8, "a key in quotes is missing"),
      ("[1,]", 1, 4, "no value begins so"), ("[1 2]", 1, 4, "a comma or ] is missing"),
      ("{} {}", 1, 4, "there is more behind the document"), ("01", 1, 2, "there is more behind the document"),
      ("1.", 1, 3, "a digit is missing"), ("-", 1, 2, "a digit is missing"), ("1e", 1, 3, "a digit is missing"),
      ("+1", 1, 1, "no value begins so"), ("nul", 1, 1, "no value begins so"), ("NaN", 1, 1, "no value begins so"),
      ("'a'", 1, 1, "no value begins so"), ("\"a", 1, 1, "a string does not end"),
      ("\"a\nb\"", 1, 3, "a control character in a string"), ("\"\\x\"", 1, 3, "no character is escaped so"),
      ("\"\\u12g4\"", 1, 6, "four hex digits are missing"), ("\"\\ud800\"", 1, 4, "half of a pair of surrogates"),
      ("\"\\udc00\\ud800\"", 1, 4, "half of a pair of surrogates"),
      ("\"\\ud800\\u0041\"", 1, 4, "half of a pair of surrogates"),
    ])
  func faults(document: String, line: Int, column: Int, reason: String) {
    #expect(throws: JSONFault(line: line, column: column, reason: reason)) { try text(document) }
  }

  @Test("text that is not UTF-8 is refused")
  func notUTF8() {
    #expect(throws: JSONFault(line: 1, column: 1, reason: "a string is not UTF-8")) {
      try JSONReader.value([0x22, 0xFF, 0x22])
    }
  }

  @Test("levels are counted: 64 are read, one more is not, and a million crash nothing")
  func depth() throws {
    let most = JSONReader.deepest
    let deep = String(repeating: "[", count: most) + String(repeating: "]", count: most)
    #expect(try text(deep) == deep)
    for levels in [most + 1, 1_000_000] {
      #expect(throws: JSONFault(line: 1, column: most + 1, reason: "more than 64 levels")) {
        try text(String(repeating: "[", count: levels))
      }
    }
  }

  @Test("indented for people, what is empty stays on its line")
  func indented() throws {
    let value = try JSONReader.value(Array(#"{"a":[1,{"b":{}}],"c":[]}"#.utf8))
    #expect(value.indented == "{\n  \"a\": [\n    1,\n    {\n      \"b\": {}\n    }\n  ],\n  \"c\": []\n}")
  }

  @Test("base64 as RFC 4648 has it")
  func base64() {
    let vectors = [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ]
    for (plain, text) in vectors {
      #expect(Base64.text(Array(plain.utf8)[...]) == text && Base64.bytes(text) == Array(plain.utf8))
    }
    let all = (0...255).map { UInt8($0) }
    #expect(Base64.bytes(Base64.text(all[...])) == all)
  }
}
