// SchemaEntry.swift: one thing of a server that has a name: a service, a method, a message or an enum.

internal import TokenWire

enum SchemaEntry {
  case service(ServiceEntry)
  case method(DescribedMethod)
  case message(MessageType)
  case enumeration(EnumType)

  var name: String {
    switch self {
    case .service(let service): service.name
    case .method(let method): method.name
    case .message(let type): type.name
    case .enumeration(let type): type.name
    }
  }

  /// What it may be called: its full name, or the end of that behind any dot or slash.
  fileprivate var names: [String] {
    let full = name
    let ends = full.indices.filter { full[$0] == "." || full[$0] == "/" }.map { full[full.index(after: $0)...] }
    return [full] + ends.map(String.init)
  }
}

extension ServerDescription {
  /// The services in the server's order, the rest by name.
  private var entries: [SchemaEntry] {
    services.map { .service($0) } + methods.map { .method($0) }
      + schema.messages.values.sorted { $0.name < $1.name }.map { .message($0) }
      + schema.enums.values.sorted { $0.name < $1.name }.map { .enumeration($0) }
  }

  /// The one thing with this name. A full name, and what a name of the server's own services means, go before others.
  func entry(named name: String) throws(UnknownName) -> SchemaEntry {
    let entries = entries
    let fitting = entries.filter { $0.names.contains(name) }
    if let entry = fitting.first(where: { $0.name == name }) { return entry }
    guard let entry = fitting.first, fitting.count == 1 else {
      throw UnknownName(
        "service, method or type", name, among: entries.map(\.names), fitting: fitting.map(\.name))
    }
    return entry
  }
}
