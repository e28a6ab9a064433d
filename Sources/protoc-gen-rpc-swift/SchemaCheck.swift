// SchemaCheck.swift: refuses what protobuf-c can't do, or can't do safely, before anything is written.

/// All reasons against generating code from a set of files.
struct SchemaCheck {
  private let types: TypeTable
  private let proto3Files: Set<String>
  private let hasViews: Bool
  private var reasons: [String] = []

  /// Throws every reason found in `generated`, one a line; `all` are these files and what they import.
  static func check(
    _ generated: [SchemaFile], among all: [SchemaFile], _ types: TypeTable, hasViews: Bool
  ) throws(Refusal) {
    var check = SchemaCheck(all, types, hasViews: hasViews)
    for file in generated { check.check(file) }
    guard check.reasons.isEmpty else { throw Refusal(check.reasons.joined(separator: "\n")) }
  }

  private init(_ all: [SchemaFile], _ types: TypeTable, hasViews: Bool) {
    self.types = types
    self.hasViews = hasViews
    proto3Files = Set(all.filter(\.isProto3).map(\.name))
  }

  private mutating func refuse(_ place: String, _ reason: String) {
    reasons.append("\(place): \(reason)")
  }

  private mutating func check(_ file: SchemaFile) {
    guard file.isProto3 else {
      refuse(file.name, "only proto3 is supported; say syntax = \"proto3\"")
      return
    }
    for type in file.enums { check(type) }
    for message in file.messages { check(message) }
    checkMethods(of: file)
    checkTypeNames(of: file)
  }

  private mutating func check(_ message: SchemaMessage) {
    for field in message.fields { check(field, of: message) }
    if let path = cycle(from: message.fullName) {
      refuse(message.fullName, "contains itself (\(path)); protobuf-c's decoder has no limit of depth")
    }
    checkMembers(of: message)
    if hasViews { checkRoomForView(in: message) }
    for type in message.enums { check(type) }
    for nested in message.messages where !nested.isMapEntry { check(nested) }
  }

  private mutating func check(_ field: SchemaField, of message: SchemaMessage) {
    let place = "\(message.fullName).\(field.name)"
    if field.kind == .group { refuse(place, "groups are not supported; use a message") }
    if field.isProto3Optional {
      refuse(place, "optional is not supported by protobuf-c; use a oneof with one member or a message")
    }
    if message.messages.contains(where: { $0.isMapEntry && $0.fullName == field.typeName }) {
      refuse(place, "maps are not supported; use a repeated message with key and value")
    } else if let type = types.entries[field.typeName], !proto3Files.contains(type.file) {
      refuse(place, "\(field.typeName) is declared in \(type.file), which is not proto3")
    }
    if let length = field.fixedLength {
      if field.kind != .bytes { refuse(place, "fixed_length is for bytes fields") }
      if length != .number(16) && length != .number(32) { refuse(place, "fixed_length is 16 or 32") }
    }
  }

  private mutating func check(_ type: SchemaEnum) {
    var numbers: Set<Int32> = []
    let cases = type.values.filter { numbers.insert($0.number).inserted }
    refuseRepeated(cases.map { SwiftName.enumCase($0.name, of: type.name) }, of: type.fullName)
  }

  /// Names that protobuf-c's struct or the Swift struct would have twice.
  private mutating func checkMembers(of message: SchemaMessage) {
    let members =
      message.fields.map { CName.field($0.name) }
      + message.fields.filter(\.isRepeated).map { "n_" + CName.field($0.name) }
      + message.oneofs.map { CName.oneofCase($0.name) } + ["base"]
    for member in repeated(members) {
      refuse(message.fullName, "protobuf-c would call two members of its struct `\(member)`; rename a field")
    }
    refuseRepeated(MessageWriter.properties(of: message, types).map(\.name), of: message.fullName)
  }

  /// A view is a type inside its message.
  private mutating func checkRoomForView(in message: SchemaMessage) {
    let types =
      message.messages.map(\.name) + message.enums.map(\.name)
      + message.oneofs.map { SwiftName.oneofType($0.name, in: message) }
    if types.contains("View") {
      refuse(message.fullName, "has a type `View` where its view would be; rename it, or leave views out")
    }
  }

  private mutating func refuseRepeated(_ names: [String], of place: String) {
    for name in repeated(names) { refuse(place, "two names would be `\(name)` in Swift; rename one") }
  }

  private mutating func checkMethods(of file: SchemaFile) {
    var names: [UInt32: String] = [:]
    for service in file.services {
      let methods = service.methods.map { SwiftName.method($0.name) }
      refuseRepeated(methods, of: service.fullName)
      refuseRepeated(Set(methods).flatMap(MockWriter.members), of: service.fullName)
      for method in service.methods {
        let place = "\(service.fullName)/\(method.name)"
        if method.isClientStreaming { refuse(place, "client streaming is not supported") }
        if method.maxRequestBytes == .unreadable { refuse(place, "max_request_bytes is not a 32-bit number") }
        for type in [method.input, method.output] {
          guard let file = types.entries[type]?.file, !proto3Files.contains(file) else { continue }
          refuse(place, "\(type) is declared in \(file), which is not proto3")
        }
        guard case .number(let id)? = method.id, (1...65_535).contains(id) else {
          refuse(place, "needs option (tokenrpc.v1.method_id), 1 to 65535")
          continue
        }
        if let other = names.updateValue(place, forKey: id) { refuse(place, "has the method_id \(id) of \(other)") }
      }
    }
  }

  /// Swift types of the file's top level that would have the same name.
  private mutating func checkTypeNames(of file: SchemaFile) {
    let names =
      file.messages.map(\.swiftName) + file.enums.map(\.swiftName)
      + file.services.flatMap { service in
        ["", "Methods", "Client", "Mock"].map { service.swiftName + $0 }
          + ["Simple", "Viewing"].map { $0 + service.swiftName }
      }
    for name in repeated(names) { refuse(file.name, "two types would be called `\(name)` in Swift; rename one") }
  }

  private func repeated(_ names: [String]) -> [String] {
    Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }

  /// The way from a message back to itself, or nil.
  private func cycle(from start: String) -> String? {
    var seen: Set<String> = []
    func search(_ name: String) -> [String]? {
      for next in types.entries[name]?.holds ?? [] {
        if next == start { return [next] }
        guard seen.insert(next).inserted else { continue }
        if let rest = search(next) { return [next] + rest }
      }
      return nil
    }
    return search(start)?.joined(separator: ", ")
  }
}
