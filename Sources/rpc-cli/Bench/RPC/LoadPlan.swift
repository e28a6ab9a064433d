// LoadPlan.swift: what the n-th call of a load asks, and whether its answer said yes.

internal import TokenRPCClient
internal import TokenWire

/// The calls of one load, by their numbers.
struct LoadPlan: Sendable {
  /// How a call ended.
  enum Verdict: Sendable, Equatable {
    /// Valid, or what was asked for came.
    case yes
    case no
    case failed(RPCError)

    /// The connection was lost or could not be made.
    var foundNoServer: Bool {
      if case .failed(let error) = self { return error.code == .unavailable }
      return false
    }
  }

  /// The tokens that a load makes for itself, and the users it asks codes for.
  static let subjects = 10_000

  private static let changesNothing = CallOptions(changesNothing: true)

  let mix: CallMix
  /// The one kind of call; nil: there are several. Beside `mix`, so that a plain load reads no array for each call.
  private let only: BenchCall?
  /// The tokens that calls are about, in turn; empty for calls that are about none.
  let identities: [Bytes32]
  /// How long a requisition may wait for its token, in milliseconds.
  let waitMilliseconds: UInt32
  /// Makes the contents and keys of this run others than those of every other.
  private let salt: Bytes32
  private let pages: PageReader

  init(_ mix: CallMix, identities: [Bytes32] = [], waitMilliseconds: UInt32, salt: Bytes32 = .random()) {
    precondition(!mix.needsTokens || !identities.isEmpty, "a load of \(mix.calls) calls needs tokens")
    self.mix = mix
    only = mix.isMixed ? nil : mix.calls[0]
    self.identities = identities
    self.waitMilliseconds = waitMilliseconds
    self.salt = salt
    pages = PageReader(timeout: .milliseconds(waitMilliseconds))
  }

  /// What call `number` is, and where in the mix that stands.
  func kind(of number: UInt64) -> (position: Int, call: BenchCall) {
    if let only { return (0, only) }
    let position = mix.position(of: number)
    return (position, mix.calls[position])
  }

  /// Requisitions alone, so that streams that follow the queue have something to tell.
  var feed: LoadPlan { LoadPlan(CallMix(.request), waitMilliseconds: waitMilliseconds, salt: salt) }

  /// Starts call `number`, which is a `call`. `completion` runs exactly once, on a thread of the client's; of a stream
  /// on one of the tasks'.
  func start(
    _ number: UInt64, _ call: BenchCall, on tokens: TokenServiceClient,
    completion: @escaping @Sendable (Verdict) -> Void
  ) {
    switch call {
    case .check:
      tokens.validate(validation(number, use: false), options: Self.changesNothing) {
        completion(.init($0))
      }
    case .use: tokens.validate(validation(number, use: true), options: keyed(number)) { completion(.init($0)) }
    case .request: tokens.request(requisition(number), options: keyed(number)) { completion(.init($0)) }
    case .generate: tokens.generate(generation(number), options: CallOptions()) { completion(.init($0)) }
    case .status: tokens.status(question(number), options: CallOptions()) { completion(.init($0)) }
    case .stream: pages.read(on: tokens, completion: completion)
    }
  }

  // MARK: The messages

  func validation(_ number: UInt64, use: Bool) -> ValidateRequest {
    ValidateRequest(subject: .identity(identity(number)), use: use)
  }

  func requisition(_ number: UInt64) -> RequestRequest {
    .unlimited(content: salted(number).bytes, waitMilliseconds: waitMilliseconds)
  }

  func generation(_ number: UInt64) -> GenerateRequest {
    GenerateRequest(user: "bench-\(number % UInt64(Self.subjects))")
  }

  func question(_ number: UInt64) -> StatusRequest { StatusRequest(subject: .identity(identity(number))) }

  private func identity(_ number: UInt64) -> Bytes32 { identities[Int(number % UInt64(identities.count))] }

  /// A key made here costs no draw from the system's random source, which would be a system call for each call.
  func keyed(_ number: UInt64) -> CallOptions {
    CallOptions(metadata: Metadata(idempotencyKey: salted(number).second.withBytes { [UInt8]($0) }))
  }

  /// Thirty-two bytes that no other call of any run has, the number last.
  private func salted(_ number: UInt64) -> Bytes32 {
    var bytes = salt
    bytes.second.low = number
    return bytes
  }
}

extension RequestRequest {
  /// Asks for a token without limit.
  static func unlimited(content: [UInt8], waitMilliseconds: UInt32) -> RequestRequest {
    var message = RequestRequest()
    message.subject = .content(content)
    message.waitMs = waitMilliseconds
    return message
  }
}

extension LoadPlan.Verdict {
  fileprivate init(_ result: Result<ValidateReply, RPCError>) { self.init(result) { $0.valid } }

  fileprivate init(_ result: Result<RequestReply, RPCError>) { self.init(result) { $0.token?.status == .success } }

  fileprivate init(_ result: Result<GenerateReply, RPCError>) { self.init(result) { !$0.code.isEmpty } }

  fileprivate init(_ result: Result<StatusReply, RPCError>) {
    self.init(result) { if case .token = $0.subject { true } else { false } }
  }

  private init<Reply>(_ result: Result<Reply, RPCError>, isYes: (Reply) -> Bool) {
    switch result {
    case .success(let reply): self = isYes(reply) ? .yes : .no
    case .failure(let error): self = .failed(error)
    }
  }
}
