// swift-tools-version: 6.2
// Package.swift: the benchmarks, a package of its own. It runs the built programs and shares only how flags are read.
import PackageDescription

let package = Package(
  name: "TokenRPCBenchmarks",
  dependencies: [.package(name: "TokenRPC", path: "..")],
  targets: [
    .executableTarget(
      name: "bench-suite", dependencies: [.product(name: "TokenArguments", package: "TokenRPC")],
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ]
)
