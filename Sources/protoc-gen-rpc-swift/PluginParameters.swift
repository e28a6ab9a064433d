// PluginParameters.swift: what stands between `--rpc-swift_out=` and the colon.

struct PluginParameters {
  enum Emission: String {
    /// Swift: messages, stubs, services.
    case swift
    /// The C beneath it, by protobuf-c's compiler.
    case c
    /// Swift: a mock of each service, for tests.
    case mocks
  }

  var emission = Emission.swift
  /// The module that holds the C.
  var cModule = ""
  /// The module that holds WireMessage and the calls; nil when the generated code is a part of it.
  var runtime: String?
  /// For mocks: the module that holds the generated stubs; nil when the mocks are a part of it.
  var stubs: String?
  /// For mocks: the module that holds what mocks are made of; nil when the mocks are a part of it.
  var testing: String?
  /// Whether messages can be read where they were decoded, and services get them so.
  var hasViews = false
  /// `public`, `package` or `internal`.
  var visibility = "public"

  init(_ text: String) throws(Refusal) {
    for setting in text.split(separator: ",") {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      let value = parts.count == 2 ? parts[1] : ""
      switch parts[0] {
      case "emit":
        guard let emission = Emission(rawValue: value) else {
          throw Refusal("emit is `swift`, `c` or `mocks`, not `\(value)`")
        }
        self.emission = emission
      case "c_module": cModule = try Self.moduleName(value, of: "c_module")
      case "runtime": runtime = try Self.moduleName(value, of: "runtime")
      case "stubs": stubs = try Self.moduleName(value, of: "stubs")
      case "testing": testing = try Self.moduleName(value, of: "testing")
      case "views":
        guard ["true", "false"].contains(value) else { throw Refusal("views is `true` or `false`, not `\(value)`") }
        hasViews = value == "true"
      case "visibility":
        guard ["public", "package", "internal"].contains(value) else {
          throw Refusal("visibility is `public`, `package` or `internal`, not `\(value)`")
        }
        visibility = value
      default:
        throw Refusal(
          "unknown parameter `\(parts[0])`; there are emit, c_module, runtime, stubs, testing, views "
            + "and visibility")
      }
    }
    guard emission != .swift || !cModule.isEmpty else {
      throw Refusal("say which module holds the C structs: --rpc-swift_out=c_module=NAME:DIR")
    }
  }

  private static func moduleName(_ value: String, of parameter: String) throws(Refusal) -> String {
    guard !value.isEmpty, value.allSatisfy({ $0 == "_" || $0.isLetter || $0.isNumber }) else {
      throw Refusal("\(parameter) is the name of a module, not `\(value)`")
    }
    return value
  }
}

/// Why nothing is generated, in words for the one who ran protoc.
struct Refusal: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
