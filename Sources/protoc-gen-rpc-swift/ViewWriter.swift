// ViewWriter.swift: writes how a message is read where protobuf-c has put it, without a copy.

struct ViewWriter {
  let types: TypeTable
  let access: String

  func write(_ message: SchemaMessage, to source: inout SourceWriter) {
    let type = CName.type(message.fullName)
    source.block("extension \(message.swiftName)") { source in
      source.documentation(
        "The message where it was decoded. Text and bytes are borrowed, and text is valid UTF-8 without a "
          + "NUL. Valid, with all that it hands out, until the closure or the method that got it returns.")
      source.block("\(access) struct View") { source in
        source.line("let raw_: UnsafePointer<\(type)>")
        source.line()
        source.line("init(reading c: UnsafePointer<\(type)>) { raw_ = c }")
        writeFields(message, to: &source)
      }
      source.line()
      writeDecoding(message, to: &source)
      source.line()
      writeChecks(message, type, to: &source)
    }
    for nested in message.messages {
      source.line()
      write(nested, to: &source)
    }
  }

  // MARK: Reading

  private func writeFields(_ message: SchemaMessage, to source: inout SourceWriter) {
    var seen: Set<Int> = []
    for field in message.fields {
      if let index = field.oneof {
        guard seen.insert(index).inserted else { continue }
        source.line()
        writeOneof(index, of: message, to: &source)
        continue
      }
      let shape = FieldShape(field, types)
      source.line()
      source.documentation(field.comment)
      source.block("\(access) var \(shape.property): \(type(of: shape))") { read(shape, to: &$0) }
    }
  }

  private func writeOneof(_ index: Int, of message: SchemaMessage, to source: inout SourceWriter) {
    let oneof = message.oneofs[index]
    let type = SwiftName.oneofType(oneof.name, in: message)
    let members = message.fields.filter { $0.oneof == index }.map { FieldShape($0, types) }
    source.documentation(oneof.comment)
    source.block("\(access) enum \(type)") { source in
      for shape in members { source.line("case \(shape.property)(\(elementType(of: shape)))") }
    }
    source.line()
    source.documentation(oneof.comment)
    source.block("\(access) var \(SwiftName.property(oneof.name)): \(type)?") { source in
      source.line("switch raw_.pointee.\(CName.oneofCase(oneof.name)).rawValue {")
      for shape in members {
        let member = member(shape)
        if shape.field.kind == .message {
          source.line("case \(shape.field.number):")
          source.line("  if let inner = \(member) { .\(shape.property)(.init(reading: inner)) } else { nil }")
        } else {
          source.line("case \(shape.field.number): .\(shape.property)(\(element(shape, member)))")
        }
      }
      source.line("default: nil")
      source.line("}")
    }
  }

  private func type(of shape: FieldShape) -> String {
    let element = elementType(of: shape)
    if shape.field.isRepeated {
      return shape.isSameInC ? "UnsafeBufferPointer<\(element)>" : "ViewList<\(element)>"
    }
    return shape.isOptional ? element + "?" : element
  }

  private func elementType(of shape: FieldShape) -> String {
    switch shape.field.kind {
    case .string: "UnsafeRawBufferPointer"
    case .bytes: shape.isFixedLength ? shape.element : "UnsafeRawBufferPointer"
    case .message, .group: shape.element + ".View"
    case .double, .float, .int32, .int64, .uint32, .uint64, .bool, .enumeration: shape.element
    }
  }

  private func read(_ shape: FieldShape, to source: inout SourceWriter) {
    let member = member(shape)
    if shape.field.isRepeated {
      readRepeated(shape, member, to: &source)
    } else if shape.field.kind == .message {
      source.line("if let inner = \(member) { .init(reading: inner) } else { nil }")
    } else {
      source.line(shape.isFixedLength ? "\(shape.element)(\(member).buffer)" : element(shape, member))
    }
  }

  private func readRepeated(_ shape: FieldShape, _ member: String, to source: inout SourceWriter) {
    let count = "raw_" + shape.count.dropFirst()
    if shape.isSameInC {
      source.line("UnsafeBufferPointer(start: \(member), count: \(count))")
      return
    }
    source.block("ViewList(\(member), count: \(count))") { source in
      source.line("let element = $0.assumingMemoryBound(to: \(cElement(shape)).self)[$1]")
      source.line("return \(element(shape, "element"))")
    }
  }

  /// One value of C's as the view hands it out. Fixed lengths were checked before.
  private func element(_ shape: FieldShape, _ c: String) -> String {
    switch shape.field.kind {
    case .string: "\(c).buffer"
    case .bytes: shape.isFixedLength ? "\(shape.element)(\(c).buffer) ?? \(shape.element)()" : "\(c).buffer"
    case .message, .group: "\(elementType(of: shape))(reading: \(c))"
    case .double, .float, .int32, .int64, .uint32, .uint64, .bool, .enumeration: shape.decoded(c)
    }
  }

