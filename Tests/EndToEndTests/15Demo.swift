// 15Demo.swift: the demo does what it shows, fails when a program does something else, and leaves nothing behind.

import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite("15 the demo")
  struct Demo {
    @Test("the demo goes through a life of codes and tokens and ends with status 0")
    func wholeLife() throws {
      try withScene { scene in
        let demo = try scene.startDemo()
        #expect(try demo.wait(.seconds(180)) == .exited(0), "\(demo.transcript)")
        let shown = [
          "$ rpc-cli generate ann", "valid         yes", "valid  no: refused", " queued ", " sealed ",
          "valid      no: spent", "status     serving", "status     degraded", "(UNAVAILABLE)", "$ kill -9 ",
          " batches, all checked", "# Every step did what it should",
        ]
        for words in shown { #expect(demo.output.contains(words), "\(words)\n\(demo.transcript)") }
        #expect(!demo.output.contains("\u{1b}"), "colours are for terminals")
        try Self.expectNothingLeft(scene)
      }
    }

    @Test("a signal ends the demo at once, with its programs and its folder", arguments: [SIGINT, SIGTERM])
    func signals(number: Int32) throws {
      try withScene { scene in
        let demo = try scene.startDemo()
        try waitUntil("both programs", of: demo) { demo.output.contains("$ rpc-cli generate ann") }
        #expect(try !Self.left(scene).isEmpty)
        // To the script alone: a terminal would tell its programs too.
        _ = Glibc.kill(demo.pid, number)
        #expect(try demo.wait() == .exited(128 + number), "\(demo.transcript)")
        try Self.expectNothingLeft(scene)
      }
    }

    @Test("a program that does not do what the demo shows makes it fail")
    func lies() throws {
      try withScene { scene in
        // Every refused code is accepted.
        let liar = """
          #!/bin/sh
          [ "$1" = validate ] && echo "times used  1" && exit 0
          exec '\(Programs.rpc)' "$@"
          """
        let rpc = try scene.write("rpc-cli", liar)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: rpc)
        try FileManager.default.createSymbolicLink(
          atPath: scene.path("token-server"), withDestinationPath: Programs.server)
        let demo = try scene.startDemo(programs: scene.directory.path)
        #expect(try demo.wait() == .exited(1), "\(demo.transcript)")
        #expect(demo.errors.contains("the demo failed: exit status 1 was expected"), "\(demo.transcript)")
        try Self.expectNothingLeft(scene)
      }
    }

    private static func expectNothingLeft(_ scene: Scene) throws {
      #expect(try FileManager.default.contentsOfDirectory(atPath: scene.demoFolders).isEmpty)
      #expect(try left(scene) == [])
    }

    /// The processes that work in a demo's folder of this scene.
    private static func left(_ scene: Scene) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
        guard Int(name) != nil else { return false }
        // One that ends meanwhile has no folder.
        let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd")
        return folder?.hasPrefix(scene.demoFolders) ?? false
      }
    }
  }
}

extension Scene {
  /// Where the demo makes its temporary folder.
  fileprivate var demoFolders: String { path("demo") }

  /// Starts the demo with the programs of a directory; those under test if none is named.
  fileprivate func startDemo(programs: String? = nil) throws -> ChildProcess {
    try FileManager.default.createDirectory(atPath: demoFolders, withIntermediateDirectories: true)
    let built = URL(filePath: Programs.server).deletingLastPathComponent().path
    let script = Programs.package.appending(path: "scripts/demo").path
    return try start("/usr/bin/env", ["TMPDIR=\(demoFolders)", script, "--programs", programs ?? built])
  }
}
