// ServerOptionsTests.swift: what command lines mean, and which are wrong usage.

import Testing
import TokenCore
import TokenNet
import TokenRPCServer

@testable import token_server

@Suite("the command line")
struct ServerOptionsTests {
  private func serve(_ words: String...) throws -> (EngineSettings, ServerOptions) {
    guard case .serve(let settings, let options) = try ServerOptions.parse(["--data", "d"] + words) else {
      throw UsageError("no server")
    }
    return (settings, options)
  }

  private func generate(_ words: String...) throws -> ServerOptions {
    guard case .generate(let options) = try ServerOptions.parse(["--generator-only"] + words) else {
      throw UsageError("no generator")
    }
    return options
  }

  private func refusal(_ words: [String]) -> String? {
    do throws(UsageError) {
      _ = try ServerOptions.parse(words)
      return nil
    } catch {
      return error.message
    }
  }

  @Test(
    "the difficulty is sixteen bits, or as many as are said, or follows a rate; the floor is none unless it is said")
  func difficulty() throws {
    let sixteen = try #require(Difficulty(bits: 16))
    #expect(try serve().0.difficulty == .fixed(sixteen) && serve().0.difficultyFloor == .none)
    #expect(try serve("--difficulty", "0").0.difficulty == .fixed(.none))
    #expect(try serve("--difficulty=63").0.difficulty == .fixed(#require(Difficulty(bits: 63))))
    for (text, rate) in [("auto:5", 5), ("auto:0.5", 0.5), ("auto:1000000", 1e6), ("auto:0.0001", 0.0001)] {
      let settings = try serve("--difficulty", text, "--difficulty-floor", "20").0
      #expect(settings.difficulty == .automatic(tokensPerSecond: rate))
      // What is chosen is never under the floor, so the two can't contradict each other.
      #expect(settings.difficultyFloor.bits == 20)
    }
  }

  @Test("the scrub has a rate and a time for a round, and a rate of 0 is none")
  func scrub() throws {
    #expect(try serve().0.scrub == .usual)
    let settings = try serve("--scrub-mib-per-second", "3", "--scrub-seconds", "10").0
    #expect(settings.scrub == ScrubPolicy(bytesPerSecond: 3 << 20, secondsPerRound: 10))
    #expect(try serve("--scrub-mib-per-second", "0", "--scrub-seconds", "10").0.scrub == nil)
  }

  @Test("the kernel is the fastest unless the flag or the environment names one; the flag is stronger")
  func kernel() throws {
    func kernel(_ words: [String], _ environment: String?) throws -> String? {
      guard
        case .serve(_, let options) = try ServerOptions.parse(
          ["--data", "d"] + words, environmentKernel: environment)
      else { return "no server" }
      return options.kernel
    }
    #expect(try kernel([], nil) == nil)
    #expect(try kernel(["--kernel", "portable"], nil) == "portable")
    #expect(try kernel([], "portable") == "portable")
    #expect(try kernel(["--kernel", "auto"], "portable") == "auto")
    #expect(try kernel(["--kernel", "portable"], "gpu") == "portable")
  }

  @Test("an unknown kernel is wrong usage with the names there are, also from the environment; a generator needs none")
  func wrongKernel() throws {
    for (words, environment) in [(["--kernel", "gpu"], nil), ([], "gpu")] as [([String], String?)] {
      do throws(UsageError) {
        _ = try ServerOptions.parse(["--data", "d"] + words, environmentKernel: environment)
        Issue.record("\(words) was taken")
      } catch {
        #expect(error.message.hasPrefix(environment == nil ? "--kernel: " : "TOKEN_RPC_KERNEL: "))
        #expect(error.message.hasSuffix((MiningKernel.all.map(\.name) + ["auto"]).joined(separator: ", ")))
      }
    }
    guard case .generate = try ServerOptions.parse(["--generator-only"], environmentKernel: "gpu") else {
      Issue.record("a generator has no miners")
      return
    }
  }

  @Test("a kernel whose instructions are missing here is wrong usage with the names that run")
  func unsupportedKernel() {
    for kernel in MiningKernel.all where !kernel.isSupported {
      let message = refusal(["--data", "d", "--kernel", kernel.name])
      #expect(message?.contains("lacks the instructions of kernel \(kernel.name)") == true)
      #expect(message?.contains("portable, auto") == true)
    }
  }

  @Test("the version is shown with the kernel that the same words would choose, and wrong words are wrong")
  func version() throws {
    func kernel(_ words: String..., environment: String? = nil) throws -> String? {
      guard case .version(let kernel) = try ServerOptions.parse(words, environmentKernel: environment) else {
        return nil
      }
      return kernel
    }
    #expect(try kernel("--version") == "auto")
    #expect(try kernel("--version", "--kernel", "portable") == "portable")
    #expect(try kernel("--kernel=portable", "--version", environment: "auto") == "portable")
    #expect(try kernel("--version", environment: "portable") == "portable")
    #expect(refusal(["--version", "--kernel", "gpu"]) != nil && refusal(["--version", "--nonsense"]) != nil)
  }

