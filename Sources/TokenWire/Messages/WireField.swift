// WireField.swift: the checks that a field's bytes pass on their way into a Swift value. For generated code.

internal import Glibc

/// How generated code reads the fields that need a check.
public enum WireField {
  /// Strictly validated UTF-8 without a NUL.
  public static func text(_ bytes: UnsafeRawBufferPointer, _ field: StaticString) throws(DecodeError) -> String {
    guard !bytes.isEmpty else { return "" }
    guard !bytes.containsNUL else { throw .containsNUL(field: "\(field)") }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(field: "\(field)") }
    return text
  }

  /// The same for text that stays where it is.
  public static func check(text bytes: UnsafeRawBufferPointer, _ field: StaticString) throws(DecodeError) {
    guard !bytes.isEmpty else { return }
    guard !bytes.containsNUL else { throw .containsNUL(field: "\(field)") }
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)
    } catch {
      throw .notUTF8(field: "\(field)")
    }
  }

  /// Sixteen bytes, no more and no less.
  public static func bytes(_ bytes: UnsafeRawBufferPointer, _ field: StaticString) throws(DecodeError) -> Bytes16 {
    guard let value = Bytes16(bytes) else {
      throw .wrongLength(field: "\(field)", bytes: bytes.count, expected: 16)
    }
    return value
  }

  /// Thirty-two bytes, no more and no less.
  public static func bytes(_ bytes: UnsafeRawBufferPointer, _ field: StaticString) throws(DecodeError) -> Bytes32 {
    guard let value = Bytes32(bytes) else {
      throw .wrongLength(field: "\(field)", bytes: bytes.count, expected: 32)
    }
    return value
  }

  /// Sixteen bytes, or nil for none.
  public static func bytesOrNil(
    _ bytes: UnsafeRawBufferPointer, _ field: StaticString
  ) throws(DecodeError) -> Bytes16? {
    bytes.isEmpty ? nil : try self.bytes(bytes, field)
  }

  /// Thirty-two bytes, or nil for none.
  public static func bytesOrNil(
    _ bytes: UnsafeRawBufferPointer, _ field: StaticString
  ) throws(DecodeError) -> Bytes32? {
    bytes.isEmpty ? nil : try self.bytes(bytes, field)
  }

  /// A message inside a field: its errors name the field in front of their own.
  public static func decoding<Value>(
    _ field: StaticString, _ value: @autoclosure () throws(DecodeError) -> Value
  ) throws(DecodeError) -> Value {
    do { return try value() } catch { throw error.inside(field) }
  }

  /// A message inside a field: its errors name the field in front of their own.
  public static func encoding<Value>(
    _ field: StaticString, _ value: @autoclosure () throws(EncodeError) -> Value
  ) throws(EncodeError) -> Value {
    do { return try value() } catch { throw error.inside(field) }
  }
}

extension DecodeError {
  fileprivate func inside(_ outer: StaticString) -> DecodeError {
    switch self {
    case .notUTF8(let field): .notUTF8(field: "\(outer).\(field)")
    case .containsNUL(let field): .containsNUL(field: "\(outer).\(field)")
    case .wrongLength(let field, let bytes, let expected):
      .wrongLength(field: "\(outer).\(field)", bytes: bytes, expected: expected)
    case .malformed, .tooLarge: self
    }
  }
}

extension EncodeError {
  fileprivate func inside(_ outer: StaticString) -> EncodeError {
    switch self {
    case .containsNUL(let field): .containsNUL(field: "\(outer).\(field)")
    case .tooLarge: self
    }
  }
}

extension UnsafeRawBufferPointer {
  var containsNUL: Bool {
    guard let baseAddress else { return false }
    return memchr(baseAddress, 0, count) != nil
  }
}
