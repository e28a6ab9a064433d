// LoadConnections.swift: owns the connections of a load: many clients on few threads.

internal import Glibc
internal import TokenNet
internal import TokenRPCClient
internal import TokenWire

/// The connections of a load. Each is a client of its own; they are dealt out to loops.
struct LoadConnections: Sendable {
  /// Clients in the order of their loops: client `n` runs on loop `n % loopCount`.
  let clients: [RPCClient]
  private let loops: [ClientLoop]

  var loopCount: Int { loops.count }

  /// Connections that are made at once. Each has a thread while its name is looked up.
  private static let madeAtOnce = 64

  /// Makes the clients, on at most so many loops; nothing is connected yet.
  init(_ count: Int, to server: Endpoint, options: ClientOptions, threads: Int = Self.usualThreads) {
    let loops = (0..<min(count, threads)).map { _ in ClientLoop() }
    self.loops = loops
    clients = (0..<count).map {
      RPCClient(server, options: options, loop: loops[$0 % loops.count])
    }
  }

  /// Connects all of them and waits until the server has answered on each, so that no measured call waits for that.
  /// Returns what the server calls itself.
  @discardableResult
  func connect() async throws(CommandFailure) -> String {
    _ = OpenFiles.raiseLimit()
    var name = ""
    for start in stride(from: 0, to: clients.count, by: Self.madeAtOnce) {
      let pings = clients[start..<min(start + Self.madeAtOnce, clients.count)].map { client in
        Task { () async -> Result<PingReply, RPCError> in
          do throws(RPCError) {
            return .success(try await client.ping(timeout: client.options.timeout ?? .seconds(30)))
          } catch {
            return .failure(error)
          }
        }
      }
      for ping in pings {
        switch await ping.value {
        case .success(let reply): name = reply.server
        case .failure(let error): throw .call(FailedCall(error))
        }
      }
    }
    return name
  }

  /// Ends all of them. Calls that have not ended fail CANCELLED.
  func close() {
    for client in clients { client.close() }
  }

  /// Processor time of the loops in which they polled and had nothing to do, in nanoseconds.
  var polledNanoseconds: UInt64 { loops.reduce(0) { $0 + $1.polledNanoseconds } }

  /// Half the cores, at least one: the server has the others when it runs on the same machine, and threads that take
  /// turns on one core make each other's calls late.
  static var usualThreads: Int { max(1, cores / 2) }

  /// Cores of the machine.
  static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
