// EventLoop.swift: an epoll loop on a thread of its own: sockets, timers, and jobs from other threads.
//
// The loop is one long block on a private serial DispatchQueue. Nothing else is ever put on that queue, it would never
// run: work reaches the loop through `submit` alone. A turn is: some jobs, ready sockets, timers that are due, then the
// targets that asked for the end of the turn (a connection writes there). All of a turn goes by one reading of the
// clock. Whoever posts many jobs at once never keeps the sockets waiting for all of them.

internal import CTokenSockets
internal import Dispatch
internal import Glibc
internal import Synchronization

/// An event loop. `submit`, `stop` and `isCurrent` are for any thread, all else is for the loop's own.
public final class EventLoop: Sendable {
  public typealias Job = @Sendable () -> Void

  /// Descriptors of one loop: its epoll and its mailbox's eventfd.
  public static let descriptors = 2

  /// Events taken from the kernel in one turn.
  static let maxEventsPerTurn = 256
  /// Jobs run in one turn; the others wait for the next.
  static let maxJobsPerTurn = 256

  /// Proves the loop's thread; what `LoopOwned` needs.
  public let thread = LoopThread()
  let mailbox: Mailbox
  let inside: LoopOwned<LoopState>

  /// Nanoseconds in which the loop polled and nothing came.
  private let polled = Atomic<UInt64>(0)
  private let mayPoll: @Sendable () -> Bool

  /// Starts a loop. It runs until `stop`, whoever holds it.
  ///
  /// - Parameters:
  ///   - busyPolling: how long it may ask the kernel again and again before it sleeps, up to 1 ms, while its events
  ///     come that fast; zero: never.
  ///   - mayPoll: asked on the loop before each poll: false while the process has better use for its processors.
  public init(
    label: String, busyPolling: Duration = .zero, mayPoll: @escaping @Sendable () -> Bool = { true }
  ) throws(SystemError) {
    self.mayPoll = mayPoll
    mailbox = try Mailbox()
    inside = LoopOwned(try LoopState(mailbox: mailbox, polling: BusyPolling(limit: busyPolling)), on: thread)
    DispatchQueue(label: label, qos: .default).async { self.run() }
  }

  /// 50 us: about what it takes to be woken on a virtual machine.
  public static let usualBusyPolling = Duration.microseconds(50)

  /// Processor time that went into polling, in nanoseconds: idle time of a loop that did not sleep. From any thread.
  public var polledNanoseconds: UInt64 { polled.load(ordering: .relaxed) }

  /// The caller runs on the loop.
  public var isCurrent: Bool { thread.isCurrent }

  /// Runs `job` on the loop, in the order of submission, soon. From any thread; no system call while the loop is awake.
  /// False: the loop has stopped and the job will never run.
  @discardableResult
  public func submit(_ job: @escaping Job) -> Bool { mailbox.post(job) }

  /// Ends the loop: the jobs that were submitted are still run, then its descriptors are closed. `completion` runs
  /// last, on the loop; it never runs when the loop had stopped before. Sockets that were added stay open: their owners
  /// close them.
  public func stop(completion: @escaping Job = {}) {
    submit {
      self.inside.value.isStopping = true
      self.inside.value.lastJobs.append(completion)
    }
  }

  /// The monotonic clock in nanoseconds as of this turn. On the loop.
  public var now: UInt64 { inside.value.now }

  /// Calls `target` once at the end of this turn. On the loop. A target that asks while it is called runs next turn.
  public func atEndOfTurn(_ target: any TurnTarget) { inside.value.turnTargets.append(target) }

  /// Calls `target` at the very end of every turn from now on, behind all that asked for the end of this one. On the
  /// loop, which holds one such target until it ends.
  public func atEndOfEveryTurn(_ target: any TurnTarget) { inside.value.everyTurn = target }

