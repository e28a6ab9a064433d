// main.swift: warehouse-server ADDRESS. Serves until it is killed, and says where.

import Dispatch
import Glibc
import TokenNet
import TokenRPCServer
import Warehouse

let address = CommandLine.arguments.dropFirst().first ?? "127.0.0.1:0"
let endpoints = [try Endpoint(parsing: address)]
let server = try RPCServer(services: [Warehouse()], configuration: .init(endpoints: endpoints))
print("listening on \(try server.start()[0])")
fflush(nil)
dispatchMain()
