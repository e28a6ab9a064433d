// WarehouseTests.swift: the service without sockets, and a caller of it without the service.

import Testing
import TokenRPCTesting
import TokenWire
import Warehouse

@Suite("Warehouse")
struct WarehouseTests {
  @Test("a call that comes again puts nothing more on the shelf")
  func repeated() async throws {
    let warehouse = WarehouseServiceClient(InProcessChannel([Warehouse()]))
    let request = PutRequest(thing: Thing(name: "nut", count: 2))
    let again = CallOptions(metadata: Metadata(idempotencyKey: [UInt8](repeating: 1, count: 16)))
    for _ in 0..<2 { #expect(try await warehouse.put(request, options: again).total == 2) }
    #expect(try await warehouse.put(request).total == 4)
    var things: [Thing] = []
    for try await thing in warehouse.list(ListRequest()) { things.append(thing) }
    #expect(things == [Thing(name: "nut", count: 4)])
  }

  @Test("a caller can be tested with a mock")
  func mocked() async throws {
    let mock = WarehouseServiceMock()
    mock.onPut = { _, _ in PutReply(total: 7) }
    let warehouse = WarehouseServiceClient(InProcessChannel([mock]))
    #expect(try await warehouse.put(PutRequest(thing: Thing(name: "nut", count: 1))).total == 7)
    #expect(mock.putCalls.map(\.message.thing?.name) == ["nut"])
  }
}
