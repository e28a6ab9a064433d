// ServedMethods.swift: the methods of a channel's services, found as a server finds them.

internal import TokenWire

struct ServedMethods: Sendable {
  private var byID: [UInt16: MethodHandler] = [:]
  private var byName: [String: MethodHandler] = [:]

  init(_ services: [any RPCService]) {
    for handler in services.flatMap(\.methods) {
      let method = handler.method
      precondition(byID.updateValue(handler, forKey: method.id) == nil, "two methods have the number \(method.id)")
      precondition(byName.updateValue(handler, forKey: method.fullName) == nil, "\(method.fullName) is there twice")
    }
  }

  /// The method of a REQUEST with this number; 0: its metadata names it.
  func find(_ id: UInt16, _ metadata: Metadata) throws(RPCError) -> MethodHandler {
    if id == 0 {
      guard let handler = byName[metadata.method] else { throw .unserved(metadata.method) }
      return handler
    }
    guard let handler = byID[id] else { throw .unserved("number \(id)") }
    return handler
  }
}
