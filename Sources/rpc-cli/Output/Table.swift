// Table.swift: rows as people read them: columns aligned, two spaces between.

/// Rows of cells.
struct Table: Sendable {
  /// One value, with the look it has where there is colour.
  struct Cell: Sendable {
    let text: String
    let tint: Tint

    init(_ text: String, tint: Tint = .none) {
      self.text = Console.printable(text)
      self.tint = tint
    }
  }

  private var rows: [[Cell]] = []

  /// A table whose first row names the columns, unless there are no names.
  init(_ header: [String] = []) {
    if !header.isEmpty { rows = [header.map { Cell($0, tint: .faint) }] }
  }

  /// The texts of all rows, the names of the columns first.
  var cells: [[String]] { rows.map { $0.map(\.text) } }

  mutating func add(_ row: [Cell]) { rows.append(row) }

  /// One line a row. Empty cells at its end leave no spaces.
  func text(hasColour: Bool) -> String {
    let widths = rows.reduce(into: [Int]()) { widths, row in
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.text.count)
      }
    }
    return rows.map { Self.line($0, widths, hasColour) }.joined(separator: "\n")
  }

  private static func line(_ row: [Cell], _ widths: [Int], _ hasColour: Bool) -> String {
    let end = row.lastIndex { !$0.text.isEmpty } ?? 0
    return row.prefix(end + 1).enumerated().map { column, cell in
      let space = column == end ? 0 : widths[column] - cell.text.count
      return cell.tint.around(cell.text, hasColour) + String(repeating: " ", count: space)
    }.joined(separator: "  ")
  }
}
