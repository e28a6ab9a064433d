// SortedSearch.swift: where a value stands, or would stand, among values that rise.

extension Array where Element: Comparable {
  /// The place of a value in rising ones; nil: it is not there.
  func sortedIndex(of value: Element) -> Int? {
    let place = sortedPlace(of: value)
    return place < count && self[place] == value ? place : nil
  }

  /// The first place of rising values that holds none under `value`.
  func sortedPlace(of value: Element) -> Int {
    guard let last, last >= value else { return count }
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
