// CodingWriter.swift: writes how a message crosses to and from protobuf-c's struct. Nothing of C is public in it.

struct CodingWriter {
  let types: TypeTable
  let access: String

  func write(_ message: SchemaMessage, to source: inout SourceWriter) {
    let type = CName.type(message.fullName)
    let prefix = CName.functionPrefix(message.fullName)
    source.block("extension \(message.swiftName)") { source in
      writePublic(prefix, to: &source)
      source.line()
      writeCopying(message, type, to: &source)
      source.line()
      writeFilled(message, type, prefix, to: &source)
    }
    for nested in message.messages {
      source.line()
      write(nested, to: &source)
    }
  }

  private func writePublic(_ prefix: String, to source: inout SourceWriter) {
    let opening = "\(access) init(decoding bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError)"
    source.block(opening) { source in
      source.line("let mark = arena.mark")
      source.line("defer { arena.rewind(to: mark) }")
      source.line("let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)")
      source.line("let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)")
      source.block("guard let c = \(prefix)__unpack(allocator, bytes.count, start) else") { source in
        source.line("throw arena.unpackingFailed(Self.fullName)")
      }
      source.line("try self.init(copying: c)")
    }
    source.line()
    source.block("\(access) func encode(appendingTo output: inout [UInt8], in arena: Arena) throws(EncodeError)") {
      source in
      source.line("let mark = arena.mark")
      source.line("defer { arena.rewind(to: mark) }")
      source.line("let c = try filled(in: arena)")
      source.block("arena.append(\(prefix)__get_packed_size(c), to: &output)") { source in
        source.line("\(prefix)__pack(c, $0)")
      }
    }
  }

  // MARK: From C

  private func writeCopying(_ message: SchemaMessage, _ type: String, to source: inout SourceWriter) {
    source.block("init(copying c: UnsafePointer<\(type)>) throws(DecodeError)") { source in
      source.line("self.init()")
      for field in message.fields where field.oneof == nil {
        copy(FieldShape(field, types), to: &source)
      }
      for (index, oneof) in message.oneofs.enumerated() {
        let property = SwiftName.property(oneof.name)
        source.line("switch c.pointee.\(CName.oneofCase(oneof.name)).rawValue {")
        for field in message.fields where field.oneof == index {
          let shape = FieldShape(field, types)
          source.line("case \(field.number):")
          source.indented { copyMember(shape, of: property, to: &$0) }
        }
        source.line("default: break")
        source.line("}")
      }
    }
  }

  private func copy(_ shape: FieldShape, to source: inout SourceWriter) {
    let target = "self.\(shape.property)"
    if shape.field.isRepeated {
      copyRepeated(shape, target, to: &source)
    } else if shape.field.kind == .message {
      source.block("if let inner = \(shape.member)") { source in
        source.line("\(target) = \(copied(shape))")
      }
    } else {
      source.line("\(target) = \(shape.decoded(shape.member, mayBeAbsent: true))")
    }
  }

  private func copyRepeated(_ shape: FieldShape, _ target: String, to source: inout SourceWriter) {
    if shape.isSameInC {
      source.line("\(target) = [\(shape.element)](UnsafeBufferPointer(start: \(shape.member), count: \(shape.count)))")
      return
    }
    source.line("\(target).reserveCapacity(\(shape.count))")
    source.block("for element in UnsafeBufferPointer(start: \(shape.member), count: \(shape.count))") { source in
      guard shape.field.kind == .message else {
        source.line("\(target).append(\(shape.decoded("element")))")
        return
      }
      source.line("guard let inner = element else { continue }")
      source.line("\(target).append(\(copied(shape)))")
    }
  }

  private func copyMember(_ shape: FieldShape, of property: String, to source: inout SourceWriter) {
    guard shape.field.kind == .message else {
      source.line("self.\(property) = .\(shape.property)(\(shape.decoded(shape.member)))")
      return
    }
    source.block("if let inner = \(shape.member)") { source in
      let value = copied(shape)
      source.line("self.\(property) = .\(shape.property)(\(value))")
    }
  }

  /// A message inside this one: its errors name this field in front of theirs.
  private func copied(_ shape: FieldShape) -> String {
    "try WireField.decoding(\(shape.name), try \(shape.element)(copying: inner))"
  }

  // MARK: To C

  private func writeFilled(_ message: SchemaMessage, _ type: String, _ prefix: String, to source: inout SourceWriter) {
    source.block("func filled(in arena: Arena) throws(EncodeError) -> UnsafeMutablePointer<\(type)>") { source in
      source.line("let c = try arena.allocate(\(type).self)")
      source.line("\(prefix)__init(c)")
      for field in message.fields where field.oneof == nil {
        fill(FieldShape(field, types), to: &source)
      }
      for (index, oneof) in message.oneofs.enumerated() {
        source.line("switch self.\(SwiftName.property(oneof.name)) {")
        for field in message.fields where field.oneof == index {
          let shape = FieldShape(field, types)
          source.line("case .\(shape.property)(let value):")
          source.indented { source in
            source.line("c.pointee.\(CName.oneofCase(oneof.name)) = .init(rawValue: \(field.number))")
            source.line("\(shape.member) = \(filled(shape, "value"))")
          }
        }
        source.line("case nil: break")
        source.line("}")
      }
      source.line("return c")
    }
  }

  private func fill(_ shape: FieldShape, to source: inout SourceWriter) {
    let value = "self.\(shape.property)"
    if shape.field.isRepeated {
      fillRepeated(shape, value, to: &source)
    } else if shape.isOptional {
      source.block("if let inner = \(value)") { source in
        source.line("\(shape.member) = \(filled(shape, "inner"))")
      }
    } else {
      source.line("\(shape.member) = \(shape.encoded(value))")
    }
  }

  private func fillRepeated(_ shape: FieldShape, _ value: String, to source: inout SourceWriter) {
    source.line("\(shape.count) = \(value).count")
    if shape.isSameInC {
      source.line("\(shape.member) = try arena.copy(array: \(value))")
      return
    }
    source.block("\(shape.member) = try arena.copy(array: \(value))") { source in
      source.line("(element) throws(EncodeError) in \(filled(shape, "element"))")
    }
  }

  private func filled(_ shape: FieldShape, _ value: String) -> String {
    guard shape.field.kind == .message else { return shape.encoded(value) }
    return "try WireField.encoding(\(shape.name), try \(value).filled(in: arena))"
  }
}
