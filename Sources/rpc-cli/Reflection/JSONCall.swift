// JSONCall.swift: calls one method of a server with JSON in place of its messages.

internal import TokenRPCClient
internal import TokenWire

struct JSONCall: Sendable {
  /// The longest document that is read: base64 of the largest request by default, and some.
  static let mostDocumentBytes = 8 << 20

  private let method: MethodDescriptor
  private let input: MessageType
  private let output: MessageType
  private let schema: ProtoSchema
  private let metadata: Metadata
  private let tellsDefaults: Bool

  var isStream: Bool { method.kind == .serverStream }

  init(
    _ method: DescribedMethod, of server: ServerDescription, _ metadata: Metadata, tellsDefaults: Bool
  ) throws(UnknownName) {
    guard let descriptor = method.descriptor, let input = server.schema.messages[method.declaration.input],
      let output = server.schema.messages[method.declaration.output]
    else { throw UnknownName("method that can be called", method.name, among: [], fitting: []) }
    self.method = descriptor
    self.input = input
    self.output = output
    schema = server.schema
    self.metadata = metadata
    self.tellsDefaults = tellsDefaults
  }

  /// The request that a document stands for.
  func request(_ document: JSONValue) throws(MappingFault) -> RawMessage {
    RawMessage(bytes: try MessageEncoder(schema: schema).bytes(document, input))
  }

  /// The request in one line of a file.
  func request(line: Content) throws(RPCError) -> RawMessage {
    guard case .whole(let bytes) = line else {
      throw Self.wrong("the line is longer than \(Self.mostDocumentBytes) bytes")
    }
    let document: JSONValue
    do throws(JSONFault) { document = try JSONReader.value(bytes) } catch {
      throw Self.wrong("the line is no JSON: column \(error.column): \(error.reason)")
    }
    do throws(MappingFault) { return try request(document) } catch {
      throw Self.wrong("the request is wrong: \(error.text)")
    }
  }

  /// Makes a unary call.
  /// - Parameter key: an idempotency key; nil: the client makes one where the method wants one.
  func reply(
    _ request: RawMessage, _ session: Session, _ key: [UInt8]?, _ watch: CallWatch
  ) async throws(RPCError) -> JSONValue {
    let start = ContinuousClock.now
    defer { watch.ended(from: start) }
    let reply: RawMessage = try await session.client.call(method, request, options: options(key))
    return try json(reply)
  }

  /// Makes a streaming call and hands on each item. It has a deadline only if one was asked for.
  func items(
    _ request: RawMessage, _ session: Session, _ key: [UInt8]?, _ watch: CallWatch, _ show: (JSONValue) -> Void
  ) async throws(RPCError) {
    let start = ContinuousClock.now
    defer { watch.ended(from: start) }
    var options = options(key)
    options.timeout = session.settings.timeout.map { .milliseconds($0) }
    let stream: ReplyStream<RawMessage> = session.client.stream(method, request, options: options)
    while let item = try await stream.next() {
      watch.received(from: start)
      show(try json(item))
    }
  }

  private func options(_ key: [UInt8]?) -> CallOptions {
    var metadata = metadata
    metadata.idempotencyKey = key ?? []
    return CallOptions(metadata: metadata)
  }

  private func json(_ reply: RawMessage) throws(RPCError) -> JSONValue {
    do throws(WireFault) {
      return try MessageDecoder(schema: schema, tellsDefaults: tellsDefaults).json(reply.bytes, output)
    } catch {
      throw RPCError(.internal, "the server's answer is no \(output.name): \(error.reason)")
    }
  }

  private static func wrong(_ message: String) -> RPCError { RPCError(.invalidArgument, message, notStarted: true) }
}
