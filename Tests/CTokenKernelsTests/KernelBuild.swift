// KernelBuild.swift: a copy of the kernels' sources in a temporary folder, to be broken in one place and built.

import Foundation
import Testing

final class KernelBuild {
  /// How a self-test ended (Faults/self_test_main.c).
  enum Verdict: Int32 {
    case passed = 0
    case refused = 1
    case notSupported = 2
  }

  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  static let sources = tests.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/CTokenKernels")

  private let folder = FileManager.default.temporaryDirectory.appending(path: "token-rpc-kernels-\(UUID().uuidString)")

  /// The sources as they are.
  init() throws {
    try FileManager.default.copyItem(at: Self.sources, to: folder)
    let main = "self_test_main.c"
    try FileManager.default.copyItem(
      at: Self.tests.appending(path: "Faults/\(main)"), to: folder.appending(path: main))
  }

  /// The same with a fault, of which only what it breaks is compiled anew.
  init(of whole: KernelBuild, with fault: KernelFault) throws {
    try FileManager.default.copyItem(at: whole.folder, to: folder)
    let file = folder.appending(path: fault.file)
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing(fault.right, with: fault.wrong).write(to: file, atomically: true, encoding: .utf8)
    let kernels = Kernel.supported.map(\.testDescription).filter(fault.kernels.contains)
    try compile(fault.file.hasSuffix(".c") ? [fault.file] : kernels.map { "kernel_\($0).c" })
    try link()
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func buildAll() throws {
    try compile(names("c"))
    try link()
  }

  func selfTest(_ kernel: String) throws -> Verdict? {
    Verdict(rawValue: try run(folder.appending(path: "self-test").path, [kernel]))
  }

  private func names(_ suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix("." + suffix) }.sorted()
  }

  private func compile(_ files: [String]) throws {
    let status = try run("clang", ["-O0", "-w", "-Iinclude", "-c"] + files)
    try #require(status == 0, "clang, which comes with Swift, compiles \(files)")
  }

  private func link() throws {
    let status = try run("clang", ["-o", "self-test"] + names("o") + ["-lcrypto", "-lpthread"])
    try #require(status == 0, "clang links")
  }

  private func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
