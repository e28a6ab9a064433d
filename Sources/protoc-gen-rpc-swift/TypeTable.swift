// TypeTable.swift: every message and enum of a request by its full name, with the file that declares it.

struct TypeTable {
  struct Entry {
    var swiftName: String
    /// The .proto that declares it.
    var file: String
    /// The case that stands for 0; nil for messages.
    var zeroCase: String?
    /// Full names of the messages that the message's fields hold.
    var holds: [String] = []
  }

  private(set) var entries: [String: Entry] = [:]

  init(_ files: [SchemaFile]) {
    for file in files {
      for type in file.enums { add(type, of: file) }
      for message in file.messages { add(message, of: file) }
    }
  }

  /// The Swift name of a type that protoc has resolved.
  func swiftName(_ fullName: String) -> String { entries[fullName]?.swiftName ?? fullName }

  private mutating func add(_ type: SchemaEnum, of file: SchemaFile) {
    let zero = type.values.first { $0.number == 0 }.map { SwiftName.enumCase($0.name, of: type.name) }
    entries[type.fullName] = Entry(swiftName: type.swiftName, file: file.name, zeroCase: zero)
  }

  private mutating func add(_ message: SchemaMessage, of file: SchemaFile) {
    entries[message.fullName] = Entry(
      swiftName: message.swiftName, file: file.name,
      holds: message.fields.filter { $0.kind == .message || $0.kind == .group }.map(\.typeName))
    for type in message.enums { add(type, of: file) }
    for nested in message.messages { add(nested, of: file) }
  }
}
