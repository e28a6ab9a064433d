// TokenHandlers.swift: the token service over a `TokenEngine`. Nothing here waits on a thread: what changes state is
// completed by the engine's sequencer, the rest is answered where it was read.

public import TokenCore
public import TokenWire

/// Answers the methods of `tokenrpc.v1.TokenService`.
public final class TokenHandlers: TokenService {
  /// A Status with content: the content, and all else a token says.
  private static let contentReplyBytes = NewRequisition.maxContentBytes + 4_096
  /// What a code of a user's history takes in a reply, at most.
  private static let codeReplyBytes = 64

  /// What an event of the audit takes in a reply, at most: with the longest name of a user.
  private static let eventReplyBytes = 384

  private let engine: TokenEngine

  public init(engine: TokenEngine) {
    self.engine = engine
  }

  public func generate(_ message: GenerateRequest, _ call: UnaryCall<GenerateReply>) {
    engine.generate(message.user, caller: Caller(call.context)) { [engine] result in
      call.complete(result.map { GenerateReply($0, secondsLeft: engine.secondsLeft(until: $0.end)) })
    }
  }

  public func request(_ message: RequestRequest, _ call: UnaryCall<RequestReply>) {
    // Its token may be a day away.
    if message.waitMs > 0 { call.park() }
    do throws(RPCError) {
      let wait = engine.request(try requisition(message, call.context), waitMilliseconds: message.waitMs) { result in
        switch result {
        case .success(let view): call.succeed(RequestReply(token: Token(view)))
        case .failure(let error): call.fail(RPCError(error))
        }
      }
      guard let wait else { return }
      call.onCancel { [engine] in engine.endWait(wait) }
    } catch {
      call.fail(error)
    }
  }

  public func validate(_ message: ValidateRequest, _ call: UnaryCall<ValidateReply>) {
    if case .userCode(let userCode) = message.subject { return use(userCode, message, call) }
    do throws(RPCError) {
      let query = try query(message, call.context)
      if message.use {
        use(query, call)
      } else if let outcome = engine.check(query) {
        call.succeed(ValidateReply(outcome))
      } else {
        engine.settledCheck(query) { call.complete($0.map { ValidateReply($0) }) }
      }
    } catch {
      call.fail(error)
    }
  }

  public func status(_ message: StatusRequest, _ call: UnaryCall<StatusReply>) {
    let name: TokenName
    switch message.subject {
    case .identity(let identity): name = .identity(Digest(identity))
    case .requestId(let id): name = .requestID(Digest(id))
    case .user(let user): return status(of: user, message, call)
    case .service: return call.succeed(StatusReply(subject: .service(ServiceStatus(engine.service))))
    case nil: return call.fail(.invalid("subject", "must be an identity, a request id, a user or the service"))
    }
    engine.status(name, realm: call.context.realm) { [self] result in
      switch result {
      case .failure(let error): call.fail(RPCError(error))
      case .success(let view) where message.withContent: completeWithContent(view, call)
      case .success(let view): call.succeed(StatusReply(subject: .token(Token(view))))
      }
    }
  }

  public func revoke(_ message: RevokeRequest, _ call: UnaryCall<RevokeReply>) {
    let name: TokenName
    switch message.subject {
    case .identity(let identity): name = .identity(Digest(identity))
    case .requestId(let id): name = .requestID(Digest(id))
    case nil: return call.fail(.invalid("subject", "must be an identity or a request id"))
    }
    engine.revoke(name, reason: message.reason, caller: Caller(call.context)) { result in
      call.complete(
        result.map {
          RevokeReply(status: TokenWire.TokenStatus($0.status), failureReason: FailureReason($0.status))
        })
    }
  }

  public func erase(_ message: EraseRequest, _ call: UnaryCall<EraseReply>) {
    let caller = Caller(call.context)
    switch message.subject {
    case .requestId(let id):
      engine.erase(request: Digest(id), caller: caller) { call.complete($0.map { EraseReply($0) }) }
    case .user(let user): engine.erase(user: user, caller: caller) { call.complete($0.map { EraseReply($0) }) }
    case nil: call.fail(.invalid("subject", "must be a request id or a user"))
    }
  }

  public func queueStream(_ message: QueueStreamRequest, _ call: StreamCall<QueueStreamItem>) {
    do throws(RPCError) {
      let items = try QueueItems(message, engine, call)
      call.produce { items.next() }
    } catch {
      call.fail(error)
    }
  }

