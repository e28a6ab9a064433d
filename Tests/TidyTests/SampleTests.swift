// SampleTests.swift: what README says of a service of one's own is what the sample package does.

import Foundation
import Testing

@Suite("the sample package")
struct SampleTests {
  /// The lines of README's section that are Swift.
  private static let shown: [Substring] = {
    let readme = try? String(contentsOf: SourceTree.root.appending(path: "README.md"), encoding: .utf8)
    let section = readme?.split(separator: "\n## ").first { $0.hasPrefix("A service of your own") } ?? ""
    let blocks = section.split(separator: "```swift\n").dropFirst().map { $0.prefix { $0 != "`" } }
    return blocks.dropLast().flatMap { $0.split(separator: "\n") }
  }()

  @Test("every line of Swift that README shows stands in it")
  func lines() {
    let sample = SourceTree.files.filter { $0.path.hasPrefix("Tests/Sample/") }.flatMap(\.lines)
    let bare = Set(sample.map { $0.drop { $0 == " " } })
    #expect(Self.shown.count == 7)
    #expect(Self.shown.filter { !bare.contains($0) }.isEmpty)
  }
}
