// ReflectionTests.swift: the reflection service over the wire: all services, and a descriptor set in parts that fit.

import Testing
import TokenNet
import TokenWire

@testable import TokenRPCServer

/// Declared by the token service's .proto, which is longer than one part.
private struct Declared: RPCService {
  var methods: [MethodHandler] { [] }
  var descriptors: DescriptorSet { TokenServiceMethods.descriptors }
}

@Suite("the reflection service", .timeLimit(.minutes(2)))
struct ReflectionTests {
  /// A server with health, reflection, a service that says nothing of its .proto, and one that has a long one.
  private func served(maxRequestBytes: Int = 1 << 20) throws -> (RPCServer, TestClient) {
    let services: [any RPCService] = [TestService(), HealthHandlers { [] }, Declared()]
    var configuration = RPCServer.Configuration(endpoints: [.tcp(host: "127.0.0.1", port: 0)])
    configuration.limits.maxFrameBytes = 65_536
    configuration.limits.maxRequestBytes = maxRequestBytes
    let reflection = ReflectionHandlers(services, maxRequestBytes: maxRequestBytes)
    let server = try RPCServer(services: services + [reflection], configuration: configuration)
    return (server, try TestClient.greeted(try #require(try server.start().first)))
  }

  private func describe(_ offset: Int, call: UInt32, _ client: TestClient) throws -> Frame {
    client.send(
      Bytes.frame(FrameHeader(.request, code: 16, callID: call), DescribeRequest(offset: UInt32(offset))))
    return try #require(client.read())
  }

  @Test("every service is told with its methods as HELLO has them, also the reflection itself")
  func services() throws {
    let (server, client) = try served(maxRequestBytes: 2_048)
    defer { server.stop() }
    #expect(ReflectionServiceMethods.describe.id == 16)
    let reply: DescribeReply = try #require(try describe(0, call: 1, client).message())
    #expect(reply.services.map(\.name).suffix(2) == ["tokenrpc.v1.HealthService", "tokenrpc.v1.ReflectionService"])
    let methods = reply.services.flatMap(\.methods)
    let table = try MethodTable(
      [TestService(), HealthHandlers { [] }, ReflectionHandlers([], maxRequestBytes: 1)], maxRequestBytes: 2_048)
    #expect(methods.sorted { $0.id < $1.id } == table.entries)
    #expect(methods.contains { $0.maxRequestBytes < 2_048 } && methods.allSatisfy { $0.maxRequestBytes <= 2_048 })
  }

  @Test("the descriptor set comes whole in parts that fit the smallest frame, each file once behind what it imports")
  func parts() throws {
    let (server, client) = try served()
    defer { server.stop() }
    var bytes: [UInt8] = []
    var call: UInt32 = 0
    var total = 1
    while bytes.count < total {
      call += 1
      let frame = try describe(bytes.count, call: call, client)
      #expect(frame.payload.count <= 65_536)
      let reply: DescribeReply = try #require(frame.message())
      #expect(reply.services.isEmpty == (call > 1) && !reply.descriptorSet.isEmpty)
      #expect(reply.descriptorSet.count <= ReflectionHandlers.partBytes)
      bytes += reply.descriptorSet
      total = Int(reply.descriptorSetBytes)
    }
    #expect(call > 1)
    var expected = ReflectionServiceMethods.descriptors
    expected.formUnion(HealthServiceMethods.descriptors)
    expected.formUnion(TokenServiceMethods.descriptors)
    #expect(bytes == expected.encoded)
    #expect(
      expected.files.map(\.name) == [
        "google/protobuf/descriptor.proto", "tokenrpc/v1/options.proto", "tokenrpc/v1/protocol.proto",
        "tokenrpc/v1/reflection.proto", "tokenrpc/v1/health.proto", "tokenrpc/v1/token.proto",
      ])
  }

  @Test("from the end on there is nothing more, and beyond it is INVALID_ARGUMENT with the field's name")
  func offsets() throws {
    let (server, client) = try served()
    defer { server.stop() }
    let first: DescribeReply = try #require(try describe(0, call: 1, client).message())
    let total = Int(first.descriptorSetBytes)
    let end: DescribeReply = try #require(try describe(total, call: 2, client).message())
    #expect(end.descriptorSet.isEmpty && end.descriptorSetBytes == first.descriptorSetBytes)
    let beyond = try #require(try describe(total + 1, call: 3, client).error)
    #expect(beyond.code == .invalidArgument)
    guard case .field(let fault) = beyond.details.first?.detail else {
      Issue.record("\(beyond)")
      return
    }
    #expect(fault.field == "offset")
  }
}
