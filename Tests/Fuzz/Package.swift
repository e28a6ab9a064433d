// swift-tools-version: 6.2
// Package.swift: libFuzzer on what reads the bytes of others: frames, messages, JSON. Built and run by scripts/fuzz.
import PackageDescription

let rpc = { Target.Dependency.product(name: $0, package: "TokenRPC") }

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "TokenRPC", path: "../..")],
  targets: [
    // Without a `main`, which libFuzzer brings. Mapping holds links to files of rpc-cli: a program can't be imported.
    .executableTarget(
      name: "fuzz", dependencies: [rpc("TokenRPCClient"), rpc("TokenArguments"), rpc("TokenCore")])
  ]
)
