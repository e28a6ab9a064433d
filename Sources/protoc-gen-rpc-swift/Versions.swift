// Versions.swift: which tools made a file; the first line of every generated file names them.

internal import CPluginProto

struct Versions {
  /// Raised whenever the generated code changes for the same .proto.
  static let plugin = 3

  let protoc: String

  init(_ version: Google__Protobuf__Compiler__Version?) {
    guard let version else {
      protoc = "of unknown version"
      return
    }
    let suffix = string(version.suffix) ?? ""
    protoc = "\(version.major).\(version.minor).\(version.patch)" + (suffix.isEmpty ? "" : "-" + suffix)
  }

  var text: String {
    "protoc-gen-rpc-swift \(Self.plugin) (protoc \(protoc), protobuf-c \(String(cString: protobuf_c_version())))"
  }
}
