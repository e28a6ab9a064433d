// swift-tools-version: 6.2
// Package.swift: the rooms of the project and the only allowed arrows between them (CONTRIBUTING.md draws them).
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "TokenRPC",
  products: [
    .library(name: "TokenRPCClient", targets: ["TokenRPCClient", "TokenWire"]),
    .library(name: "TokenRPCServer", targets: ["TokenRPCServer", "TokenNet", "TokenWire"]),
    .library(name: "TokenRPCTesting", targets: ["TokenRPCTesting", "TokenWire"]),
    .library(name: "TokenCore", targets: ["TokenCore"]),
    .library(name: "TokenArguments", targets: ["TokenArguments"]),
    .executable(name: "token-server", targets: ["token-server"]),
    .executable(name: "rpc-cli", targets: ["rpc-cli"]),
    .executable(name: "protoc-gen-rpc-swift", targets: ["protoc-gen-rpc-swift"]),
  ],
  dependencies: [],
  targets: [
    // C libraries of the distribution.
    .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    // The tokens: values, rules, miner, ledger. Knows no socket and no protobuf.
    .target(name: "CTokenKernels"),
    .testTarget(
      name: "CTokenKernelsTests", dependencies: ["CTokenKernels", "COpenSSL"], exclude: ["Faults"],
      swiftSettings: strict),
    .target(name: "TokenCore", dependencies: ["CTokenKernels", "COpenSSL", "CSQLite"], swiftSettings: strict),
    .testTarget(
      name: "TokenCoreTests", dependencies: ["CFaultyCalls", "TokenCore", "UseHistory"], swiftSettings: strict),
    // For tests: system calls that fail when they are told to, and whether uses could have come one by one.
    .target(name: "CFaultyCalls", path: "Tests/CFaultyCalls"),
    .target(name: "UseHistory", path: "Tests/UseHistory", swiftSettings: strict),

    // The protocol: frames, codes, messages, stubs. Knows no socket and no file.
    .target(name: "CTokenProto", dependencies: ["CProtobufC"]),
    .target(name: "TokenWire", dependencies: ["CTokenProto"], swiftSettings: strict),
    .testTarget(name: "TokenWireTests", dependencies: ["EveryKind", "TokenWire"], swiftSettings: strict),
    // The messages of Tests/Protos, as another package would generate them.
    .target(name: "CEveryKind", dependencies: ["CProtobufC"], path: "Tests/CEveryKind"),
    .target(
      name: "EveryKind", dependencies: ["CEveryKind", "TokenWire"], path: "Tests/EveryKind", swiftSettings: strict),

    // Sockets and the event loop that server and client share. Knows no frame.
    .target(name: "CTokenSockets"),
    .target(name: "TokenNet", dependencies: ["CTokenSockets"], swiftSettings: strict),
    .testTarget(name: "TokenNetTests", dependencies: ["TokenNet"], swiftSettings: strict),

    .target(
      name: "TokenRPCServer", dependencies: ["TokenCore", "TokenNet", "TokenWire"], swiftSettings: strict),
    .testTarget(name: "TokenRPCServerTests", dependencies: ["TokenRPCServer"], swiftSettings: strict),

    .target(name: "TokenRPCClient", dependencies: ["TokenNet", "TokenWire"], swiftSettings: strict),
    .testTarget(
      name: "TokenRPCClientTests", dependencies: ["TokenNet", "TokenRPCClient", "TokenRPCServer", "TokenWire"],
      swiftSettings: strict),

    // Client and server over real sockets, by the lists that gRPC, HTTP/2 and Connect hold themselves to.
    .target(name: "CInterop", dependencies: ["CProtobufC"], path: "Tests/CInterop"),
    .target(name: "Interop", dependencies: ["CInterop", "TokenWire"], path: "Tests/Interop", swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests", dependencies: ["Interop", "TokenNet", "TokenRPCClient", "TokenRPCServer", "TokenWire"],
      swiftSettings: strict),

    // For tests of those who call services: services in the same process, and mocks of them. Knows no socket.
    .target(name: "TokenRPCTesting", dependencies: ["TokenWire"], swiftSettings: strict),
    .testTarget(
      name: "TokenRPCTestingTests", dependencies: ["EveryKind", "TokenRPCTesting", "TokenWire"],
      swiftSettings: strict),

    // The programs: arguments, printing, exit codes. What both read the same way stands in TokenArguments.
    .target(name: "TokenArguments", swiftSettings: strict),
    .executableTarget(
      name: "token-server",
      dependencies: ["TokenArguments", "TokenCore", "TokenNet", "TokenRPCClient", "TokenRPCServer", "TokenWire"],
      swiftSettings: strict),
    .testTarget(
      name: "token-serverTests",
      dependencies: ["TokenCore", "TokenNet", "TokenRPCClient", "TokenRPCServer", "TokenWire", "token-server"],
      swiftSettings: strict),
    .executableTarget(
      name: "rpc-cli", dependencies: ["TokenArguments", "TokenCore", "TokenNet", "TokenRPCClient", "TokenWire"],
      swiftSettings: strict),
    .testTarget(
      name: "rpc-cliTests",
      dependencies: [
        "EveryKind", "TokenArguments", "TokenCore", "TokenNet", "TokenRPCClient", "TokenRPCServer", "TokenWire",
        "rpc-cli",
      ], swiftSettings: strict),

    // The protoc plugin: works for any .proto, knows nothing of tokens.
    .target(name: "CPluginProto", dependencies: ["CProtobufC"]),
    .executableTarget(name: "protoc-gen-rpc-swift", dependencies: ["CPluginProto"], swiftSettings: strict),
    .testTarget(
      name: "protoc-gen-rpc-swiftTests", dependencies: ["protoc-gen-rpc-swift"], swiftSettings: strict),

    // The programs as people run them, and the rules that every source file keeps.
    .testTarget(
      name: "EndToEndTests", dependencies: ["COpenSSL", "TokenRPCClient", "TokenWire", "UseHistory"],
      exclude: ["python_client.py", "python_conversations.py", "verify_chain.py"], swiftSettings: strict),

    .testTarget(name: "TidyTests", dependencies: [], swiftSettings: strict),
  ]
)
