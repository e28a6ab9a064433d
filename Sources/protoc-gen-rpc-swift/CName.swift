// CName.swift: how protobuf-c's compiler says a name of a .proto in C. Follows its c_helpers.cc, version 1.4.1.

enum CName {
  /// A message's or an enum's type: `tokenrpc.v1.UserCode` is `Tokenrpc__V1__UserCode`.
  static func type(_ fullName: String) -> String {
    fullName.split(separator: ".").map(camel).joined(separator: "__")
  }

  /// What stands in front of a message's functions: `tokenrpc__v1__user_code`.
  static func functionPrefix(_ fullName: String) -> String {
    fullName.split(separator: ".").map { lowerWords(String($0)) }.joined(separator: "__")
  }

  /// A field's member in the struct.
  static func field(_ name: String) -> String {
    let lower = safe(name).lowercased()
    return cKeywords.contains(lower) ? lower + "_" : lower
  }

  /// The member that says which field of a oneof is set.
  static func oneofCase(_ name: String) -> String {
    lowerWords(name) + "_case"
  }

  /// The field name that protobuf-c's compiler is given: `base` is a member of every struct already.
  static func safe(_ name: String) -> String {
    name.lowercased() == "base" ? name + "_" : name
  }

  private static func camel(_ piece: Substring) -> String {
    piece.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func lowerWords(_ name: String) -> String {
    var result = ""
    var wasUpper = true
    for character in name {
      if character.isUppercase && !wasUpper { result.append("_") }
      wasUpper = character.isUppercase
      result.append(contentsOf: character.lowercased())
    }
    return result
  }

  private static let cKeywords: Set<String> = [
    "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl",
    "const", "const_cast", "continue", "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "explicit",
    "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new",
    "not", "not_eq", "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
    "return", "short", "signed", "sizeof", "static", "static_cast", "struct", "switch", "template", "this", "throw",
    "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile",
    "wchar_t", "while", "xor", "xor_eq",
  ]
}
