// ReplyStream.swift: the items of a server stream at the client, as an AsyncSequence that can be held and cancelled.

internal import Synchronization

/// The items of one server stream. Held as long as one likes; dropped or cancelled, the server is told.
///
/// Items arrive ahead of their reader, but no more than the credit the server was given: it pauses until they are read.
/// The end of the items means that the server sent all of them; everything else throws, and goes on throwing.
public final class ReplyStream<Item: WireMessage>: Sendable, AsyncSequence {
  public typealias Element = Item
  public typealias Failure = RPCError

  private let core: StreamCore<Item>
  private let control: any StreamControl

  /// A stream and the end that fills it. `window` is the credit the server starts with, at least 1.
  public static func make(
    window: UInt32, control: any StreamControl
  ) -> (stream: ReplyStream<Item>, feed: ReplyFeed<Item>) {
    let core = StreamCore<Item>(window: window)
    return (ReplyStream(core: core, control: control), ReplyFeed(core: core))
  }

  private init(core: StreamCore<Item>, control: any StreamControl) {
    self.core = core
    self.control = control
  }

  deinit { cancel() }

  /// The next item, nil after the last. Cancelling the task that waits cancels the stream. Several tasks may read: each
  /// item goes to one of them.
  public func next() async throws(RPCError) -> Item? {
    if Task.isCancelled { cancel() }
    let result = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        if let result = core.take(continuation) { continuation.resume(returning: result) }
      }
    } onCancel: {
      cancel()
    }
    let item = try result.get()
    if item != nil, let credit = core.creditToGrant() { control.grant(credit) }
    return item
  }

  /// Ends the stream with CANCELLED unless it has ended; the server is told. Items that nobody has read are dropped.
  public func cancel() {
    if core.cancel() { control.cancel() }
  }

  public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

  /// Reads the stream, and keeps it.
  public struct Iterator: AsyncIteratorProtocol {
    let stream: ReplyStream<Item>

    public func next() async throws(RPCError) -> Item? { try await stream.next() }

    public func next(isolation actor: isolated (any Actor)?) async throws(RPCError) -> Item? {
      try await stream.next()
    }
  }
}

/// How a stream's reader steers the call behind it. Both may be called from any thread.
public protocol StreamControl: Sendable {
  /// The server may send this many items more.
  func grant(_ items: UInt32)
  /// The call is given up.
  func cancel()
}

/// The end of a stream that the channel fills. Outlives the stream, and does not keep it.
public struct ReplyFeed<Item: WireMessage>: Sendable {
  fileprivate let core: StreamCore<Item>

  /// Hands an item to the reader.
  public func deliver(_ item: Item) { core.deliver(item) }

  /// Ends the stream once the items before have been read: nil: the server sent all of it. The first end counts.
  public func finish(_ error: RPCError?) { core.finish(error) }
}

/// What a stream and its feed share.
private final class StreamCore<Item: WireMessage>: Sendable {
  typealias Reader = UnsafeContinuation<Result<Item?, RPCError>, Never>

  private let buffer: Mutex<StreamBuffer<Item, Reader>>

  init(window: UInt32) { buffer = Mutex(StreamBuffer(window: window)) }

  /// What there is for a reader; nil: it waits and will be resumed.
  func take(_ reader: Reader) -> Result<Item?, RPCError>? { buffer.withLock { $0.take(for: reader) } }

  func creditToGrant() -> UInt32? { buffer.withLock { $0.creditToGrant() } }

  func deliver(_ item: Item) {
    buffer.withLock { $0.deliver(item) }?.resume(returning: .success(item))
  }

  func finish(_ error: RPCError?) {
    let (readers, outcome) = buffer.withLock { ($0.finish(error), $0.outcome) }
    for reader in readers { reader.resume(returning: outcome) }
  }

  /// Ends the stream for its reader at once; false: it had ended.
  func cancel() -> Bool {
    let readers: [Reader]? = buffer.withLock { $0.cancel() }
    for reader in readers ?? [] { reader.resume(returning: .failure(.streamCancelled)) }
    return readers != nil
  }
}

extension RPCError {
  fileprivate static let streamCancelled = RPCError(.cancelled, "the stream was cancelled")
}

/// Decides what a stream's readers get: items in order, then the end. Holds no lock and resumes nobody.
struct StreamBuffer<Item, Reader> {
  /// Half of the credit is granted anew once it has been read.
  private let half: UInt32
  private var items: [Item] = []
  /// Items before this index have been read.
  private var head = 0
  private var readers: [Reader] = []
  private var read: UInt32 = 0
  private var end: End?

  private enum End {
    case all
    case failed(RPCError)
  }

  init(window: UInt32) { half = max(1, window / 2) }

  /// What a reader without an item gets.
  var outcome: Result<Item?, RPCError> {
    if case .failed(let error) = end { return .failure(error) }
    return .success(nil)
  }

  /// What there is for `reader`; nil: it is kept until there is.
  mutating func take(for reader: Reader) -> Result<Item?, RPCError>? {
    if head < items.count {
      let item = items[head]
      head += 1
      dropRead()
      return .success(item)
    }
    if end != nil { return outcome }
    readers.append(reader)
    return nil
  }

  /// Forgets what was read, at a cost that is even in the long run.
  private mutating func dropRead() {
    guard head == items.count || head >= Self.mostReadKept else { return }
    items.removeFirst(head)
    head = 0
  }

  private static var mostReadKept: Int { 32 }
  /// Items held, also those that were read already.
  var storedCount: Int { items.count }

  /// Counts one item as read; the credit to grant when half of it is.
  mutating func creditToGrant() -> UInt32? {
    read += 1
    guard read >= half, end == nil else { return nil }
    defer { read = 0 }
    return read
  }

  /// The reader to hand `item` to; nil: it was kept, or the stream has ended.
  mutating func deliver(_ item: Item) -> Reader? {
    if end != nil { return nil }
    if !readers.isEmpty { return readers.removeFirst() }
    items.append(item)
    return nil
  }

  /// Ends the stream behind its items; the readers that wait get `outcome`.
  mutating func finish(_ error: RPCError?) -> [Reader] {
    if end != nil { return [] }
    end = error.map { .failed($0) } ?? .all
    defer { readers = [] }
    return readers
  }

  /// Ends the stream at once, without its items; nil: its end had come and been delivered, or will be.
  mutating func cancel() -> [Reader]? {
    if end != nil { return nil }
    items = []
    head = 0
    return finish(.streamCancelled)
  }
}
