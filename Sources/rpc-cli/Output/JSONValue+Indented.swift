// JSONValue+Indented.swift: JSON over several lines, for people.

extension JSONValue {
  /// A member or element a line, two spaces a level; what is empty stays on its line.
  var indented: String { indented(by: "") }

  private func indented(by space: String) -> String {
    let inner = space + "  "
    switch self {
    case .object(let members) where !members.isEmpty:
      let lines = members.map { "\(inner)\(JSONValue.string($0.key).text): \($0.value.indented(by: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(space)}"
    case .array(let values) where !values.isEmpty:
      return "[\n" + values.map { inner + $0.indented(by: inner) }.joined(separator: ",\n") + "\n\(space)]"
    default: return text
    }
  }
}
