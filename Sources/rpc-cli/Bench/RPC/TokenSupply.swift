// TokenSupply.swift: makes the tokens that a load asks about, over the connections of the load.

internal import Synchronization
internal import TokenArguments
internal import TokenRPCClient
internal import TokenWire

/// Makes tokens, many at once.
struct TokenSupply: Sendable {
  /// Requisitions on their way on one connection, and on all of them.
  private static let inFlightEach = 64
  private static let inFlightMost = 512
  /// What making them may take by the pace so far, in seconds; past it the supply gives up.
  static let mostSeconds = 300.0
  /// The pace is not judged before this.
  private static let leastElapsed = Duration.seconds(10)
  private static let tick = Duration.milliseconds(100)

  let count: Int
  let connections: LoadConnections
  /// How long each requisition may wait for its token, in milliseconds.
  let waitMilliseconds: UInt32
  private let salt = Bytes32.random()

  private struct State {
    var started = 0
    var identities: [Bytes32] = []
    var failure: RPCError?
  }

  /// The identities of `count` new tokens without limit. Fails when a call does, or when the server is too slow at it.
  func make(progress: @escaping @Sendable (Int) -> Void) async throws(CommandFailure) -> [Bytes32] {
    let state = Shared()
    let workers = (0..<min(connections.clients.count * Self.inFlightEach, Self.inFlightMost, count)).map { worker in
      let tokens = TokenServiceClient(connections.clients[worker % connections.clients.count])
      return Task { await work(tokens, state) }
    }
    let watching = Task { await watch(state, workers, progress) }
    for worker in workers { await worker.value }
    watching.cancel()
    await watching.value
    if let failure = state.failure { throw .call(FailedCall(failure)) }
    return state.identities
  }

  /// Makes one token after the other until enough were begun or one has failed.
  private func work(_ tokens: TokenServiceClient, _ state: Shared) async {
    while let number = state.next(of: count) {
      var content = salt
      content.second.low = UInt64(number)
      let message = RequestRequest.unlimited(content: content.bytes, waitMilliseconds: waitMilliseconds)
      do throws(RPCError) {
        let token = try await tokens.request(message).token
        guard token?.status == .success, let identity = token?.identity else { throw tooSlow(state.made) }
        state.add(identity)
      } catch {
        state.fail(error)
      }
    }
  }

  /// Shows how far it is, and ends the work when it would take too long.
  private func watch(_ state: Shared, _ workers: [Task<Void, Never>], _ progress: (Int) -> Void) async {
    let start = ContinuousClock.now
    while !Task.isCancelled {
      try? await Task.sleep(for: Self.tick)
      let made = state.made
      progress(made)
      let elapsed = ContinuousClock.now - start
      if elapsed > Self.leastElapsed, seconds(at: made, after: elapsed) > Self.mostSeconds {
        state.fail(tooSlow(made))
        for worker in workers { worker.cancel() }
        return
      }
    }
  }

  /// How long all of them take when this many took `elapsed`.
  func seconds(at made: Int, after elapsed: Duration) -> Double {
    made == 0 ? .infinity : elapsed / .seconds(1) * Double(count) / Double(made)
  }

  private func tooSlow(_ made: Int) -> RPCError {
    let limit = DurationText.text(UInt64(Self.mostSeconds * 1_000))
    return RPCError(
      .deadlineExceeded,
      "the server made \(made) of \(count) tokens and would need more than \(limit) for all; "
        + "start it with a lower --difficulty, or name a token with --identity")
  }

  /// What the workers share.
  private final class Shared: Sendable {
    private let state = Mutex(State())

    var made: Int { state.withLock { $0.identities.count } }
    var identities: [Bytes32] { state.withLock { $0.identities } }
    var failure: RPCError? { state.withLock { $0.failure } }

    /// The number of the next token; nil: all were begun, or one failed.
    func next(of count: Int) -> Int? {
      state.withLock { state in
        guard state.failure == nil, state.started < count else { return nil }
        state.started += 1
        return state.started
      }
    }

    func add(_ identity: Bytes32) { state.withLock { $0.identities.append(identity) } }

    /// The first failure is the one that is told.
    func fail(_ error: RPCError) { state.withLock { $0.failure = $0.failure ?? error } }
  }
}
