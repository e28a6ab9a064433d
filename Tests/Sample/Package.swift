// swift-tools-version: 6.2
// Package.swift: a service of somebody else's, as README says how to make one. Built by scripts/sample.
import PackageDescription

let rpc = { Target.Dependency.product(name: $0, package: "TokenRPC") }

let package = Package(
  name: "Sample",
  dependencies: [.package(name: "TokenRPC", path: "../..")],
  targets: [
    .target(name: "CWarehouse", linkerSettings: [.linkedLibrary("protobuf-c")]),
    .target(name: "Warehouse", dependencies: ["CWarehouse", rpc("TokenRPCServer")]),
    .executableTarget(name: "warehouse-server", dependencies: ["Warehouse", rpc("TokenRPCServer")]),
    .executableTarget(name: "warehouse-client", dependencies: ["Warehouse", rpc("TokenRPCClient")]),
    .testTarget(name: "WarehouseTests", dependencies: ["Warehouse", rpc("TokenRPCTesting")]),
  ]
)
