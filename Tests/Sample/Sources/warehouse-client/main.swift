// main.swift: warehouse-client ADDRESS. Puts things on the shelf, one by one and many at once, and lists what is there.

import TokenRPCClient
import TokenWire
import Warehouse

let client = try RPCClient(CommandLine.arguments.dropFirst().first ?? "127.0.0.1:7430")
let warehouse = WarehouseServiceClient(client)
let bolts = try await warehouse.put(PutRequest(thing: Thing(name: "bolt", count: 3)))
print("put 3 bolts:", bolts.total)
let many = await warehouse.putBatch(["nut", "bolt", ""].map { PutRequest(thing: Thing(name: $0, count: 2)) })
for result in many {
  switch result {
  case .success: print("put 2")
  case .failure(let error): print("\(error.code.name): \(error.message)")
  }
}
for try await thing in warehouse.list(ListRequest()) { print("\(thing.name): \(thing.count)") }
client.close()