  /// The element of C's array, where Swift's is another.
  private func cElement(_ shape: FieldShape) -> String {
    switch shape.field.kind {
    case .bool: "protobuf_c_boolean"
    case .enumeration: CName.type(shape.field.typeName)
    // No list holds a NULL: `check` has seen it.
    case .message, .group: "UnsafePointer<\(CName.type(shape.field.typeName))>"
    case .string, .bytes, .double, .float, .int32, .int64, .uint32, .uint64: "ProtobufCBinaryData"
    }
  }

  private func member(_ shape: FieldShape) -> String { "raw_" + shape.member.dropFirst() }

  // MARK: Decoding

  private func writeDecoding(_ message: SchemaMessage, to source: inout SourceWriter) {
    let prefix = CName.functionPrefix(message.fullName)
    source.documentation(
      "Decodes a whole message into `arena` and calls `body` with a view of it; refuses what `init(decoding:in:)` does."
    )
    source.line("\(access) static func withView<Outcome>(")
    source.line("  decoding bytes: UnsafeRawBufferPointer, in arena: Arena, _ body: (View) -> Outcome")
    source.block(") throws(DecodeError) -> Outcome") { source in
      source.line("let mark = arena.mark")
      source.line("defer { arena.rewind(to: mark) }")
      source.line("let allocator = arena.allocator.assumingMemoryBound(to: ProtobufCAllocator.self)")
      source.line("let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)")
      source.block("guard let c = \(prefix)__unpack(allocator, bytes.count, start) else") { source in
        source.line("throw arena.unpackingFailed(fullName)")
      }
      source.line("try check(c)")
      source.line("return body(View(reading: c))")
    }
    source.line()
    source.documentation("Copies what a view shows, to be kept.")
    source.line("\(access) init(copying view: View) throws(DecodeError) { try self.init(copying: view.raw_) }")
  }

  /// The checks that `init(copying:)` makes on its way, in the same order.
  private func writeChecks(_ message: SchemaMessage, _ type: String, to source: inout SourceWriter) {
    source.block("static func check(_ c: UnsafePointer<\(type)>) throws(DecodeError)") { source in
      for field in message.fields where field.oneof == nil {
        writeCheck(FieldShape(field, types), to: &source)
      }
      for (index, oneof) in message.oneofs.enumerated() {
        let members = message.fields.filter { $0.oneof == index }.map { FieldShape($0, types) }.filter(isChecked)
        if members.isEmpty { continue }
        source.line("switch c.pointee.\(CName.oneofCase(oneof.name)).rawValue {")
        for shape in members {
          source.line("case \(shape.field.number):")
          source.indented { writeCheck(shape, isMember: true, to: &$0) }
        }
        source.line("default: break")
        source.line("}")
      }
    }
  }

  private func isChecked(_ shape: FieldShape) -> Bool {
    switch shape.field.kind {
    case .string, .message, .group: true
    case .bytes: shape.isFixedLength
    case .double, .float, .int32, .int64, .uint32, .uint64, .bool, .enumeration: false
    }
  }

  private func writeCheck(_ shape: FieldShape, isMember: Bool = false, to source: inout SourceWriter) {
    guard isChecked(shape) else { return }
    if shape.field.isRepeated {
      source.block("for element in UnsafeBufferPointer(start: \(shape.member), count: \(shape.count))") { source in
        if shape.field.kind == .message {
          source.line("guard let inner = element else { throw .malformed(message: fullName) }")
          source.line(checked(shape, "inner"))
        } else {
          source.line(checked(shape, "element"))
        }
      }
    } else if shape.field.kind == .message {
      source.block("if let inner = \(shape.member)") { $0.line(checked(shape, "inner")) }
    } else if shape.isFixedLength && !isMember {
      source.line("let _: \(shape.element)? = try WireField.bytesOrNil(\(shape.member).buffer, \(shape.name))")
    } else {
      source.line(checked(shape, shape.member))
    }
  }

  private func checked(_ shape: FieldShape, _ c: String) -> String {
    switch shape.field.kind {
    case .message, .group: "try WireField.decoding(\(shape.name), try \(shape.element).check(\(c)))"
    case .bytes: "let _: \(shape.element) = try WireField.bytes(\(c).buffer, \(shape.name))"
    case .string, .double, .float, .int32, .int64, .uint32, .uint64, .bool, .enumeration:
      "try WireField.check(text: \(c).buffer, \(shape.name))"
    }
  }
}
