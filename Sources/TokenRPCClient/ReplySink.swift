// ReplySink.swift: where what a call brings goes: a completion, or a stream.

internal import TokenWire

/// Takes what one call brings. Called on the client's loop; the last of its calls is `fail` or `finish`, or for a unary
/// call the one `message`.
protocol ReplySink: Sendable {
  /// A message of the server's. Throws when it isn't what the method answers with; `fail` follows.
  func message(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError)
  /// The stream has ended as it should.
  func finish()
  func fail(_ error: RPCError)
}

/// A unary call's completion.
struct UnarySink<Reply: WireMessage>: ReplySink {
  let completion: @Sendable (Result<Reply, RPCError>) -> Void

  func message(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    completion(.success(try Reply(decoding: bytes, in: arena)))
  }

  func finish() {}

  func fail(_ error: RPCError) { completion(.failure(error)) }
}

/// A stream's feed.
struct StreamSink<Item: WireMessage>: ReplySink {
  let feed: ReplyFeed<Item>

  func message(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) {
    feed.deliver(try Item(decoding: bytes, in: arena))
  }

  func finish() { feed.finish(nil) }

  func fail(_ error: RPCError) { feed.finish(error) }
}
