// LoadReport.swift: a load as a page for people: its figures, its plots, where and how it was run. The page needs no
// network and runs no script.

/// The page of one load.
struct LoadReport: Sendable {
  /// What the load ran between, by name; from elsewhere, and escaped here.
  let environment: [(name: String, value: String)]
  let summary: LoadSummary

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title)</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <h1>\(title)</h1>
    \(summary.notes.map { "<p class=\"note\">\(HTMLText.escaped($0))</p>" }.joined(separator: "\n"))
    \(plots.map(\.html).joined(separator: "\n"))
    <h2>Result</h2>
    \(Self.table(summary.facts.rows.map { ($0.name, $0.value) }))
    \(breakdown)
    <h2>Environment</h2>
    \(Self.table(environment))
    </body>
    </html>

    """
  }

  private var title: String { HTMLText.escaped("rpc-cli bench rpc: \(summary.callName)") }

  private static func table(_ rows: [(name: String, value: String)]) -> String {
    let lines = rows.map { row in
      "<tr><th>\(HTMLText.escaped(row.name))</th><td>\(HTMLText.escaped(row.value))</td></tr>"
    }
    return "<table>\n\(lines.joined(separator: "\n"))\n</table>"
  }

  /// Each kind of call by itself; empty where there is one alone.
  private var breakdown: String {
    guard summary.rows.count > 1 else { return "" }
    let rows = summary.table.cells.enumerated().map { number, cells in
      let tag = number == 0 ? "th" : "td"
      return "<tr>" + cells.map { "<\(tag)>\(HTMLText.escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    return "<h2>By call</h2>\n<table>\n\(rows.joined(separator: "\n"))\n</table>"
  }

  /// Six colours that stand out from light and from dark.
  private static let style = """
    :root { color-scheme: light dark; --text: #1b1b1f; --faint: #6b6b76; --page: #fff; --grid: #dcdce2 }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e6e6ea; --faint: #9a9aa6; --page: #16161a; --grid: #33333b }
    }
    body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
      max-width: 760px; margin: 2em auto; padding: 0 1em }
    h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 1.6em }
    figure { margin: 1.6em 0 } figcaption span { margin-left: 1em } figcaption span::before { content: "\\25CF  " }
    svg { width: 100%; height: auto } svg text { font-size: 12px; fill: var(--faint) }
    svg .grid { stroke: var(--grid) } svg polyline { fill: none; stroke: currentColor; stroke-width: 1.6 }
    svg circle { fill: currentColor }
    .line0 { color: #3b82f6 } .line1 { color: #e08700 } .line2 { color: #e0454f }
    .line3 { color: #2ba55d } .line4 { color: #a45ee5 } .line5 { color: #0f9ba8 }
    table { border-collapse: collapse } td, th { padding: 2px 18px 2px 0; text-align: left; vertical-align: top }
    table th { font-weight: normal; color: var(--faint) }
    td { font-variant-numeric: tabular-nums; word-break: break-word }
    .note { border-left: 4px solid #e08700; padding-left: 10px }
    """
}
