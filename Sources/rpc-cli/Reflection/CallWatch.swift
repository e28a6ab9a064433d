// CallWatch.swift: how long the calls of `rpc-cli call --timing` took.

internal import Synchronization

/// Takes times from any thread.
final class CallWatch: Sendable {
  private struct Times {
    var description = Duration.zero
    var calls: [Duration] = []
    var items = 0
    var firstItem: Duration?
  }

  private let start = ContinuousClock.now
  private let times = Mutex(Times())

  /// The server has told what it has.
  func described() { times.withLock { $0.description = ContinuousClock.now - start } }

  /// A call that began at `start` has ended, in whatever way.
  func ended(from start: ContinuousClock.Instant) {
    times.withLock { $0.calls.append(ContinuousClock.now - start) }
  }

  /// An item came of a stream that began at `start`.
  func received(from start: ContinuousClock.Instant) {
    times.withLock { times in
      times.items += 1
      if times.firstItem == nil { times.firstItem = ContinuousClock.now - start }
    }
  }

  /// All of it on one line.
  var text: String {
    let times = times.withLock { $0 }
    let (calls, all) = (times.calls.sorted(), Self.text(ContinuousClock.now - start))
    var parts = ["description \(Self.text(times.description))"]
    if let only = calls.first, calls.count == 1 {
      parts.append("call \(Self.text(only))")
    } else if let shortest = calls.first, let longest = calls.last {
      let median = Self.text(calls[calls.count / 2])
      parts.append("\(calls.count) calls of \(Self.text(shortest)) to \(Self.text(longest)), half within \(median)")
    }
    if let first = times.firstItem {
      parts.append("\(Plural.text(times.items, "item")), the first after \(Self.text(first))")
    }
    return "timing: " + parts.joined(separator: ", ") + ", all \(all)"
  }

  private static func text(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    let fraction = String(microseconds % 1_000 + 1_000).dropFirst()
    return "\(microseconds / 1_000).\(fraction) ms"
  }
}
