// CodeFollower.swift: carries out `generate --follow`: makes the calls that the countdown asks for, shows the codes.

internal import TokenRPCClient
internal import TokenWire

/// Shows a user's codes as they come.
struct CodeFollower: Sendable {
  let user: String
  let session: Session

  private typealias Instant = ContinuousClock.Instant

  private enum Event: Sendable {
    case answer(Result<GenerateReply, RPCError>, asked: Instant)
    case wake
  }

  /// Goes on until asking fails for good, or the task is cancelled. A server that can't be reached at the start is such
  /// a failure: its address may be wrong.
  func run() async throws(CommandFailure) -> ExitStatus {
    let (events, feed) = AsyncStream<Event>.makeStream()
    var countdown = CodeCountdown(isLive: redraws)
    var timer = Task<Void, Never> {}
    defer { timer.cancel() }
    feed.yield(.wake)
    for await event in events {
      if case .answer(let result, let asked) = event { try take(result, asked: asked, &countdown) }
      draw(countdown)
      timer.cancel()
      timer = carryOut(&countdown, feed)
    }
    return .done
  }

  /// A line that counts down, in place of a line for each code.
  private var redraws: Bool { session.console.isTerminal && !session.console.isJSON }

  private func take(
    _ result: Result<GenerateReply, RPCError>, asked: Instant, _ countdown: inout CodeCountdown
  ) throws(CommandFailure) {
    switch result {
    case .success(let reply):
      let lineBefore = countdown.lastLine
      guard countdown.answered(reply, asked: asked, at: .now) else { return }
      if !redraws { return session.console.answer(reply.json(user), text: reply.line) }
      if let lineBefore { leave(lineBefore) }
    case .failure(let error):
      let isLost = countdown.isEmpty && session.isUnreachable(error)
      guard CodeCountdown.mayPass(error), !isLost else {
        if redraws, let line = countdown.line(at: .now) { leave(line) }
        throw .call(FailedCall(error))
      }
      guard countdown.failed(at: .now) else { return }
      if redraws { session.console.redraw("") }
      let (code, message) = session.words(for: .call(FailedCall(error)))
      session.console.note("\(message) (\(code)); trying again")
    }
  }

  /// Leaves a line on the terminal and goes on below it.
  private func leave(_ line: String) {
    session.console.redraw(line)
    session.console.endLine()
  }

  private func draw(_ countdown: CodeCountdown) {
    if redraws, let line = countdown.line(at: .now) { session.console.redraw(line) }
  }

  /// Begins the call that is due, and a timer for what comes next.
  private func carryOut(
    _ countdown: inout CodeCountdown, _ feed: AsyncStream<Event>.Continuation
  ) -> Task<Void, Never> {
    while true {
      switch countdown.next(at: .now) {
      case .ask: ask(feed)
      case .wait(until: nil): return Task {}
      case .wait(let instant?):
        return Task {
          try? await Task.sleep(until: instant, clock: .continuous)
          if !Task.isCancelled { feed.yield(.wake) }
        }
      }
    }
  }

  private func ask(_ feed: AsyncStream<Event>.Continuation) {
    let asked = Instant.now
    let (tokens, message) = (session.tokens, GenerateRequest(user: user))
    Task {
      do throws(RPCError) {
        feed.yield(.answer(.success(try await tokens.generate(message)), asked: asked))
      } catch {
        feed.yield(.answer(.failure(error), asked: asked))
      }
    }
  }
}
