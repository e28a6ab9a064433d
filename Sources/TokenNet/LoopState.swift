// LoopState.swift: what an event loop owns: its epoll, the registered sockets, the timers, the targets of this turn.

internal import CTokenSockets
internal import Glibc

/// The insides of one event loop, touched on its thread only.
struct LoopState {
  /// The key of the mailbox's eventfd, which no registration has.
  static let mailboxKey = UInt64.max

  let poll: Descriptor
  let events: UnsafeMutableBufferPointer<epoll_event>
  var registrations = Registrations()
  var wheel: TimerWheel<LoopTimer>
  var turnTargets: [any TurnTarget] = []
  var everyTurn: (any TurnTarget)?
  var polling: BusyPolling
  var isStopping = false
  /// What `stop` was told to run last.
  var lastJobs: [EventLoop.Job] = []
  /// Nanoseconds of CLOCK_MONOTONIC as of this turn.
  var now: UInt64

  init(mailbox: Mailbox, polling: BusyPolling) throws(SystemError) {
    self.polling = polling
    now = EventLoop.readClock()
    wheel = TimerWheel(now: now / 1_000_000)
    poll = Descriptor(rawValue: try systemCall("epoll_create1") { epoll_create1(TOKEN_CLOEXEC) })
    var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: LoopState.mailboxKey))
    do throws(SystemError) {
      let (poll, mailbox) = (poll.rawValue, mailbox.descriptor.rawValue)
      try systemCall("epoll_ctl") { epoll_ctl(poll, EPOLL_CTL_ADD, mailbox, &event) }
    } catch {
      poll.close()
      throw error
    }
    events = .allocate(capacity: EventLoop.maxEventsPerTurn)
    events.initialize(repeating: epoll_event())
  }

  /// How long the loop may sleep when the clock is `now`: until the next timer; -1: until it is woken.
  func sleepMilliseconds(at now: UInt64) -> Int32 {
    guard let next = wheel.nextWake else { return -1 }
    let now = now / 1_000_000
    return next <= now ? 0 : Int32(clamping: next - now)
  }

  /// When the next timer may be due, in nanoseconds of the clock; the largest number: there is none.
  var nextTimer: UInt64 { wheel.nextWake.map { $0 * 1_000_000 } ?? .max }

  mutating func close() {
    poll.close()
    events.deallocate()
    registrations = Registrations()
    wheel = TimerWheel(now: 0)
    turnTargets = []
    everyTurn = nil
    lastJobs = []
  }
}

/// A timer's payload: whom to call, with what. No allocation per timer.
struct LoopTimer {
  let target: any TimerTarget
  let tag: UInt64
}
