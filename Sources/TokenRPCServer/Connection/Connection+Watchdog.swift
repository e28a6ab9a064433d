// Connection+Watchdog.swift: tells the watchdog what happens, and does what is due when patience ends.

internal import TokenNet
internal import TokenWire

extension Connection {
  func updateWatchdog() {
    tellWatchdog()
    let next = watchdog.next
    guard next < watch?.at ?? Watchdog.never else { return }
    if let watch { loop.cancel(watch.timer) }
    watch = (loop.addTimer(at: next, self), next)
  }

  /// Tells the watchdog what has happened since it was told last.
  private func tellWatchdog() {
    let now = loop.now
    if phase == .open {
      watchdog.frame(isPartial: parser.keptBytes > 0 && !isPaused, number: framesHandled, now: now)
      let isIdle = state.calls.openCount == 0 && output.isEmpty && parser.keptBytes == 0
      watchdog.idles(isIdle, touched: wasTouched, now: now)
      watchdog.listens(state.hasHello && !isPaused && !state.inputEnded, heard: wasHeard, now: now)
      watchdog.holdsPongs(until: pings.due)
    }
    watchdog.outputWaits(!output.isEmpty, progressed: hasProgressed, now: now)
    (hasProgressed, wasTouched, wasHeard) = (false, false, false)
  }

  func lookAtTheClock() {
    watch = nil
    // What this turn has read counts before it is judged.
    tellWatchdog()
    switch watchdog.expired(at: loop.now) {
    case .linger: return close()
    case .output:
      context.counters.timeouts.count()
      return close()
    case .hello:
      context.counters.timeouts.count()
      goAway(RPCError(.deadlineExceeded, "no HELLO came within \(limits.helloTimeout); send HELLO at once"))
    case .frame:
      context.counters.timeouts.count()
      goAway(RPCError(.deadlineExceeded, "a frame took longer than \(limits.frameTimeout); send frames whole"))
    case .idle:
      context.counters.idleCloses.count()
      sayGoodbye("the connection was idle for \(limits.idleTimeout); connect again when needed")
    case .silent:
      context.counters.keepaliveCloses.count()
      return close()
    case .quiet: askWhetherThere()
    case .age: grewOld()
    case .ageGrace: endOldCalls()
    case .pongs: for argument in pings.take(at: loop.now) { output.append(FrameHeader(.pong, argument: argument)) }
    case nil: break
    }
    markDirty()
  }

  private func askWhetherThere() {
    output.append(FrameHeader(.ping))
    watchdog.asked(now: loop.now)
  }

  /// The connection has reached its age: the client makes its next calls on another one.
  private func grewOld() {
    // A drain has a grace of its own.
    if state.isDraining { return watchdog.neverAges() }
    watchdog.aged(now: loop.now)
    context.counters.ageCloses.count()
    sayGoodbye("the connection has reached its age; make further calls on another one")
  }

  /// What is still in flight on an old connection ends.
  private func endOldCalls() {
    watchdog.neverAges()
    for id in state.calls.openIDs { cutShort(id, .connectionAged) }
    watchdog.graceEnds(now: loop.now)
  }
}
