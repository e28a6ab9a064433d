// ClientCore+Attempts.swift: what becomes of a call when an attempt of it has failed: another, or its end.

internal import TokenNet
internal import TokenWire

extension ClientCore {
  /// An attempt of a call has failed, which no connection holds any more.
  func attemptFailed(_ call: ClientCall, _ error: RPCError) {
    if error.details.contains(.openOutcome) { call.progress.mayHaveStarted = true }
    guard error.mayPass, throttle.failed(), let pause = pause(after: error, of: call) else {
      return end(call, with: error)
    }
    let timer = loop.addTimer(after: pause, call, tag: ClientCall.retryTag)
    call.progress.place = .resting(resting.append(call), timer)
  }

  /// How long a call rests before it is tried again; nil: it isn't, or would be too late.
  private func pause(after error: RPCError, of call: ClientCall) -> Duration? {
    var policy = options.retry
    policy.maxAttempts = call.maxAttempts ?? policy.maxAttempts
    let attempt = RetryPolicy.Attempt(
      error: error, number: call.progress.attempts, isRepeatable: call.isRepeatable,
      hasDelivered: call.progress.hasDelivered)
    guard !isClosed, let pause = policy.delay(after: attempt, using: &random) else { return nil }
    guard let deadline = call.deadline else { return pause }
    return loop.now.advanced(clampedBy: pause) < deadline ? pause : nil
  }

  /// A call has rested for long enough.
  func tryAgain(_ call: ClientCall) {
    guard case .resting(let ticket, _) = call.progress.place else { return }
    resting.remove(ticket)
    if !call.waitsForReady, let unreachable { return foundNoServer(call, unreachable) }
    call.progress.place = .waiting(waiting.append(call))
    pump()
  }

  /// No server can be reached for a call that doesn't wait for one. If it was sent before, finding none is an attempt
  /// too: what became of it can be told only by a server.
  func foundNoServer(_ call: ClientCall, _ error: RPCError) {
    if call.progress.attempts == 0 { return end(call, with: error) }
    call.progress.attempts += 1
    attemptFailed(call, error)
  }

  /// The server sends all its clients away and has not started this call: another server may take it, as another
  /// attempt.
  func turnedAway(_ call: ClientCall, _ error: RPCError) {
    let mayGoOn = call.waitsForReady || unreachable == nil
    guard mayGoOn, call.progress.attempts < RetryPolicy.mostAttempts else { return end(call, with: error) }
    call.progress.place = .waiting(waiting.prepend(call))
  }

  /// The server never started a call and will not, on that connection: it goes to another one, which counts as the same
  /// attempt.
  func putBack(_ call: ClientCall) {
    call.progress.attempts -= 1
    call.progress.place = .waiting(waiting.prepend(call))
  }

  /// Ends a call, which a connection no longer holds.
  func end(_ call: ClientCall, with error: RPCError?) {
    leave(call)
    guard let error else {
      throttle.succeeded()
      return call.sink.finish()
    }
    // An earlier attempt may have been started, whatever is known of the last.
    call.sink.fail(call.progress.mayHaveStarted ? error.afterAnAttempt(isHarmless: call.isHarmless) : error)
  }

  /// The call is no longer this client's: its timer goes, its place is final.
  func leave(_ call: ClientCall) {
    let (deadline, retry) = call.progress.end()
    if let deadline { loop.cancel(deadline) }
    if let retry { loop.cancel(retry) }
  }
}

extension RPCError {
  /// The failure of a call of which an attempt may have been carried out. What the server decided about the call
  /// stands; what only ended it leaves open what became of it.
  fileprivate func afterAnAttempt(isHarmless: Bool) -> RPCError {
    let isOpen = notStarted || [.unavailable, .deadlineExceeded, .cancelled].contains(code)
    var error = self
    error.notStarted = false
    if isOpen, !isHarmless, !details.contains(.openOutcome) { error.details.append(.openOutcome) }
    return error
  }
}

extension Detail {
  fileprivate static let openOutcome = Self(detail: .outcomeUnknown(OutcomeUnknown()))
}
