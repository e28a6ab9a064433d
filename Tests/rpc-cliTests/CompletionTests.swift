// CompletionTests.swift: the scripts are accepted by their shells, and bash completes with its own as it should.

import Foundation
import Testing

@testable import rpc_cli

@Suite("completion", .timeLimit(.minutes(1)))
struct CompletionTests {
  /// Runs a shell that is on the PATH on a script; nil: the shell is not there.
  private static func run(_ shell: String, _ arguments: [String]) throws -> (status: Int32, output: String)? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let paths = folders.map { "\($0)/\(shell)" }
    guard let path = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test("each shell that is here accepts its script", arguments: ["bash", "zsh", "fish"])
  func syntax(shell: String) async throws {
    let script = await CommandLineHarness.run(["completion", shell])
    #expect(script.status == .done && script.errors.isEmpty)
    try await CommandLineHarness.withFile(script.output) { (path) async throws in
      guard let result = try Self.run(shell, shell == "fish" ? ["--no-config", "-n", path] : ["-n", path]) else {
        return #expect(shell != "bash", "there is no bash")
      }
      #expect(result.status == 0 && result.output.isEmpty, "\(result.output)")
    }
  }

  /// What bash offers behind `rpc-cli` and these words, the last of which is being typed.
  private func offers(_ words: [String], in path: String) throws -> [String] {
    let code =
      #"source "$1"; shift; COMP_WORDS=(rpc-cli "$@"); COMP_CWORD=$#; _rpc_cli; printf '%s\n' "${COMPREPLY[@]}""#
    let result = try #require(try Self.run("bash", ["-c", code, "bash", path] + words))
    #expect(result.status == 0)
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test("bash completes commands, flags, words of fixed lists and files")
  func bash() async throws {
    let script = await CommandLineHarness.run(["completion", "bash"]).output
    try await CommandLineHarness.withFile(script) { (path) async throws in
      let rows: [([String], [String])] = [
        (["be"], ["bench"]), (["bench", ""], ["rpc", "mining", "ledger"]),
        (["bench", "rpc", "--call", ""], BenchCall.allCases.map(\.rawValue)),
        (["bench", "rpc", "--call", "=", "us"], ["use"]), (["ledger", "export", "--format", "="], ["json", "csv"]),
        (["--server", "127.0.0.1", ":", "7420", "--json", "comp"], ["completion"]), (["completion", "z"], ["zsh"]),
        (["help", "led"], ["ledger"]), (["--server", ""], []), (["--timeout", ""], []), (["queue", "--page", ""], []),
        (["call", "--v"], ["--verbose", "--version"]), (["nothing", ""], []),
      ]
      for (words, offered) in rows { #expect(try offers(words, in: path) == offered, "\(words)") }
      let folder = URL(filePath: path).deletingLastPathComponent().path
      let start = String(path.dropLast())
      #expect(try offers(["validate", "--lines", start], in: path) == [path])
      #expect(try offers(["ledger", "verify", start], in: path) == [])
      #expect(try offers(["ledger", "verify", String(folder.dropLast())], in: path).contains(folder))
    }
  }

  @Test("every command and every flag of it is offered: the scripts come from the specs")
  func whole() async throws {
    let script = await CommandLineHarness.run(["completion", "bash"]).output
    try await CommandLineHarness.withFile(script) { (path) async throws in
      for spec in Program.commands.map({ $0.spec }) {
        let words = spec.name.split(separator: " ").map(String.init)
        #expect(
          try offers(Array(words.dropLast()) + [words[words.count - 1]], in: path).contains(words[words.count - 1]))
        let flags = (spec.flags + Flag.global).map(\.spelling)
        #expect(Set(try offers(words + ["--"], in: path)) == Set(flags), "\(spec.name)")
      }
    }
  }

  @Test("what is in a description steers no shell: quotes, dollars and backslashes stand for themselves")
  func quoting() async throws {
    let text = #"it's $HOME `id` \ "x" \n"#
    #expect(try Self.run("bash", ["-c", "printf %s " + ShellWord.posix(text)])?.output == text)
    #expect(ShellWord.fish(#"it's a \"#) == #"'it\'s a \\'"#)
    #expect(await CommandLineHarness.run(["completion", "tcsh"]).status == .usage)
    #expect(await CommandLineHarness.run(["completion"]).status == .usage)
  }
}
