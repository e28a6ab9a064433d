// RemoteGenerator.swift: the generator in another process, with a deadline, a breaker and a limit. Whatever it answers
// is checked, and neither a code nor a word of its own gets into an error or the log.

internal import Dispatch
internal import Synchronization
internal import TokenCore
internal import TokenNet
internal import TokenRPCClient
internal import TokenRPCServer
internal import TokenWire

/// Draws codes from the generation service at an address.
final class RemoteGenerator: CodeGenerator {
  /// How long a draw may take unless set.
  static let defaultTimeout = Duration.seconds(1)
  /// How long a draw may be allowed to take.
  static let timeoutRange: ClosedRange<Duration> = .milliseconds(10) ... .seconds(60)
  /// `draws-max`: draws in flight at once; one more fails at once.
  static let drawsMax = 1_024
  /// A generator that nobody has asked for so long is asked for a code that is thrown away, in milliseconds.
  static let probeInterval = 5_000

  private let endpoint: Endpoint
  private let timeout: Duration
  private let digits: Int
  private let environment: Environment
  private let onChange: @Sendable (GeneratorCondition) -> Void
  private let state: Mutex<State>
  private let probes = DispatchQueue(label: "tokenrpc.generator")

  private struct State {
    var client: RPCClient
    var breaker = Breaker()
    var condition = GeneratorCondition()
    var drawsInFlight = 0
    /// When the last draw ended, on the clock that never goes back; nil: none has.
    var lastEnd: UInt64?

    /// Takes an outcome over: what it came to, and whether the generator has gone down or come back with it.
    mutating func note(
      _ outcome: Result<CodeDigits, GeneratorFault>, of draw: Draw, _ environment: Environment
    ) -> (verdict: Breaker.Verdict, isNews: Bool) {
      let now = environment.bootMilliseconds()
      let wall = environment.wallMilliseconds()
      drawsInFlight -= 1
      lastEnd = now
      switch outcome {
      case .success:
        let verdict = breaker.succeeded(draw.permit)
        return (verdict, verdict != .outdated && condition.succeeded(at: wall))
      case .failure(let fault):
        let verdict = breaker.failed(draw.permit, at: now)
        return (verdict, verdict != .outdated && condition.failed(fault.reason, at: wall))
      }
    }
  }

  /// One draw under way.
  private struct Draw: Sendable {
    let client: RPCClient
    let permit: Breaker.Permit
    let digits: Int
  }

  /// Does nothing until the first draw.
  ///
  /// - Parameters:
  ///   - timeout: how long a draw may take.
  ///   - digits: what `watch` asks for.
  ///   - onChange: called when the generator goes down or comes back, on any thread; must not block.
  init(
    _ endpoint: Endpoint, timeout: Duration = defaultTimeout, digits: Int, environment: Environment = .system,
    onChange: @escaping @Sendable (GeneratorCondition) -> Void = { _ in }
  ) {
    self.endpoint = endpoint
    self.timeout = timeout
    self.digits = digits
    self.environment = environment
    self.onChange = onChange
    state = Mutex(State(client: Self.client(of: endpoint)))
  }

  /// How it did lately.
  var condition: GeneratorCondition { state.withLock { $0.condition } }

  /// From now on it is asked also when nobody wants a code, so that `condition` is never older than a few seconds.
  func watch() {
    probes.async { [weak self] in self?.probeOnQueue() }
  }

  func draw(digits: Int, answer: @escaping @Sendable (Result<[UInt8], GeneratorFault>) -> Void) {
    switch admit(digits) {
    case .failure(let fault): answer(.failure(fault))
    case .success(let draw):
      let stub = GenerationServiceClient(draw.client)
      stub.draw(DrawRequest(digits: UInt32(digits)), options: CallOptions(timeout: timeout)) { [self] result in
        let outcome = check(result, draw)
        finish(draw, outcome)
        answer(outcome.map(\.ascii))
      }
    }
  }

