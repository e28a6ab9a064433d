// DescriptorWriter.swift: writes a file's descriptor and those of all it imports into its Swift, for reflection.
//
// Comments stay, in the files that are generated: they say units and ranges to whoever asks a server. Where each stood
// in the source goes.

internal import CPluginProto

struct DescriptorWriter {
  /// The constant that services of one file share.
  static let name = "fileDescriptors"
  private static let columns = 116

  /// As protoc sorted them: each behind those it imports.
  private let files: [UnsafeMutablePointer<FileDescriptor>]

  /// - Parameter commented: the files whose comments stay. Positions and the other comments are lost for good.
  init(_ files: [UnsafeMutablePointer<FileDescriptor>], commented: Set<String>) {
    self.files = files
    for file in files { Self.strip(file, keepsComments: commented.contains(string(file.pointee.name) ?? "")) }
  }

  /// Writes the descriptors of the file with this name and of all it imports.
  func write(_ name: String, to source: inout SourceWriter) {
    let wanted = closure(of: name)
    source.line("private let \(Self.name) = DescriptorSet(")
    source.indented { source in
      for file in wanted {
        let name = string(file.pointee.name) ?? ""
        source.line(".init(")
        source.indented { source in
          source.line("\"\(name)\",")
          source.line("scalars: \"\"\"")
          source.indented { Self.write(Self.packed(file), to: &$0) }
        }
        source.line(file == wanted.last ? ")" : "),")
      }
    }
    source.line(")")
  }

  private func closure(of name: String) -> [UnsafeMutablePointer<FileDescriptor>] {
    var names: Set<String> = [name]
    for file in files.reversed() where names.contains(string(file.pointee.name) ?? "") {
      let imports = UnsafeBufferPointer(
        start: file.pointee.dependency, count: file.pointee.dependency == nil ? 0 : file.pointee.n_dependency)
      names.formUnion(imports.compactMap { string($0) })
    }
    return files.filter { names.contains(string($0.pointee.name) ?? "") }
  }

  private static func packed(_ file: UnsafeMutablePointer<FileDescriptor>) -> [UInt8] {
    let size = google__protobuf__file_descriptor_proto__get_packed_size(file)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = google__protobuf__file_descriptor_proto__pack(file, buffer.baseAddress)
    }
  }

  private static func strip(_ file: UnsafeMutablePointer<FileDescriptor>, keepsComments: Bool) {
    guard keepsComments, let info = file.pointee.source_code_info else {
      file.pointee.source_code_info = nil
      return
    }
    var kept = 0
    for location in list(info.pointee.n_location, info.pointee.location) {
      location.pointee.n_span = 0
      location.pointee.n_leading_detached_comments = 0
      guard location.pointee.leading_comments != nil || location.pointee.trailing_comments != nil else { continue }
      info.pointee.location[kept] = location
      kept += 1
    }
    info.pointee.n_location = kept
  }

  /// Bytes as lines of a literal, each byte a scalar.
  private static func write(_ bytes: [UInt8], to source: inout SourceWriter) {
    var line = ""
    for byte in bytes {
      let scalar = escaped(byte)
      if line.utf8.count + scalar.utf8.count > columns - 8 {
        source.line(line + "\\")
        line = ""
      }
      line += scalar
    }
    source.line(line)
    source.line("\"\"\"")
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\0"): "\\0"
    case UInt8(ascii: "\t"): "\\t"
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\r"): "\\r"
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case 0x20...0x7E: String(Unicode.Scalar(byte))
    default: "\\u{\(String(byte, radix: 16))}"
    }
  }
}
