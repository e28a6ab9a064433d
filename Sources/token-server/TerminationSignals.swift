// TerminationSignals.swift: SIGTERM and SIGINT as events: the first drains, the second stops.

internal import Glibc
internal import Synchronization

/// Takes SIGTERM and SIGINT one by one on the main thread. Made before any other thread, so that all threads block the
/// two signals and none is lost. Until `handle` says what to do they end the process with status 0: nothing was
/// acknowledged yet.
final class TerminationSignals: Sendable {
  private typealias Handler = @Sendable () -> Void

  private let handlers = Mutex<(first: Handler, later: Handler)?>(nil)

  init() {
    var set = Self.set
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  private static var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGTERM, SIGINT] { sigaddset(&set, number) }
    return set
  }

  /// From now on the first signal calls `first`, every later one `later`.
  func handle(first: @escaping @Sendable () -> Void, later: @escaping @Sendable () -> Void) {
    handlers.withLock { $0 = (first, later) }
  }

  /// Waits for signals on the calling thread for ever. Not `dispatchMain`: that lets its thread take signals unblocked.
  func waitForever() -> Never {
    var set = Self.set
    var isFirst = true
    while true {
      var number: Int32 = 0
      guard sigwait(&set, &number) == 0 else { continue }
      guard let handlers = handlers.withLock({ $0 }) else { _exit(0) }
      if isFirst { handlers.first() } else { handlers.later() }
      isFirst = false
    }
  }
}
