// Countdown.swift: runs something once, when the last of several loops has reported. Any thread.

internal import Synchronization

/// Counts down and says once that nothing is left.
final class Countdown: Sendable {
  private let left: Atomic<Int>
  private let completion: @Sendable () -> Void

  init(_ count: Int, completion: @escaping @Sendable () -> Void) {
    left = Atomic(count)
    self.completion = completion
  }

  /// One more has reported.
  func countDown() {
    if left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { completion() }
  }
}
