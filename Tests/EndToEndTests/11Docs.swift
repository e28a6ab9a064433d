// 11Docs.swift: what the docs show of the programs is what the programs say.

import Foundation
import Testing

extension EndToEnd {
  @Suite("11 the docs")
  struct Docs {
    @Test("docs/operations.md shows the flags of token-server word for word")
    func flags() throws {
      try withScene { scene in
        let help = try scene.run(Programs.server, ["--help"])
        #expect(help.status == .exited(0))
        let page = try Self.text("docs/operations.md")
        #expect(page.contains(help.output), "write the output of token-server --help into docs/operations.md")
      }
    }

    @Test("every link from one page to another leads somewhere")
    func links() throws {
      let names = [
        "database", "json", "ledger", "mining", "operations", "performance", "protocol", "security", "testing",
        "threads",
      ]
      let pages = names.map { "docs/\($0).md" }
      for page in ["README.md", "CONTRIBUTING.md"] + pages {
        let folder = page.hasPrefix("docs/") ? "docs/" : ""
        for link in try Self.text(page).matches(of: /\]\(([^)\s]+)\)/).map({ String($0.1) }) {
          let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
          if parts[0].contains("://") { continue }
          let target = parts[0].isEmpty ? page : folder + parts[0]
          let text = try #require(try? Self.text(target), "\(page) links to \(link)")
          if parts.count > 1 { #expect(Self.anchors(text).contains(parts[1]), "\(page) links to \(link)") }
        }
      }
    }

    /// The anchors that a page's headings have: lower case, hyphens for spaces, without punctuation.
    private static func anchors(_ text: String) -> Set<String> {
      Set(
        text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
          let title = line.drop { $0 == "#" || $0 == " " }.lowercased()
          return String(title.compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" ? $0 : nil })
        })
    }

    private static func text(_ path: String) throws -> String {
      try String(contentsOf: Programs.package.appending(path: path), encoding: .utf8)
    }
  }
}
