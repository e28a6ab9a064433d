// MessageTarget.swift: the bytes of a message. Claim: one that can be decoded is the same after it was encoded again.

internal import TokenWire

enum MessageTarget {
  private typealias Reader = @Sendable (UnsafeRawBufferPointer, Arena) -> Void

  private static let readers: [Reader] = [
    reader(ClientHello.self), reader(ServerHello.self), reader(Metadata.self), reader(Failure.self),
    reader(Goaway.self), reader(RequestRequest.self), reader(RequestReply.self), reader(ValidateRequest.self),
    reader(ValidateReply.self), reader(GenerateRequest.self), reader(GenerateReply.self), reader(StatusRequest.self),
    reader(StatusReply.self), reader(RevokeRequest.self), reader(EraseRequest.self), reader(AuditRequest.self),
    reader(AuditReply.self), reader(QueueStreamRequest.self), reader(QueueStreamItem.self), reader(DrawRequest.self),
    reader(DrawReply.self), reader(HealthRequest.self), reader(HealthReply.self), reader(RecentReply.self),
    reader(CollectReply.self), reader(DescribeReply.self),
  ]

  /// The first byte says which message.
  static func test(_ input: UnsafeRawBufferPointer) {
    guard let first = input.first else { return }
    let arena = Arena()
    readers[Int(first) % readers.count](UnsafeRawBufferPointer(rebasing: input.dropFirst()), arena)
  }

  private static func reader<Message: WireMessage>(_ type: Message.Type) -> Reader {
    { bytes, arena in
      guard let message = try? Message(decoding: bytes, in: arena) else { return }
      arena.reset()
      var encoded: [UInt8] = []
      guard (try? message.encode(appendingTo: &encoded, in: arena)) != nil else {
        preconditionFailure("a \(Message.fullName) was decoded and can't be encoded")
      }
      arena.reset()
      let again = encoded.withUnsafeBytes { try? Message(decoding: $0, in: arena) }
      precondition(again == message, "a \(Message.fullName) changes when it is encoded again")
    }
  }
}
