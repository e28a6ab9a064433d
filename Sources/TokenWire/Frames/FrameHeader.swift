// FrameHeader.swift: the 16 bytes in front of every frame. Knows the layout, judges nothing.

/// A frame's header. All numbers are big-endian on the wire:
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | length of the payload behind the header |
/// | 4 | 1 | type |
/// | 5 | 1 | flags |
/// | 6 | 2 | code |
/// | 8 | 4 | call id |
/// | 12 | 4 | argument |
public struct FrameHeader: Sendable, Hashable {
  /// The size of every header.
  public static let bytes = 16

  /// Bytes of payload.
  public var length: UInt32
  /// The type as its number, which may be one that `FrameType` doesn't know.
  public var typeNumber: UInt8
  public var flags: FrameFlags
  /// REQUEST: method id, 0 when the metadata names the method. RESPONSE and END: status code. Else 0.
  public var code: UInt16
  /// Chosen by the client; 0 is the connection itself.
  public var callID: UInt32
  /// REQUEST: time left in ms, 0 for none. CREDIT: items granted. END: items sent. GOAWAY: last call id accepted. PING
  /// and PONG: opaque. Else 0.
  public var argument: UInt32

  public init(
    _ type: FrameType, flags: FrameFlags = [], code: UInt16 = 0, callID: UInt32 = 0, argument: UInt32 = 0,
    length: UInt32 = 0
  ) {
    self.length = length
    self.typeNumber = type.rawValue
    self.flags = flags
    self.code = code
    self.callID = callID
    self.argument = argument
  }

  /// nil for a type this version doesn't know.
  public var type: FrameType? { FrameType(rawValue: typeNumber) }

  /// What to do with a frame whose type or flags may come from a later version.
  public var reading: Reading {
    let hasUnknownFlags = !flags.isSubset(of: .known)
    guard type != nil else { return flags.contains(.critical) ? .refuse : .ignore }
    return hasUnknownFlags && flags.contains(.critical) ? .refuse : .handle
  }

  /// See `reading`.
  public enum Reading: Sendable, Hashable {
    /// Handle it; flags without a meaning are ignored.
    case handle
    /// Skip it.
    case ignore
    /// Fail its call with UNIMPLEMENTED; the connection lives.
    case refuse
  }
}

extension FrameHeader {
  /// The header that the first 16 of `bytes` are; nil when there are fewer.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.bytes else { return nil }
    length = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
    typeNumber = bytes[4]
    flags = FrameFlags(rawValue: bytes[5])
    code = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self))
    callID = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    argument = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
  }

  /// Writes the 16 bytes to the front of `bytes`, which must have room for them.
  public func write(to bytes: UnsafeMutableRawBufferPointer) {
    precondition(bytes.count >= Self.bytes, "no room for a frame header")
    bytes.storeBytes(of: length.bigEndian, toByteOffset: 0, as: UInt32.self)
    bytes[4] = typeNumber
    bytes[5] = flags.rawValue
    bytes.storeBytes(of: code.bigEndian, toByteOffset: 6, as: UInt16.self)
    bytes.storeBytes(of: callID.bigEndian, toByteOffset: 8, as: UInt32.self)
    bytes.storeBytes(of: argument.bigEndian, toByteOffset: 12, as: UInt32.self)
  }
}
