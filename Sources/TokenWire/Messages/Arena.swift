// Arena.swift: the memory that one batch of decoding and encoding uses. Owned by one thread at a time.

internal import CTokenProto
internal import Synchronization

/// A bump allocator behind protobuf-c: zeroed memory, a cap, reset after each batch, never freed piece by piece.
///
/// Not Sendable: a reactor has one of its own; elsewhere `Arena.withScratch` lends one. Decoding and encoding give back
/// what they used themselves, so that an arena is as large as its largest message and not as all of a batch.
public final class Arena {
  /// What an arena hands out at most, unless told otherwise: 16 times the largest frame by default. Honest messages
  /// need little more than their own length; what a hostile one makes protobuf-c ask for (up to 40 times its length)
  /// ends here.
  public static let defaultCapBytes = 64 * 1024 * 1024
  /// What `reset` keeps for the next batch; the rest goes back to the system.
  public static let keptBytes = 256 * 1024
  /// Arenas that `withScratch` keeps for the next caller.
  public static let scratchArenas = 16

  private let raw: OpaquePointer

  /// An empty arena; memory is taken when it is first used.
  public init(capBytes: Int = Arena.defaultCapBytes) {
    precondition(capBytes > 0, "an arena without memory")
    guard let raw = token_arena_create(capBytes) else { preconditionFailure("the system has no memory for an arena") }
    self.raw = raw
  }

  deinit { token_arena_destroy(raw) }

  /// Gives back everything. Nothing may point into the arena any more.
  public func reset() { token_arena_reset(raw, Self.keptBytes) }

  /// What the arena holds from the system now.
  public var heldBytes: Int { token_arena_held_bytes(raw) }

  /// Lends an arena to any thread for as long as `body` runs.
  public static func withScratch<Result, Failure: Error>(
    _ body: (Arena) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let arena = scratch.withLock { $0.arenas.popLast() } ?? Arena()
    defer {
      arena.reset()
      scratch.withLock { if $0.arenas.count < scratchArenas { $0.arenas.append(arena) } }
    }
    return try body(arena)
  }

  private static let scratch = Mutex(Scratch())

  /// The arenas that nobody uses. Sendable because an arena is either in the list or lent to one caller.
  private struct Scratch: Sendable {
    nonisolated(unsafe) var arenas: [Arena] = []
  }
}

// MARK: For generated code

extension Arena {
  /// A place in an arena, to return to.
  public struct Mark {
    fileprivate let raw: token_arena_mark
  }

  public var mark: Mark { Mark(raw: token_arena_here(raw)) }

  /// Gives back what was handed out since `mark`.
  public func rewind(to mark: Mark) { token_arena_rewind(raw, mark.raw) }

  /// The `ProtobufCAllocator` to unpack with; as long-lived as the arena.
  public var allocator: UnsafeMutableRawPointer { UnsafeMutableRawPointer(token_arena_allocator(raw)) }

  /// Why unpacking returned NULL.
  public func unpackingFailed(_ message: String) -> DecodeError {
    token_arena_take_exhausted(raw) ? .tooLarge(message: message) : .malformed(message: message)
  }

  /// One zeroed value of a C type.
  public func allocate<Value>(_ type: Value.Type) throws(EncodeError) -> UnsafeMutablePointer<Value> {
    try allocate(type, count: 1)
  }

  /// Text as the bytes of its UTF-8; a NUL in it is refused, as every server would.
  public func copy(text: String, _ field: StaticString) throws(EncodeError) -> UnsafeMutableBufferPointer<UInt8> {
    let count = text.utf8.count
    guard count > 0 else { return UnsafeMutableBufferPointer(start: nil, count: 0) }
    let copy = UnsafeMutableBufferPointer(start: try allocate(UInt8.self, count: count), count: count)
    _ = copy.initialize(from: text.utf8)
    guard !UnsafeRawBufferPointer(copy).containsNUL else { throw .containsNUL(field: "\(field)") }
    return copy
  }

  public func copy(bytes: [UInt8]) throws(EncodeError) -> UnsafeMutableBufferPointer<UInt8> {
    UnsafeMutableBufferPointer(start: try copy(array: bytes), count: bytes.count)
  }

  public func copy(bytes: Bytes16) throws(EncodeError) -> UnsafeMutableBufferPointer<UInt8> {
    let copy = UnsafeMutableBufferPointer(start: try allocate(UInt8.self, count: 16), count: 16)
    bytes.withBytes { UnsafeMutableRawBufferPointer(copy).copyMemory(from: $0) }
    return copy
  }

  public func copy(bytes: Bytes32) throws(EncodeError) -> UnsafeMutableBufferPointer<UInt8> {
    let copy = UnsafeMutableBufferPointer(start: try allocate(UInt8.self, count: 32), count: 32)
    bytes.withBytes { UnsafeMutableRawBufferPointer(copy).copyMemory(from: $0) }
    return copy
  }

  /// An array of numbers as C has it; nil when empty.
  public func copy<Element: BitwiseCopyable>(array: [Element]) throws(EncodeError) -> UnsafeMutablePointer<Element>? {
    guard !array.isEmpty else { return nil }
    let copy = try allocate(Element.self, count: array.count)
    copy.initialize(from: array, count: array.count)
    return copy
  }

  /// An array whose elements C has in another form; nil when empty.
  public func copy<Element, CElement>(
    array: [Element], _ converted: (Element) throws(EncodeError) -> CElement
  ) throws(EncodeError) -> UnsafeMutablePointer<CElement>? {
    guard !array.isEmpty else { return nil }
    let copy = try allocate(CElement.self, count: array.count)
    for (index, element) in array.enumerated() { (copy + index).initialize(to: try converted(element)) }
    return copy
  }

  /// What an output is made longer with, by copying: elements that are repeated go one by one in a build that is not
  /// optimized, a quarter of a megabyte in 50 ms.
  private static let zeros = [UInt8](repeating: 0, count: 65_536)

  /// Makes `output` `count` bytes longer and has `pack` write them.
  public func append(_ count: Int, to output: inout [UInt8], _ pack: (UnsafeMutablePointer<UInt8>) -> Void) {
    guard count > 0 else { return }
    let start = output.count
    var left = count
    while left > 0 {
      let step = min(left, Self.zeros.count)
      Self.zeros.withUnsafeBufferPointer { output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[..<step])) }
      left -= step
    }
    output.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      pack(base + start)
    }
  }

  private func allocate<Value>(
    _ type: Value.Type, count: Int
  ) throws(EncodeError) -> UnsafeMutablePointer<Value> {
    let (bytes, overflows) = MemoryLayout<Value>.stride.multipliedReportingOverflow(by: count)
    guard !overflows, let memory = token_arena_allocate(raw, bytes) else { throw .tooLarge }
    return memory.assumingMemoryBound(to: type)
  }
}
