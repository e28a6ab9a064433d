// CallCommandTests.swift: `list`, `describe` and `call` against a server with a service of every kind.

import EveryKind
import Synchronization
import Testing
import TokenWire

@testable import rpc_cli

@Suite("calls by reflection", .timeLimit(.minutes(1)))
struct CallCommandTests {
  @Test("list has every service and method of the server, as text and a JSON line each")
  func list() async throws {
    let harness = try CommandLineHarness()
    let text = await harness.run("list")
    #expect(text.status == .done && text.lines.contains("everykind.v1.EveryService"))
    #expect(text.lines.contains("  Repeat   1001   stream"))
    let objects = await harness.run("list", "--json").objects
    #expect(
      objects.compactMap { $0["name"] as? String }
        == [
          "tokenrpc.v1.TokenService", "tokenrpc.v1.HealthService", "everykind.v1.EveryService",
          "tokenrpc.v1.ReflectionService",
        ].sorted { objectOrder($0) < objectOrder($1) })
    let echo = (objects.first { $0["name"] as? String == "everykind.v1.EveryService" }?["methods"] as? [[String: Any]])?
      .first
    #expect(echo?["name"] as? String == "everykind.v1.EveryService/Echo" && echo?["id"] as? Int == 1_000)
    #expect(echo?["idempotent"] as? Bool == true && echo?["maxRequestBytes"] as? Int == 4_096)
    #expect(echo?["request"] as? String == "everykind.v1.Scalars" && echo?["stream"] as? Bool == false)
  }

  private func objectOrder(_ name: String) -> Int {
    ["tokenrpc.v1.TokenService", "tokenrpc.v1.HealthService", "everykind.v1.EveryService"].firstIndex(of: name) ?? 3
  }

  @Test("describe shows a service, a method with its messages, a message and an enum as the .proto has them")
  func describe() async throws {
    let harness = try CommandLineHarness()
    let service = await harness.run("describe", "EveryService")
    #expect(service.output.contains("// Both kinds of call.\nservice everykind.v1.EveryService {\n"))
    #expect(service.output.contains("  rpc Repeat(everykind.v1.Choice) returns (stream everykind.v1.Outer.Middle);\n"))
    #expect(service.output.contains("  // method 1000, idempotent, requests of at most 4096 bytes\n"))
    let method = await harness.run("describe", "HealthService/Check")
    #expect(method.output.contains("message tokenrpc.v1.HealthRequest {\n"))
    #expect(method.output.contains("  string service = 1;\n"))
    #expect(method.output.contains("  repeated tokenrpc.v1.HealthPart parts = 2;\n"))
    let choice = await harness.run("describe", "Choice")
    #expect(choice.output.contains("  oneof value {\n    double a_double = 1;\n"))
    #expect(choice.output.contains("    bytes a_fixed16 = 17 [(tokenrpc.v1.fixed_length) = 16];\n"))
    #expect(choice.output.hasSuffix("  }\n}\n"))
    let level = await harness.run("describe", "everykind.v1.Level", "--json").objects.first
    #expect(level?["kind"] as? String == "enum" && (level?["values"] as? [Any])?.count == 8)
    let all = await harness.run("describe", "--json").objects
    #expect(all.count == 4 && all.allSatisfy { $0["kind"] as? String == "service" })
  }

  @Test(
    "a name that means nothing, or several things, is wrong usage and says what there is",
    arguments: [
      (["call", "Ech"], "the server has no method 'Ech', did you mean 'Echo'?"),
      (["call", "EveryServise/Echo"], "did you mean 'EveryService/Echo'?"),
      (["call", "nothing.like/this.at.all"], "the server has no method 'nothing.like/this.at.all'; rpc-cli list"),
      (["call"], "a METHOD is missing"), (["call", ""], "a METHOD is missing"),
      (["describe", "Scalers"], "did you mean 'Scalars'?"), (["describe", ""], "NAME is empty"),
      (["describe", "Location.Nothing.Of.That.Kind"], "the server has no service, method or type"),
      (["call", "Echo", "-d", "{"], "--data is no JSON: line 1, column 2: a key in quotes is missing"),
      (["call", "Echo", "-d", "@"], "--data @ needs the name of a file"),
      (["call", "Echo", "-d", "@/nowhere/at/all"], "can't read /nowhere/at/all"),
      (["call", "Echo", "-d", #"{"fBol":true}"#], "the request is wrong: fBol is no field of everykind.v1.Scalars"),
      (["call", "Echo", "-H", "a"], "a --header has no colon; write KEY:VALUE"),
      (["call", "Echo", "-H", "A:b"], "--header A is wrong: a key has 1 to"),
      (["call", "Echo", "--idempotency-key", "short"], "it must have 16 to 64"),
    ])
  func wrongUsage(words: [String], says: String) async throws {
    let outcome = try await CommandLineHarness().run(words: words + ["--json"])
    #expect(outcome.status == .usage && outcome.output == "")
    #expect(outcome.errors.contains(says) && outcome.errors.contains("INVALID_ARGUMENT"), "\(outcome.errors)")
  }

  @Test("a method is called by any of its names, and answers as JSON")
  func unary() async throws {
    let harness = try CommandLineHarness()
    for name in ["Echo", "EveryService/Echo", "everykind.v1.EveryService/Echo"] {
      let outcome = await harness.run("call", name, "-d", #"{"fInt64":5,"f_string":"x"}"#, "--json")
      #expect(outcome.status == .done && outcome.output == #"{"fInt64":"5","fString":"x"}"# + "\n")
    }
    #expect(await harness.run("call", "Echo").output == "{}\n")
    #expect(await harness.run("call", "Echo", "-d", #"{"fBool":true}"#).output == "{\n  \"fBool\": true\n}\n")
    let defaults = await harness.run("call", "Check", "--emit-defaults", "--json")
    #expect(defaults.output == #"{"status":"HEALTH_STATUS_SERVING","parts":[]}"# + "\n")
    let outcome = try await CommandLineHarness.withFile("{\n \"fBool\": true\n}") {
      await harness.run("call", "Echo", "-d", "@" + $0, "--json")
    }
    #expect(outcome.output == #"{"fBool":true}"# + "\n")
  }

  @Test("headers and the idempotency key go with the call, and --timing says how long it took on standard error")
  func metadata() async throws {
    let harness = try CommandLineHarness()
    let outcome = await harness.run(
      "call", "Echo", "-H", "a:1:2", "--header", "b: c", "--idempotency-key", "0123456789abcdef", "--timing", "--json")
    #expect(outcome.status == .done && outcome.output == "{}\n")
    #expect(outcome.errors.hasPrefix("rpc-cli: timing: description ") && outcome.errors.contains(", call "))
    let metadata = try #require(harness.every.metadata.withLock { $0 }.first)
    #expect(
      metadata.entries == [
        MetadataEntry(key: "a", value: Array("1:2".utf8)), MetadataEntry(key: "b", value: Array("c".utf8)),
      ])
    #expect(metadata.idempotencyKey == Array("0123456789abcdef".utf8))
  }

  @Test("a failed call is status 3 with its code; a server without reflection says so")
  func failures() async throws {
    let failed = try await CommandLineHarness().run("call", "Echo", "-d", #"{"fString":"fail"}"#, "--json")
    #expect(failed.status == .failed && failed.output == "")
    #expect(failed.errors == #"{"error":{"code":"NOT_FOUND","message":"there is none"}}"# + "\n")
    let mute = try CommandLineHarness(hasReflection: false)
    for command in ["list", "describe"] {
      let outcome = await mute.run(command, "--json")
      #expect(outcome.status == .failed && outcome.errors.contains("UNIMPLEMENTED"))
      #expect(outcome.errors.contains("this server has no reflection"))
    }
  }

  @Test("a stream is a line an item, and what came before its failure is shown")
  func stream() async throws {
    let harness = try CommandLineHarness()
    let items = [#"{"inner":{"text":"1"}}"#, #"{"inner":{"text":"0"}}"#]
    let whole = await harness.run("call", "Repeat", "-d", #"{"anInt32":2}"#, "--timing")
    #expect(whole.status == .done && whole.lines == items && whole.errors.contains("2 items, the first after "))
    let failed = await harness.run("call", "Repeat", "-d", #"{"anInt32":2,"right":"fail"}"#, "--json")
    #expect(failed.status == .failed && failed.lines == items && failed.errors.contains("ABORTED"))
    let many = await harness.run("call", "Repeat", "-d", #"{"anInt32":200}"#)
    #expect(many.lines.count == 200)
  }
}
