// ServerError.swift: why a server can't be made or started.

public import TokenNet

/// Why a server can't be made or started. Nothing is left open behind it.
public enum ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Two methods have the same id.
  case methodIDTaken(id: UInt16, by: String, wantedBy: String)
  /// Two methods have the same name.
  case methodNameTaken(String)
  /// A method's id is 0, or a service that is not the protocol's own has one below 256.
  case methodIDReserved(id: UInt16, method: String)
  /// A limit lies outside its range.
  case limitOutOfRange(name: String, allowed: String)
  /// There is no endpoint to listen on.
  case noEndpoint
  /// The number of reactors is not 1 to 1,024.
  case badReactorCount(Int)
  case listen(ListenError)
  /// The server's name holds a NUL or is too long to be sent.
  case unspeakableName(String)
  /// An event loop can't be made.
  case system(SystemError)
  /// It was started or stopped before.
  case alreadyStarted

  public var description: String {
    switch self {
    case .methodIDTaken(let id, let first, let second):
      "the methods \(first) and \(second) have the same id \(id); give one of them another in its .proto"
    case .methodNameTaken(let name): "the method \(name) is served twice; remove one of the services"
    case .methodIDReserved(let id, let method):
      "the method \(method) has the id \(id), which belongs to the protocol; choose one from 256 to 65535"
    case .limitOutOfRange(let name, let allowed): "\(name) is out of range; it must be \(allowed)"
    case .noEndpoint: "there is no address to listen on; name at least one"
    case .badReactorCount(let count): "\(count) reactors are not possible; choose 1 to 1024"
    case .unspeakableName(let name): "the server name \(name) can't be sent; choose a plain one"
    case .listen(let error): "\(error)"
    case .system(let error): "\(error)"
    case .alreadyStarted: "the server was started before; make another"
    }
  }
}
