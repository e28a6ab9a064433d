// DescriptorTypes.swift: protobuf-c's structs for protoc's descriptors, under shorter names, and their lists and texts.

internal import CPluginProto

typealias FileDescriptor = Google__Protobuf__FileDescriptorProto
typealias MessageDescriptor = Google__Protobuf__DescriptorProto
typealias FieldDescriptor = Google__Protobuf__FieldDescriptorProto
typealias EnumDescriptor = Google__Protobuf__EnumDescriptorProto
typealias ServiceDescriptor = Google__Protobuf__ServiceDescriptorProto
typealias MethodDescriptor = Google__Protobuf__MethodDescriptorProto

/// A list as protobuf-c keeps it: a count and pointers.
func list<Element>(_ count: Int, _ start: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>?)
  -> [UnsafeMutablePointer<Element>]
{
  UnsafeBufferPointer(start: start, count: start == nil ? 0 : count).compactMap { $0 }
}

/// A text as protobuf-c keeps it; nil when absent.
func string(_ characters: UnsafeMutablePointer<CChar>?) -> String? {
  characters.map { String(cString: $0) }
}

/// A text for protobuf-c, given back at the end of the process.
func duplicate(_ text: String) -> UnsafeMutablePointer<CChar> {
  let characters = text.utf8CString
  let copy = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
  for (index, character) in characters.enumerated() { copy[index] = character }
  return copy
}
