// Spread.swift: the middle of several measurements, and how far apart they are.

/// Measurements of one thing; at least one.
struct Spread<Value: Comparable> {
  let least: Value
  /// Of an even number the lower of the two in the middle, so that it is one that was measured.
  let median: Value
  let most: Value

  init(_ values: [Value]) {
    precondition(!values.isEmpty, "nothing was measured")
    let sorted = values.sorted()
    least = sorted[0]
    median = sorted[(sorted.count - 1) / 2]
    most = sorted[sorted.count - 1]
  }
}
