// EnumWriter.swift: writes an enum of a .proto as a Swift enum that also holds the numbers it has no name for.

struct EnumWriter {
  let access: String

  func write(_ type: SchemaEnum, to source: inout SourceWriter) {
    let name = type.swiftName.split(separator: ".").last.map(String.init) ?? type.swiftName
    let (cases, aliases) = namedOnce(type)
    source.documentation(type.comment)
    source.block("\(access) enum \(name): RawRepresentable, Sendable, Hashable") { source in
      for each in cases {
        source.documentation(each.comment)
        source.line("case \(each.name)")
      }
      source.documentation("A number this code has no name for.")
      source.line("case unrecognized(Int32)")
      for each in aliases {
        source.line()
        source.documentation(each.comment)
        source.line("\(access) static var \(each.name): Self { .\(each.original) }")
      }
      source.line()
      source.block("\(access) init(rawValue: Int32)") { source in
        source.line("switch rawValue {")
        for each in cases { source.line("case \(each.number): self = .\(each.name)") }
        source.line("default: self = .unrecognized(rawValue)")
        source.line("}")
      }
      source.line()
      source.block("\(access) var rawValue: Int32") { source in
        source.line("switch self {")
        for each in cases { source.line("case .\(each.name): \(each.number)") }
        source.line("case .unrecognized(let rawValue): rawValue")
        source.line("}")
      }
    }
  }

  private struct Case {
    var name: String
    var number: Int32
    var comment: String
    var original = ""
  }

  /// The first name of each number is its case, further ones (`allow_alias`) are aliases.
  private func namedOnce(_ type: SchemaEnum) -> (cases: [Case], aliases: [Case]) {
    var cases: [Case] = []
    var aliases: [Case] = []
    for value in type.values {
      let name = SwiftName.enumCase(value.name, of: type.name)
      if let first = cases.first(where: { $0.number == value.number }) {
        // `E_A` and `A` may both stand for one number, and are one name in Swift.
        guard !(cases + aliases).contains(where: { $0.name == name }) else { continue }
        aliases.append(Case(name: name, number: value.number, comment: value.comment, original: first.name))
      } else {
        cases.append(Case(name: name, number: value.number, comment: value.comment))
      }
    }
    return (cases, aliases)
  }
}
