// TerminationSignals.swift: SIGTERM and SIGINT as events: the first drains, the second stops.

internal import Dispatch
internal import Glibc
internal import Synchronization

/// Takes SIGTERM and SIGINT from their default action at once; until `handle` says what to do they end the process with
/// status 0, because nothing was acknowledged yet.
final class TerminationSignals {
  private let queue = DispatchQueue(label: "tokenrpc.signals")
  private var sources: [any DispatchSourceSignal] = []

  init() {
    for number in [SIGTERM, SIGINT] { signal(number, { _ in _exit(0) }) }
  }

  /// From now on the first signal calls `first`, every later one `second`, on a queue of this object's.
  func handle(first: @escaping @Sendable () -> Void, second: @escaping @Sendable () -> Void) {
    let counter = Counter()
    for number in [SIGTERM, SIGINT] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { counter.next() == 1 ? first() : second() }
      source.activate()
      sources.append(source)
    }
  }

  private final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
  }
}
