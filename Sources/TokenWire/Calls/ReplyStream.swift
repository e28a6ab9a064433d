// ReplyStream.swift: the items of a server stream at the client, as an AsyncSequence that can be held and cancelled.

/// The items of one server stream. Held as long as one likes; dropped or cancelled, the server is told.
public final class ReplyStream<Item: WireMessage>: Sendable {
  // Filled in by the client's author.
}
