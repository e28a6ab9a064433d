// EndingSignals.swift: lets a program tidy up when Ctrl-C, SIGTERM or SIGHUP ends it. Owns what these three do while it
// lives.

internal import Glibc
internal import Synchronization

/// Calls back, on a thread of its own, when a signal asks the program to end. That thread alone need not block the
/// signals, whatever others do: Dispatch's threads block them.
enum EndingSignals {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]
  /// Where the handler writes a signal's number; -1: nobody waits. A handler can be given nothing else.
  private static let pipe = Atomic<Int32>(-1)

  /// Begins to wait; `errno` of what the system refuses.
  ///
  /// - Parameter handle: is called once, by the first signal: tidies up and calls `end`, or calls `stop` so that the
  ///   next one ends the program.
  static func start(_ handle: @escaping @Sendable (_ number: Int32) -> Void) -> Int32? {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return errno }
    let (reading, writing) = (ends[0], ends[1])
    let error = WorkThread.start {
      unblock()
      if let number = awaitNumber(reading) { handle(number) }
      close(reading)
    }
    if let error {
      for end in ends { close(end) }
      return error
    }
    pipe.store(writing, ordering: .sequentiallyConsistent)
    for number in numbers {
      let before = signal(number) { number in
        let error = errno
        defer { errno = error }
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(EndingSignals.pipe.load(ordering: .sequentiallyConsistent), &byte, 1)
      }
      // As nohup wants it.
      if isIgnored(before) { signal(number, SIG_IGN) }
    }
    return nil
  }

  /// From now on they end the program at once again, unless they never did.
  static func stop() {
    for number in numbers where isIgnored(signal(number, SIG_DFL)) { signal(number, SIG_IGN) }
    let writing = pipe.exchange(-1, ordering: .sequentiallyConsistent)
    if writing >= 0 { close(writing) }
  }

  private static func isIgnored(_ handler: sighandler_t?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func unblock() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// The number of the first signal; nil: nobody waits any more.
  private static func awaitNumber(_ descriptor: Int32) -> Int32? {
    var byte: UInt8 = 0
    while true {
      let count = read(descriptor, &byte, 1)
      if count == 1 { return Int32(byte) }
      if count == 0 || errno != EINTR { return nil }
    }
  }

  /// Ends the process as the signal would have, on the thread that was called back.
  static func end(by number: Int32) -> Never {
    signal(number, SIG_DFL)
    // To this thread, which does not block it.
    pthread_kill(pthread_self(), number)
    _exit(128 + number)
  }
}
