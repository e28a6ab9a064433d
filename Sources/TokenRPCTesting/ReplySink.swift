// ReplySink.swift: where what a call brings goes: a completion, or a stream. Called on the channel's completion thread.

internal import TokenWire

struct ReplySink: Sendable {
  /// Takes a reply or an item. Throws when it isn't what the method answers with; `end` follows.
  let message: @Sendable (UnsafeRawBufferPointer, Arena) throws(DecodeError) -> Void
  /// nil: the stream has ended as it should.
  let end: @Sendable (RPCError?) -> Void

  static func completion<Reply: WireMessage>(
    _ completion: @escaping @Sendable (Result<Reply, RPCError>) -> Void
  ) -> ReplySink {
    ReplySink(
      message: { (bytes, arena) throws(DecodeError) in completion(.success(try Reply(decoding: bytes, in: arena))) },
      end: { if let error = $0 { completion(.failure(error)) } })
  }

  static func stream<Item: WireMessage>(_ feed: ReplyFeed<Item>) -> ReplySink {
    ReplySink(
      message: { (bytes, arena) throws(DecodeError) in feed.deliver(try Item(decoding: bytes, in: arena)) },
      end: { feed.finish($0) })
  }
}
