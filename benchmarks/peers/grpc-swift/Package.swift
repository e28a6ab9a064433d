// swift-tools-version: 6.2
// Package.swift: the grpc-swift peer, a package of its own: nothing else here depends on grpc-swift-2 and NIO.
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let core: Target.Dependency = .product(name: "GRPCCore", package: "grpc-swift-2")
let transport: Target.Dependency = .product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")

let package = Package(
  name: "grpc-swift-peer",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/grpc/grpc-swift-2", exact: "2.4.3"),
    .package(url: "https://github.com/grpc/grpc-swift-nio-transport", exact: "2.9.2"),
  ],
  targets: [
    .target(name: "Checks", dependencies: [core], swiftSettings: strict),
    .executableTarget(name: "server", dependencies: ["Checks", core, transport], swiftSettings: strict),
    .executableTarget(name: "client", dependencies: ["Checks", core, transport], swiftSettings: strict),
  ]
)
