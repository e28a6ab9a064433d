// Server.swift: a grpc-swift server that answers at once: what a check costs when the look-up costs nothing. Prints the
// port it listens on.

internal import Checks
internal import Foundation
internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix

@main
struct Server {
  static func main() async {
    let server = GRPCServer(
      transport: .http2NIOPosix(address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext),
      services: [Service()])
    do {
      try await withThrowingTaskGroup { group in
        group.addTask { try await server.serve() }
        if let port = try await server.listeningAddress?.ipv4?.port {
          FileHandle.standardOutput.write(Data("\(port)\n".utf8))
        }
        try await group.waitForAll()
      }
    } catch {
      FileHandle.standardError.write(Data("server: can't listen: \(error)\n".utf8))
      exit(1)
    }
  }
}
