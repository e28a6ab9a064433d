// Thread.swift: threads of our own, for work that must not run on a queue's threads.

internal import Glibc

/// A thread that runs one closure to its end.
enum Thread {
  private final class Start {
    let niceness: Int32
    let body: @Sendable () -> Void

    init(_ niceness: Int32, _ body: @escaping @Sendable () -> Void) {
      self.niceness = niceness
      self.body = body
    }
  }

  /// Starts a detached thread; false when the system has none left. On Linux the nice value belongs to the thread
  /// (setpriority(2), NOTES).
  ///
  /// - Parameter niceness: added to the nice value of who starts it.
  static func start(niceness: Int32, _ body: @escaping @Sendable () -> Void) -> Bool {
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start(niceness, body))
    let result = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        let thread = __priority_which_t(PRIO_PROCESS.rawValue)
        setpriority(thread, 0, min(19, getpriority(thread, 0) + start.niceness))
        start.body()
        return nil
      }, start.toOpaque())
    guard result == 0 else {
      start.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}
