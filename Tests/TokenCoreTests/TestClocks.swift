// TestClocks.swift: time and chance under a test's control.

import Synchronization

@testable import TokenCore

/// Two clocks that stand still until a test moves them.
final class TestClocks: Sendable {
  private let times: Mutex<(wall: UInt64, boot: UInt64)>
  private let step = Mutex<UInt64>(0)

  init(wall: UInt64 = Golden.time, boot: UInt64 = 1000) {
    times = Mutex((wall, boot))
  }

  /// From now on both clocks go on by so much whenever somebody looks.
  func goOn(by milliseconds: UInt64) {
    step.withLock { $0 = milliseconds }
  }

  /// Time passes on both clocks.
  func advance(_ milliseconds: UInt64) {
    times.withLock { $0 = ($0.wall &+ milliseconds, $0.boot &+ milliseconds) }
  }

  /// Somebody sets the wall clock.
  func setWall(_ milliseconds: UInt64) {
    times.withLock { $0.wall = milliseconds }
  }

  var wall: UInt64 { times.withLock { $0.wall } }

  /// These clocks, with random numbers from a seed.
  func environment(seed: UInt64 = 1) -> Environment {
    let generator = SharedGenerator(seed: seed)
    return Environment(
      wallMilliseconds: { [self] in times.withLock { $0.wall } },
      bootMilliseconds: { [self] in
        advance(step.withLock { $0 })
        return times.withLock { $0.boot }
      }, random: { generator.next() })
  }

  /// A seeded generator for many threads.
  private final class SharedGenerator: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

    func next() -> UInt64 { generator.withLock { $0.next() } }
  }
}