  /// The monotonic clock in nanoseconds (CLOCK_MONOTONIC). From any thread; tens of nanoseconds, for the
  /// kernel is mostly not asked.
  public static func readClock() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

/// Is called at the end of a turn of an event loop.
public protocol TurnTarget: AnyObject {
  func turnEnded()
}

// MARK: - The loop

extension EventLoop {
  private func run() {
    thread.claim()
    // The next one last, so that a job and all it holds are gone once it has run.
    var jobs: [Job] = []
    while !isStopping {
      let events = waitForEvents(hasJobs: !jobs.isEmpty)
      inside.value.now = EventLoop.readClock()
      runJobs(&jobs)
      for position in 0..<events { dispatch(position) }
      fireTimers()
      runTurnTargets()
      inside.value.everyTurn?.turnEnded()
    }
    shutDown(jobs)
  }

  private func runJobs(_ jobs: inout [Job]) {
    if jobs.isEmpty {
      mailbox.take(into: &jobs)
      jobs.reverse()
    }
    for _ in 0..<EventLoop.maxJobsPerTurn {
      guard let job = jobs.popLast() else { return }
      job()
    }
  }

  private func runTurnTargets() {
    var targets: [any TurnTarget] = []
    swap(&targets, &inside.value.turnTargets)
    for target in targets { target.turnEnded() }
    targets.removeAll(keepingCapacity: true)
    if inside.value.turnTargets.isEmpty { swap(&targets, &inside.value.turnTargets) }
  }

  /// Waits until something happens, and returns how many events there are.
  private func waitForEvents(hasJobs: Bool) -> Int {
    if hasJobs || !inside.value.turnTargets.isEmpty { return events(within: 0) }
    let start = EventLoop.readClock()
    var now = start
    if inside.value.sleepMilliseconds(at: now) == 0 { return events(within: 0) }
    if inside.value.polling.isOn, mayPoll(), let events = pollForEvents(&now) { return events }
    guard mailbox.prepareToSleep() else { return events(within: 0) }
    // By the clock after the poll, which may have lost its processor for long.
    let events = events(within: inside.value.sleepMilliseconds(at: now))
    // What ended with a timer of its own says nothing of how soon others come.
    if inside.value.polling.limit > 0 { inside.value.polling.slept(events > 0 ? EventLoop.readClock() - start : .max) }
    return events
  }

  /// Asks until something happens, and returns how many events there are; nil: nothing happened in time. `now` is the
  /// clock, before and after.
  private func pollForEvents(_ now: inout UInt64) -> Int? {
    let limit = now + inside.value.polling.limit
    let end = min(limit, inside.value.nextTimer)
    /// When it had looked once and found nothing.
    var idleSince: UInt64?
    defer { if let idleSince { polled.add(now - idleSince, ordering: .relaxed) } }
    while now < end {
      let events = events(within: 0)
      let last = now
      now = EventLoop.readClock()
      let isOver = events > 0 || mailbox.hasJobs
      if now - last > BusyPolling.mostBetweenLooks {
        inside.value.polling.wasInTheWay()
        return isOver ? events : nil
      }
      if isOver {
        inside.value.polling.found()
        return events
      }
      if idleSince == nil { idleSince = now }
    }
    // A timer of its own that ends the poll says nothing of how soon others come.
    if now >= limit { inside.value.polling.missed() }
    return nil
  }

  private func events(within milliseconds: Int32) -> Int {
    let poll = inside.value.poll
    let buffer = inside.value.events
    do throws(Errno) {
      return Int(
        try systemCall { epoll_wait(poll.rawValue, buffer.baseAddress, Int32(buffer.count), milliseconds) })
    } catch {
      preconditionFailure("epoll_wait: \(error)")
    }
  }

  private func dispatch(_ position: Int) {
    let event = inside.value.events[position]
    if event.data.u64 == LoopState.mailboxKey { return mailbox.acknowledge() }
    guard let target = inside.value.registrations.target(for: event.data.u64) else { return }
    target.ready(Readiness(epoll: event.events))
  }

  private func fireTimers() {
    let now = inside.value.now / 1_000_000
    while let timer = inside.value.wheel.popDue(now: now) { timer.target.timerFired(timer.tag) }
  }

  private var isStopping: Bool { inside.value.isStopping }

  private func shutDown(_ jobs: [Job]) {
    for job in jobs.reversed() { job() }
    for job in mailbox.close() { job() }
    for job in inside.value.lastJobs { job() }
    inside.value.close()
    thread.release()
  }
}
