// ServerDescription.swift: what a server tells of itself: its methods, and the types they are called with.

internal import TokenWire

/// A method as the server has it, with the messages it takes and gives.
struct DescribedMethod: Sendable, Equatable {
  /// As the server's table has it.
  let entry: MethodEntry
  /// As its .proto has it.
  let declaration: ServiceType.Method
  /// For calls; nil: of a kind or with an id that this program does not know.
  let descriptor: MethodDescriptor?

  /// `package.Service/Method`.
  var name: String { entry.name }
}

/// A server's services and types.
struct ServerDescription: Sendable {
  /// The longest descriptor set that is taken from a server.
  static let mostBytes = 8 << 20

  /// In the server's order.
  let services: [ServiceEntry]
  let schema: ProtoSchema

  init(services: [ServiceEntry], schema: ProtoSchema) {
    self.services = services
    self.schema = schema
  }

  /// Asks a server for it, part by part.
  init(of session: Session) async throws(CommandFailure) {
    var services: [ServiceEntry] = []
    var bytes: [UInt8] = []
    var total: UInt32?
    repeat {
      let reply = try await Self.part(from: bytes.count, session)
      if total == nil { services = reply.services }
      guard total ?? reply.descriptorSetBytes == reply.descriptorSetBytes, reply.descriptorSetBytes <= Self.mostBytes,
        bytes.count + reply.descriptorSet.count <= Int(reply.descriptorSetBytes),
        !reply.descriptorSet.isEmpty || reply.descriptorSetBytes == 0
      else { throw Self.unreadable("its parts are not of one set") }
      total = reply.descriptorSetBytes
      bytes += reply.descriptorSet
    } while bytes.count < Int(total ?? 0)
    do throws(SchemaFault) {
      self.init(services: services, schema: try SchemaReader.schema(bytes))
    } catch {
      throw Self.unreadable(error.text)
    }
  }

  private static func part(from offset: Int, _ session: Session) async throws(CommandFailure) -> DescribeReply {
    do throws(RPCError) {
      let reflection = ReflectionServiceClient(session.client)
      return try await reflection.describe(DescribeRequest(offset: UInt32(clamping: offset)))
    } catch {
      guard error.code == .unimplemented else { throw .call(FailedCall(error)) }
      throw .call(FailedCall(RPCError(.unimplemented, "this server has no reflection: it tells nothing of itself")))
    }
  }

  private static func unreadable(_ reason: String) -> CommandFailure {
    .call(FailedCall(RPCError(.internal, "what the server tells of itself can't be read: \(reason)")))
  }
}

// MARK: - Names

extension ServerDescription {
  /// Every method that is in the table and declared.
  var methods: [DescribedMethod] { services.flatMap { $0.methods.compactMap(method) } }

  /// The method of an entry; nil: no file declares it.
  func method(_ entry: MethodEntry) -> DescribedMethod? {
    let parts = entry.name.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, let service = schema.services[parts[0]],
      let declaration = service.methods.first(where: { $0.name == parts[1] })
    else { return nil }
    return DescribedMethod(entry: entry, declaration: declaration, descriptor: MethodDescriptor(entry))
  }

  /// The one method with this name: `package.Service/Method`, `Service/Method` or `Method`.
  func method(named name: String) throws(UnknownName) -> DescribedMethod {
    let methods = methods
    let fitting = methods.filter { Self.names($0.name).contains(name) }
    if let method = fitting.first, fitting.count == 1 || method.name == name { return method }
    throw UnknownName("method", name, among: methods.map { Self.names($0.name) }, fitting: fitting.map(\.name))
  }

  /// What a method may be called: its full name, without the package, without the service.
  private static func names(_ fullName: String) -> [String] {
    let method = fullName.drop { $0 != "/" }.dropFirst()
    return [fullName, MethodText.short(fullName), String(method)]
  }
}

extension MethodDescriptor {
  fileprivate init?(_ entry: MethodEntry) {
    guard let id = UInt16(exactly: entry.id), id > 0 else { return nil }
    let kind: Kind
    switch entry.kind {
    case .unary: kind = .unary
    case .serverStream: kind = .serverStream
    case .unspecified, .unrecognized: return nil
    }
    self.init(
      id: id, fullName: entry.name, kind: kind, isIdempotent: entry.idempotent,
      maxRequestBytes: entry.maxRequestBytes)
  }
}