  @Test("without flags users' codes have six digits, a minute, any number of uses and ten refusals")
  func usual() throws {
    let (settings, options) = try serve()
    #expect(settings.codes == CodePolicy())
    #expect(settings.codes.periodMilliseconds == 60_000 && settings.codes.digits == 6)
    #expect(settings.codes.usesPerCode == 0 && settings.codes.refusalsPerCode == 10)
    #expect(settings.codes.usersMax == 1_000_000)
    #expect(options.generator == nil && options.endpoints == [.tcp(host: "127.0.0.1", port: 7420)])
  }

  @Test("the flags for users' codes reach the engine")
  func codes() throws {
    let (settings, _) = try serve(
      "--period", "90s", "--digits", "8", "--uses-per-code", "once", "--refusals-per-code", "3", "--users-max=50")
    #expect(
      settings.codes
        == CodePolicy(periodMilliseconds: 90_000, digits: 8, usesPerCode: 1, refusalsPerCode: 3, usersMax: 50))
    #expect(try serve("--uses-per-code", "any").0.codes.usesPerCode == 0)
  }

  @Test("a generator elsewhere has an address and a second to answer unless it is told")
  func generator() throws {
    let usual = try serve("--generator", "unix:/run/codes.sock").1
    #expect(usual.generator == .unix(path: "/run/codes.sock") && usual.generatorTimeout == .seconds(1))
    let set = try serve("--generator", "127.0.0.1:9", "--generator-timeout", "10ms").1
    #expect(set.generator == .tcp(host: "127.0.0.1", port: 9) && set.generatorTimeout == .milliseconds(10))
    #expect(try serve("--generator", "10.0.0.1:9", "--insecure").1.generator != nil)
  }

  @Test("a process that only draws codes listens on a port of its own, and takes the flags of a listener")
  func generatorOnly() throws {
    #expect(try generate().endpoints == [.tcp(host: "127.0.0.1", port: 7421)])
    #expect(try generate().digits == nil && generate("--digits", "7").digits == 7)
    let options = try generate("--listen", "127.0.0.1:0", "--grace", "1s", "--max-connections", "5", "--reactors", "2")
    #expect(options.endpoints == [.tcp(host: "127.0.0.1", port: 0)] && options.grace == .seconds(1))
    #expect(options.limits.maxConnections == 5 && options.reactors == 2)
  }

  @Test(
    "a flag of the ledger, the miners or users' codes beside --generator-only is wrong usage that names it",
    arguments: [
      ["--data", "d"], ["--difficulty", "8"], ["--miners", "1"], ["--kernel", "portable"], ["--queue-max", "5"],
      ["--accept-clock"],
      ["--period", "1m"], ["--uses-per-code", "once"], ["--users-max", "5"], ["--generator", "127.0.0.1:9"],
    ])
  func needsLedger(words: [String]) throws {
    for order in [words + ["--generator-only"], ["--generator-only"] + words] {
      let message = try #require(refusal(order), "\(order)")
      #expect(message.hasPrefix("\(words[0]) does not go with --generator-only"))
    }
  }

  @Test(
    "what is out of range or makes no sense is wrong usage that names the flag",
    arguments: [
      ["--difficulty", "64"], ["--difficulty", "-1"], ["--difficulty", "1.5"], ["--difficulty", "auto"],
      ["--difficulty", "auto:"], ["--difficulty", "auto:0"], ["--difficulty", "auto:0.00009"],
      ["--difficulty", "auto:1000001"], ["--difficulty", "auto:-5"], ["--difficulty", "auto:5x"],
      ["--difficulty", "auto:1e3"], ["--difficulty", "auto:.5"], ["--difficulty", "auto:nan"],
      ["--difficulty", "Auto:5"], ["--difficulty", "3", "--difficulty-floor", "8"], ["--kernel", "gpu"],
      ["--kernel", ""], ["--period", "999ms"], ["--period", "25h"], ["--period", "soon"], ["--digits", "5"],
      ["--digits", "9"],
      ["--uses-per-code", "twice"], ["--uses-per-code", "1"], ["--refusals-per-code", "0"],
      ["--refusals-per-code", "1001"], ["--users-max", "0"], ["--generator", "nowhere"],
      ["--generator", "127.0.0.1:0"], ["--generator-timeout", "1s"],
      ["--generator-timeout", "9ms", "--generator", "127.0.0.1:9"],
      ["--generator-timeout", "61s", "--generator", "127.0.0.1:9"],
      // Codes would travel in clear.
      ["--generator", "10.0.0.1:9"],
    ])
  func wrong(words: [String]) throws {
    let message = try #require(refusal(["--data", "d"] + words), "\(words)")
    #expect(message.contains(words[0]), "\(message)")
  }

  @Test("listening where others reach it needs --insecure for a generator too")
  func insecure() throws {
    #expect(refusal(["--generator-only", "--listen", "0.0.0.0:1"])?.contains("--insecure") == true)
    #expect(try generate("--listen", "0.0.0.0:1", "--insecure").isInsecure)
  }

  @Test("a flag that needs a ledger is one there is")
  func flags() {
    #expect(ServerFlag.needingLedger.isSubset(of: ServerFlag.all.map(\.name)))
    #expect(ServerFlag.needingLedger.isDisjoint(with: ["digits", "generator-only", "listen", "insecure"]))
  }
}
