// PluginResponse.swift: what goes back to protoc: files, or one error in words.

internal import CPluginProto

enum PluginResponse {
  typealias Message = Google__Protobuf__Compiler__CodeGeneratorResponse
  typealias File = Google__Protobuf__Compiler__CodeGeneratorResponse__File

  case files([GeneratedFile])
  case error(String)

  /// The response as bytes. What it is built from is given back at the end of the process.
  func encoded() -> [UInt8] {
    var message = Message()
    google__protobuf__compiler__code_generator_response__init(&message)
    // With this feature protoc leaves it to the plugin to refuse `optional`, in better words than its own.
    message.has_supported_features = 1
    message.supported_features = 1
    switch self {
    case .error(let text):
      message.error = duplicate(text)
    case .files(let files):
      let list = UnsafeMutablePointer<UnsafeMutablePointer<File>?>.allocate(capacity: files.count)
      for (index, each) in files.enumerated() {
        let file = UnsafeMutablePointer<File>.allocate(capacity: 1)
        google__protobuf__compiler__code_generator_response__file__init(file)
        file.pointee.name = duplicate(each.name)
        file.pointee.content = duplicate(each.content)
        list[index] = file
      }
      message.n_file = files.count
      message.file = list
    }
    let size = google__protobuf__compiler__code_generator_response__get_packed_size(&message)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = google__protobuf__compiler__code_generator_response__pack(&message, buffer.baseAddress)
    }
  }

  /// The files of a response that another plugin wrote.
  static func files(decoding bytes: [UInt8]) throws(Refusal) -> [GeneratedFile] {
    guard let message = google__protobuf__compiler__code_generator_response__unpack(nil, bytes.count, bytes)?.pointee
    else { throw Refusal("protoc-gen-c answered something that is not a response; reinstall protobuf-c-compiler") }
    if let error = string(message.error), !error.isEmpty { throw Refusal("protoc-gen-c: " + error) }
    return list(message.n_file, message.file).map { file in
      GeneratedFile(name: string(file.pointee.name) ?? "", content: string(file.pointee.content) ?? "")
    }
  }
}
