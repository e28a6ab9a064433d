// SwiftName.swift: how a name of a .proto is said in Swift. Every rule of naming is here.

enum SwiftName {
  /// A type's name, already in upper camel case as .proto files have it.
  static func type(_ name: String) -> String {
    reservedTypes.contains(name) ? name + "_" : name
  }

  /// A oneof's enum inside its message: `usage_limit` is `UsageLimit`.
  static func oneofType(_ name: String, in message: SchemaMessage) -> String {
    let words = name.split(separator: "_").map { capitalized($0) }.joined()
    let siblings = message.messages.map(\.name) + message.enums.map(\.name)
    return type(siblings.contains(words) ? words + "Oneof" : words)
  }

  /// A property or an enum case: `created_ms` is `createdMs`.
  static func property(_ name: String) -> String {
    let plain = lowerCamel(name)
    if reservedMembers.contains(plain) { return plain + "_" }
    return keywords.contains(plain) ? "`\(plain)`" : plain
  }

  /// A name of C as Swift says it.
  static func escaped(_ name: String) -> String {
    keywords.contains(name) || reservedMembers.contains(name) ? "`\(name)`" : name
  }

  /// A name without backticks, for what stands inside a longer name or a string.
  static func bare(_ name: String) -> String {
    name.filter { $0 != "`" }
  }

  /// A method: `QueueStream` is `queueStream`, `GetURL` is `getURL`, `URLOf` is `urlOf`.
  static func method(_ name: String) -> String {
    let plain = name.contains("_") ? lowerCamel(name) : lowerFirstWord(name)
    if plain == "init" { return "`init`" }
    if reservedMembers.contains(plain) { return plain + "_" }
    return keywords.contains(plain) ? "`\(plain)`" : plain
  }

  /// A method's row in the method table, which has the list `all` and the `descriptors` besides.
  static func row(_ name: String) -> String {
    let method = method(name)
    return ["all", "descriptors"].contains(method) ? method + "_" : method
  }

  /// An enum's case: without the enum's own name in front, `TOKEN_STATUS_PENDING` is `pending`.
  static func enumCase(_ name: String, of enumName: String) -> String {
    let stripped = withoutPrefix(name, of: enumName)
    let isShouting = !stripped.contains { $0.isLowercase }
    let plain = bare(property(isShouting ? stripped.lowercased() : lowerFirstWord(stripped)))
    if plain == "unrecognized" || plain == "rawValue" { return plain + "_" }
    return keywords.contains(plain) ? "`\(plain)`" : plain
  }

  /// `name` without `enumName` and the underscore after it, however its words are parted.
  private static func withoutPrefix(_ name: String, of enumName: String) -> String {
    let wanted = enumName.filter { $0 != "_" }.lowercased()
    var seen = ""
    for index in name.indices {
      if name[index] != "_" {
        seen.append(name[index].lowercased())
        continue
      }
      guard seen == wanted else { continue }
      let rest = name[name.index(after: index)...]
      return rest.first?.isLetter == true ? String(rest) : name
    }
    return name
  }

  private static func lowerCamel(_ name: String) -> String {
    let words = name.split(separator: "_")
    guard let first = words.first else { return "_" + name }
    let camel = lowerFirstWord(String(first)) + words.dropFirst().map { capitalized($0) }.joined()
    return camel.first?.isNumber == true ? "_" + camel : camel
  }

  private static func capitalized(_ word: Substring) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  private static func lowerFirstWord(_ name: String) -> String {
    let upper = name.prefix { $0.isUppercase }
    if upper.count <= 1 || upper.count == name.count { return upper.lowercased() + name.dropFirst(upper.count) }
    let next = name[upper.endIndex]
    let lowered = next.isLowercase ? upper.dropLast() : upper
    return lowered.lowercased() + name.dropFirst(lowered.count)
  }

  /// Names that generated code itself uses, or that Swift doesn't allow for a type inside another.
  private static let reservedTypes: Set<String> = [
    "Any", "AnyObject", "Arena", "Bool", "Bytes16", "Bytes32", "CallContext", "CallHandle", "CallOptions",
    "CallResponder", "ClientChannel", "DecodeError", "DescriptorSet", "Double", "EncodeError", "Equatable", "Error",
    "Float", "Hashable",
    "Int", "Int32", "Int64", "MethodDescriptor", "MethodHandler", "MockCall", "Never", "Optional", "Protocol",
    "RPCError",
    "RPCService", "RawRepresentable", "ReplyStream", "Result", "Self", "Sendable", "StaticString", "StreamCall",
    "StreamMock", "StreamStep", "String", "Type", "UInt32", "UInt64", "UInt8", "UnaryCall", "UnaryMock",
    "UnsafeMutablePointer", "UnsafePointer",
    "UnsafeRawBufferPointer", "ViewList", "WireField", "WireMessage",
  ]

  /// Names that backticks don't help.
  private static let reservedMembers: Set<String> = ["self", "Self", "Type", "Protocol", "init", "_"]

  private static let keywords: Set<String> = [
    "as", "associatedtype", "await", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
    "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in",
    "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public", "repeat",
    "rethrows", "return", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try",
    "typealias", "var", "where", "while",
  ]
}
