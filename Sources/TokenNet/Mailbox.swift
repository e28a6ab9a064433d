// Mailbox.swift: the one way into an event loop from other threads: jobs behind a lock, and an eventfd that wakes it.

internal import CTokenSockets
internal import Glibc
internal import Synchronization

/// Jobs for one event loop. The writers wake the loop only when it sleeps.
final class Mailbox: Sendable {
  typealias Job = @Sendable () -> Void

  private struct State {
    var jobs: [Job] = []
    /// The loop will look before it sleeps: nobody needs to wake it. False from the moment it decides to sleep.
    var isAwake = true
    var isClosed = false
  }

  private let state = Mutex(State())
  /// An eventfd: readable while a wake-up is unread.
  let descriptor: Descriptor

  init() throws(SystemError) {
    descriptor = Descriptor(
      rawValue: try systemCall("eventfd") { eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC)) })
  }

  deinit { descriptor.close() }

  /// Adds a job. False: the mailbox is closed and the job will never run.
  func post(_ job: @escaping Job) -> Bool {
    let (isTaken, mustWake) = state.withLock { state in
      if state.isClosed { return (false, false) }
      state.jobs.append(job)
      let wasAsleep = !state.isAwake
      state.isAwake = true
      return (true, wasAsleep)
    }
    if mustWake { wake() }
    return isTaken
  }

  /// Moves all jobs to `batch`, which must be empty; its storage is reused for the next ones. The loop counts as awake
  /// from here on.
  func take(into batch: inout [Job]) {
    state.withLock { state in
      state.isAwake = true
      swap(&state.jobs, &batch)
    }
  }

  /// A job waits to be taken.
  var hasJobs: Bool { state.withLock { !$0.jobs.isEmpty } }

  /// Says that the loop is about to sleep; false: a job has come, it must not.
  func prepareToSleep() -> Bool {
    state.withLock { state in
      guard state.jobs.isEmpty else { return false }
      state.isAwake = false
      return true
    }
  }

  /// Reads the wake-up, so that the eventfd is quiet again.
  func acknowledge() {
    var value: eventfd_t = 0
    _ = eventfd_read(descriptor.rawValue, &value)
  }

  /// Refuses further jobs and returns those that were still there.
  func close() -> [Job] {
    state.withLock { state in
      state.isClosed = true
      defer { state.jobs = [] }
      return state.jobs
    }
  }

  private func wake() { _ = eventfd_write(descriptor.rawValue, 1) }
}