  public func audit(_ message: AuditRequest, _ call: UnaryCall<AuditReply>) {
    let query = AuditQuery(message, realm: call.context.realm)
    // Many events are large: they are read when there is room to send them.
    call.whenRoom(for: max(1, query.limit) * Self.eventReplyBytes) { [engine] in
      engine.audit(query) { call.complete($0.map { AuditReply($0) }) }
    }
  }

  private func completeWithContent(_ view: TokenView, _ call: UnaryCall<StatusReply>) {
    // A content is large: it is read when there is room to send it.
    call.whenRoom(for: TokenHandlers.contentReplyBytes) { [engine] in
      engine.content(of: view) { result in
        switch result {
        case .success(let content): call.succeed(StatusReply(subject: .token(Token(view, content: content))))
        case .failure(let error): call.fail(RPCError(error))
        }
      }
    }
  }

  private func use(_ query: ValidationQuery, _ call: UnaryCall<ValidateReply>) {
    let caller = Caller(call.context)
    engine.use(query, idempotencyKey: call.context.idempotencyKey, caller: caller) {
      call.complete($0.map { ValidateReply($0) })
    }
  }

  /// A user's code: always a use, whatever `use` says.
  private func use(_ userCode: UserCode, _ message: ValidateRequest, _ call: UnaryCall<ValidateReply>) {
    guard message.comparison == nil else {
      return call.fail(.invalid("comparison", "is for tokens; a user's code has no content"))
    }
    engine.use(
      code: userCode.code, of: userCode.user, idempotencyKey: call.context.idempotencyKey,
      caller: Caller(call.context)
    ) { [engine] result in
      call.complete(
        result.map { ValidateReply($0, secondsLeft: $0.accepted.map { engine.secondsLeft(until: $0.end) } ?? 0) })
    }
  }

  private func status(of user: String, _ message: StatusRequest, _ call: UnaryCall<StatusReply>) {
    let limit = message.historyLimit == 0 ? TokenEngine.defaultHistory : Int(message.historyLimit)
    guard limit <= TokenEngine.maxHistory else {
      return call.fail(.invalid("history_limit", "must be at most \(TokenEngine.maxHistory)"))
    }
    // A long history is large: it is read when there is room to send it.
    call.whenRoom(for: limit * Self.codeReplyBytes) { [engine] in
      engine.codes(of: user, realm: call.context.realm, historyLimit: limit) { result in
        call.complete(
          result.map {
            let secondsLeft = $0.live.map { engine.secondsLeft(until: $0.end) } ?? 0
            return StatusReply(subject: .user(UserCodes($0, secondsLeft: secondsLeft)))
          })
      }
    }
  }

  private func query(_ message: ValidateRequest, _ context: CallContext) throws(RPCError) -> ValidationQuery {
    let contentSHA256: Digest? =
      switch message.comparison {
      case .content(let content): SHA256.hash(content)
      case .contentSha256(let digest): Digest(digest)
      case nil: nil
      }
    switch message.subject {
    case .identity(let identity):
      return ValidationQuery(identity: Digest(identity), realm: context.realm, contentSHA256: contentSHA256)
    case .userCode, nil: throw .invalid("subject", "must be an identity or a user's code")
    }
  }

  private func requisition(_ message: RequestRequest, _ context: CallContext) throws(RPCError) -> NewRequisition {
    guard message.holderCommitment == nil else { throw .notBuilt("a holder commitment") }
    let content: RequisitionContent
    switch message.subject {
    case .content(let bytes): content = .bytes(bytes)
    case .contentDigest(let digest):
      guard let sha256 = digest.sha256 else { throw .invalid("content_digest.sha256", "must be given") }
      content = .digest(Digest(sha256), byteCount: digest.contentBytes)
    case nil: content = .bytes([])
    }
    return NewRequisition(
      id: message.id.map { Digest($0) }, clientTime: message.timestampMs, content: content,
      effectiveness: try TokenCore.Effectiveness(message.effectiveness),
      url: message.pushBackUrl.isEmpty ? nil : message.pushBackUrl, idempotencyKey: context.idempotencyKey,
      caller: Caller(context))
  }
}

extension CallContext {
  /// The idempotency key of the call; nil: none.
  fileprivate var idempotencyKey: [UInt8]? {
    metadata.idempotencyKey.isEmpty ? nil : metadata.idempotencyKey
  }
}

extension Caller {
  fileprivate init(_ context: CallContext) {
    self.init(realm: context.realm, id: context.caller)
  }
}

extension UnaryCall {
  /// Ends the call with what the engine said.
  fileprivate func complete(_ result: Result<Reply, TokenError>) {
    switch result {
    case .success(let reply): succeed(reply)
    case .failure(let error): fail(RPCError(error))
    }
  }
}
