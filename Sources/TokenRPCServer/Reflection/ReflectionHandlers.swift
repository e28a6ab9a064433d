// ReflectionHandlers.swift: the reflection service: what a server can be asked, from the services it is made of.

public import TokenWire

/// Answers the methods of `tokenrpc.v1.ReflectionService`.
public final class ReflectionHandlers: ReflectionService {
  /// Bytes of the descriptor set in one answer, so that it fits the smallest frame limit a server may have.
  static let partBytes = 32_768

  private let services: [ServiceEntry]
  private let descriptorSet: [UInt8]

  /// - Parameters:
  ///   - services: all others of the server; this one tells of itself too. Of one without `descriptors` it tells the
  ///     methods alone.
  ///   - maxRequestBytes: the server's limit for a request message, as in its `ServerLimits`.
  public init(_ services: [any RPCService], maxRequestBytes: Int) {
    let limit = UInt32(clamping: maxRequestBytes)
    let methods = services.flatMap { $0.methods.map(\.method) } + ReflectionServiceMethods.all
    self.services = Self.entries(methods, limit)
    var descriptors = ReflectionServiceMethods.descriptors
    for service in services { descriptors.formUnion(service.descriptors) }
    descriptorSet = descriptors.encoded
  }

  public func describe(_ message: DescribeRequest, _ call: UnaryCall<DescribeReply>) {
    let total = descriptorSet.count
    guard let offset = Int(exactly: message.offset), offset <= total else {
      return call.fail(.invalid("offset", "must be at most \(total), the length of the descriptor set"))
    }
    call.whenRoom(for: Self.partBytes) { [self] in
      let part = descriptorSet[offset..<min(total, offset + Self.partBytes)]
      call.succeed(
        DescribeReply(
          services: offset == 0 ? services : [], descriptorSet: Array(part), descriptorSetBytes: UInt32(clamping: total)
        ))
    }
  }

  /// Services in the order of their first methods, with the methods as HELLO has them.
  private static func entries(_ methods: [MethodDescriptor], _ limit: UInt32) -> [ServiceEntry] {
    var entries: [ServiceEntry] = []
    for method in methods {
      let name = String(method.fullName.prefix { $0 != "/" })
      let index = entries.firstIndex { $0.name == name } ?? entries.endIndex
      if index == entries.endIndex { entries.append(ServiceEntry(name: name)) }
      entries[index].methods.append(MethodEntry(method, maxRequestBytes: limit))
    }
    return entries
  }
}
