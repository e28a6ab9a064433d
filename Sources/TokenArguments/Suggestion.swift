// Suggestion.swift: finds the word somebody meant.

/// Finds the word somebody meant among the words there are.
public enum Suggestion {
  /// The nearest of `candidates` when it is near enough to be meant; nil otherwise.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    let allowed = max(1, word.count / 3)
    var best: (word: String, distance: Int)?
    for candidate in candidates {
      let distance = candidate.hasPrefix(word) && !word.isEmpty ? 1 : distance(word, candidate)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// How many letters must be put in, left out, changed, or swapped with their neighbour to make `a` into `b`.
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.prefix(longestWord))
    let b = Array(b.prefix(longestWord))
    var beforeLast = [Int]()
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }

  /// Letters that are compared; nobody means a longer word.
  static let longestWord = 64
}
