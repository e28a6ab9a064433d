// Plot.swift: lines over two axes, as an SVG picture that needs nothing from elsewhere.

internal import TokenArguments

/// A picture of lines.
struct Plot: Sendable {
  struct Line: Sendable {
    let name: String
    /// nil: there is no value here, and the line is broken.
    let points: [(x: Double, y: Double)?]
  }

  /// Colours that a page has for lines; further lines begin with the first again.
  static let colours = 6
  /// Points of a line that are marked each; a longer line shows itself.
  private static let mostMarks = 40
  /// The picture and the room around its axes, in its own units.
  private static let (width, height) = (720.0, 280.0)
  private static let (left, right, top, bottom) = (70.0, 36.0, 12.0, 30.0)

  let title: String
  let x: PlotScale
  let y: PlotScale
  let lines: [Line]

  /// A figure with its title and the names of its lines.
  var html: String {
    let names = lines.enumerated().map { number, line in
      "<span class=\"line\(number % Self.colours)\">\(HTMLText.escaped(line.name))</span>"
    }
    return """
      <figure>
      <figcaption><b>\(HTMLText.escaped(title))</b> \(names.joined(separator: " "))</figcaption>
      \(svg)
      </figure>
      """
  }

  private var svg: String {
    let box = "0 0 \(Self.number(Self.width)) \(Self.number(Self.height))"
    // The first last, so that it is on top.
    let drawn = lines.enumerated().map { number, line in
      "<g class=\"line\(number % Self.colours)\">\(Self.runs(of: line).map(path).joined())\(marks(of: line))</g>"
    }
    return """
      <svg viewBox="\(box)" role="img" aria-label="\(HTMLText.escaped(title))">
      \(x.ticks.map(vertical).joined(separator: "\n"))
      \(y.ticks.map(horizontal).joined(separator: "\n"))
      \(drawn.reversed().joined(separator: "\n"))
      </svg>
      """
  }

  private func vertical(_ tick: PlotScale.Tick) -> String {
    let place = Self.number(across(tick.place))
    let (from, to) = (Self.number(Self.top), Self.number(Self.height - Self.bottom))
    return "<line class=\"grid\" x1=\"\(place)\" y1=\"\(from)\" x2=\"\(place)\" y2=\"\(to)\"/>"
      + "<text x=\"\(place)\" y=\"\(Self.number(Self.height - 10))\" text-anchor=\"middle\">"
      + HTMLText.escaped(tick.label) + "</text>"
  }

  private func horizontal(_ tick: PlotScale.Tick) -> String {
    let place = Self.number(down(tick.place))
    let (from, to) = (Self.number(Self.left), Self.number(Self.width - Self.right))
    return "<line class=\"grid\" x1=\"\(from)\" y1=\"\(place)\" x2=\"\(to)\" y2=\"\(place)\"/>"
      + "<text x=\"\(Self.number(Self.left - 8))\" y=\"\(Self.number(down(tick.place) + 4))\" text-anchor=\"end\">"
      + HTMLText.escaped(tick.label) + "</text>"
  }

  /// Points that follow each other without a gap.
  private static func runs(of line: Line) -> [[(x: Double, y: Double)]] {
    line.points.split(whereSeparator: { $0 == nil }).map { $0.compactMap { $0 } }
  }

  private func path(_ points: [(x: Double, y: Double)]) -> String {
    let places = points.map { "\(Self.number(across(x.place($0.x)))),\(Self.number(down(y.place($0.y))))" }
    return "<polyline points=\"\(places.joined(separator: " "))\"/>"
  }

  private func marks(of line: Line) -> String {
    guard line.points.count <= Self.mostMarks else { return "" }
    return line.points.compactMap { $0 }.map { point in
      let (across, down) = (Self.number(across(x.place(point.x))), Self.number(down(y.place(point.y))))
      return "<circle cx=\"\(across)\" cy=\"\(down)\" r=\"2.5\"/>"
    }.joined()
  }

  private func across(_ place: Double) -> Double { Self.left + place * (Self.width - Self.left - Self.right) }

  private func down(_ place: Double) -> Double {
    Self.height - Self.bottom - place * (Self.height - Self.top - Self.bottom)
  }

  private static func number(_ value: Double) -> String { DecimalText.text(value, places: 1) }
}
