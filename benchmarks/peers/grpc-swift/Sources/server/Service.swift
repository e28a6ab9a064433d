// Service.swift: answers checks.

internal import Checks
internal import GRPCCore

struct Service: RegistrableRPCService {
  func registerMethods(with router: inout RPCRouter<some ServerTransport>) {
    router.registerHandler(forMethod: Check.method, deserializer: Bytes(), serializer: Bytes()) { stream, _ in
      let request = try await ServerRequest(stream: stream)
      return StreamingServerResponse(single: ServerResponse(message: Check.reply(to: request.message)))
    }
  }
}