  private func probeOnQueue() {
    let now = environment.bootMilliseconds()
    let isFresh = state.withLock { state in
      state.lastEnd.map { now < $0 + UInt64(Self.probeInterval) } ?? false
    }
    if !isFresh { draw(digits: digits) { _ in } }
    probes.asyncAfter(deadline: .now() + .milliseconds(Self.probeInterval)) { [weak self] in self?.probeOnQueue() }
  }

  private func admit(_ digits: Int) -> Result<Draw, GeneratorFault> {
    state.withLock { state in
      guard state.drawsInFlight < Self.drawsMax else {
        return .failure(GeneratorFault("\(Self.drawsMax) codes are being drawn already; try again later"))
      }
      guard let permit = state.breaker.admit(at: environment.bootMilliseconds()) else {
        return .failure(GeneratorFault("\(state.condition.lastError); it is left alone for a while"))
      }
      state.drawsInFlight += 1
      return .success(Draw(client: state.client, permit: permit, digits: digits))
    }
  }

  /// What the generator's answer comes to.
  private func check(
    _ result: Result<DrawReply, RPCError>, _ draw: Draw
  ) -> Result<CodeDigits, GeneratorFault> {
    switch result {
    case .failure(let error): return .failure(fault(error, draw))
    case .success(let reply):
      guard let code = CodeDigits(reply.code), code.ascii.count == draw.digits else {
        return .failure(GeneratorFault("the generator answers what is no code of \(draw.digits) digits"))
      }
      return .success(code)
    }
  }

  /// Why a draw has failed, in words of our own: a message of the generator's may say anything.
  private func fault(_ error: RPCError, _ draw: Draw) -> GeneratorFault {
    if error.code == .unavailable, let reason = draw.client.unreachableReason {
      return GeneratorFault("the generator can't be reached: \(reason)")
    }
    return switch error.code {
    case .deadlineExceeded: GeneratorFault("the generator gives no answer within \(timeout.text)")
    case .unimplemented:
      GeneratorFault("what listens there draws no codes; start it with token-server --generator-only")
    case .invalidArgument:
      GeneratorFault("the generator draws no codes of \(draw.digits) digits; give both the same --digits")
    default: GeneratorFault("the generator fails with \(error.code.name)")
    }
  }

  /// Notes how a draw went, before whoever wanted the code hears of it. When the breaker opens, the next call gets a
  /// connection of its own: the old one may lead to a machine that is gone.
  private func finish(_ draw: Draw, _ outcome: Result<CodeDigits, GeneratorFault>) {
    let (news, left) = state.withLock { state in
      let (verdict, isNews) = state.note(outcome, of: draw, environment)
      let left = verdict == .opened ? state.client : nil
      if left != nil { state.client = Self.client(of: endpoint) }
      return (isNews ? state.condition : nil, left)
    }
    left?.close()
    if let news { onChange(news) }
  }

  private static func client(of endpoint: Endpoint) -> RPCClient {
    var options = ClientOptions()
    // A code fits the smallest frame that a server may be limited to.
    options.maxFrameBytes = FrameLimits.payloadBytesBeforeHello
    options.maxWaitingCalls = drawsMax
    options.name = "token-server \(version)"
    // How long a generator is left alone is for the breaker to say; for the turn in which it failed it always is.
    let none = Duration.nanoseconds(1)
    options.reconnecting = Backoff(initial: none, multiplier: 1, maximum: none, share: 1...1)
    // Codes are drawn seldom, and the processors are the server's.
    return RPCClient(endpoint, options: options, loop: ClientLoop(busyPolling: .zero))
  }
}

extension RemoteGenerator {
  /// For the health service.
  var health: PartHealth {
    let condition = condition
    return PartHealth(
      name: "generator", isServing: condition.isServing, isVital: false, detail: "\(endpoint)",
      lastError: condition.lastError, sinceMilliseconds: condition.since, usedBy: PartHealth.tokenService)
  }
}
