// DescriptorSet.swift: the .proto files behind a service, as generated code carries them for reflection.

/// Descriptors of .proto files, each behind those it imports.
public struct DescriptorSet: Sendable, Equatable {
  /// One file.
  public struct File: Sendable, Equatable {
    /// As other files import it: `tokenrpc/v1/health.proto`.
    public let name: String
    /// A serialized `google.protobuf.FileDescriptorProto`.
    public let bytes: [UInt8]

    public init(_ name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    /// - Parameter scalars: a scalar up to U+00FF for each byte, as generated code has them.
    public init(_ name: String, scalars: String) {
      self.init(name, bytes: scalars.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
    }
  }

  public private(set) var files: [File]

  public init(_ files: File...) { self.files = files }

  /// Adds the files of `other` that are not there by their name.
  public mutating func formUnion(_ other: DescriptorSet) {
    let names = Set(files.map(\.name))
    files += other.files.filter { !names.contains($0.name) }
  }

  /// A serialized `google.protobuf.FileDescriptorSet`.
  public var encoded: [UInt8] {
    var bytes: [UInt8] = []
    for file in files {
      // Field 1, with a length.
      bytes.append(1 << 3 | 2)
      var length = file.bytes.count
      while length > 0x7f {
        bytes.append(UInt8(truncatingIfNeeded: length & 0x7f) | 0x80)
        length >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: length))
      bytes += file.bytes
    }
    return bytes
  }
}
