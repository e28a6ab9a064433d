// TidyTests.swift: what a reviewer would otherwise have to look for in every source file.

import Testing

@Suite("the sources are tidy")
struct TidyTests {
  static let code = SourceTree.files.filter { ["swift", "c", "h", "py", "proto"].contains($0.fileExtension) }
  static let scripts = SourceTree.files.filter { $0.path.hasPrefix("scripts/") || $0.path.hasPrefix(".ci/") }

  @Test("there is something to look at")
  func findsTheSources() {
    #expect(Self.code.contains { $0.path == "Package.swift" })
    #expect(SourceTree.sources.contains { $0.path == "Sources/CTokenKernels/include/CTokenKernels.h" })
    #expect(Self.scripts.contains { $0.path == "scripts/test" })
  }

  @Test("nothing in the sources crashes on purpose or waits to be done")
  func noTrapsAndNoLeftovers() {
    let words = ["try!", "as!", "fatalError(", "TODO", "FIXME"]
    let faults = SourceTree.sources.flatMap { file in
      file.places { line in words.contains { line.containsWord($0) } }
    }
    #expect(faults.isEmpty)
  }

  @Test("no line is longer than 120 columns, but for one that is a single string")
  func lineLength() {
    let faults = (Self.code + Self.scripts).flatMap { file in
      file.places { $0.count > 120 && !$0.drop { " +".contains($0) }.hasPrefix("\"") }
    }
    #expect(faults.isEmpty)
  }

  @Test("a file begins with a comment that names it")
  func firstLine() {
    let faults = (Self.code + Self.scripts).filter { file in
      // A script names its interpreter first, the manifest its tools.
      let first = file.lines.first { !$0.hasPrefix("#!") && !$0.hasPrefix("// swift-tools-version") } ?? ""
      return !["// \(file.name): ", "# \(file.name): ", "# \(file.path): "].contains { first.hasPrefix($0) }
    }
    #expect(faults.map(\.path).isEmpty)
  }

  @Test("@unchecked Sendable is only the box that proves its owner at each touch, one a room")
  func uncheckedSendable() {
    let boxes = SourceTree.sources.flatMap { file in
      file.places { $0.contains("@unchecked Sendable") && !$0.drop { $0 == " " }.hasPrefix("//") }.map { (file, $0) }
    }
    #expect(boxes.filter { !$0.0.name.hasSuffix("Owned.swift") }.map(\.1).isEmpty)
    #expect(Set(boxes.map(\.0.target)).count == boxes.count)
  }

  @Test("no path of one machine is in the tree")
  func machinePaths() {
    let tops = ["home", "root", "Users", "opt"].map { "/\($0)/" }
    let faults = (Self.code + Self.scripts).flatMap { file in
      file.places { line in tops.contains { line.contains($0) } }
    }
    #expect(faults.isEmpty)
  }
}

extension Substring {
  /// Holds `word` where no letter stands before it: `as!` but not `has!`.
  fileprivate func containsWord(_ word: String) -> Bool {
    ranges(of: word).contains { range in
      range.lowerBound == startIndex || !self[index(before: range.lowerBound)].isLetter
    }
  }
}
