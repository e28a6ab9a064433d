// WorkThread.swift: a thread of one's own for work that takes a whole core.

internal import Glibc

/// A thread that runs one closure to its end, at the priority of the process.
enum WorkThread {
  private final class Body {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a detached thread; why the system has none to give, or nil.
  static func start(_ run: @escaping @Sendable () -> Void) -> Int32? {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(run))
    let error = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, body.toOpaque())
    guard error == 0 else {
      body.release()
      return error
    }
    pthread_detach(thread)
    return nil
  }
}
