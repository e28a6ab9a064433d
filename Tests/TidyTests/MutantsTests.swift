// MutantsTests.swift: the table of mutations fits the sources: a change to them may not leave it behind.

import Foundation
import Testing

@Suite("the table of mutations")
struct MutantsTests {
  @Test("every text that a mutation changes stands once in its file")
  func fits() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", SourceTree.root.appending(path: "scripts/mutants").path, "--list"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(text.split(separator: "\n").count >= 20)
  }
}
