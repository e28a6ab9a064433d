// token.mock.pb.swift: mocks of the services of tokenrpc/v1/token.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 3 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

public import TokenWire

/// A `TokenService` for tests: each method does what its closure says, and fails UNIMPLEMENTED without one. Everything
/// may be used from any thread.
public final class TokenServiceMock: TokenService {
  private struct Mocked {
    let generate = UnaryMock<GenerateRequest, GenerateReply>(TokenServiceMethods.generate)
    let request = UnaryMock<RequestRequest, RequestReply>(TokenServiceMethods.request)
    let validate = UnaryMock<ValidateRequest, ValidateReply>(TokenServiceMethods.validate)
    let status = UnaryMock<StatusRequest, StatusReply>(TokenServiceMethods.status)
    let revoke = UnaryMock<RevokeRequest, RevokeReply>(TokenServiceMethods.revoke)
    let queueStream = StreamMock<QueueStreamRequest, QueueStreamItem>(TokenServiceMethods.queueStream)
    let erase = UnaryMock<EraseRequest, EraseReply>(TokenServiceMethods.erase)
    let audit = UnaryMock<AuditRequest, AuditReply>(TokenServiceMethods.audit)
  }

  private let mocked = Mocked()

  public init() {}

  /// What `Generate` answers or throws.
  public var onGenerate: UnaryMock<GenerateRequest, GenerateReply>.Body? {
    get { mocked.generate.body }
    set { mocked.generate.body = newValue }
  }

  /// The calls of `Generate` so far, the first one first.
  public var generateCalls: [MockCall<GenerateRequest>] { mocked.generate.calls }

  public func generate(_ message: GenerateRequest, _ call: UnaryCall<GenerateReply>) {
    mocked.generate.take(message, call)
  }

  /// What `Request` answers or throws.
  public var onRequest: UnaryMock<RequestRequest, RequestReply>.Body? {
    get { mocked.request.body }
    set { mocked.request.body = newValue }
  }

  /// The calls of `Request` so far, the first one first.
  public var requestCalls: [MockCall<RequestRequest>] { mocked.request.calls }

  public func request(_ message: RequestRequest, _ call: UnaryCall<RequestReply>) {
    mocked.request.take(message, call)
  }

  /// What `Validate` answers or throws.
  public var onValidate: UnaryMock<ValidateRequest, ValidateReply>.Body? {
    get { mocked.validate.body }
    set { mocked.validate.body = newValue }
  }

  /// The calls of `Validate` so far, the first one first.
  public var validateCalls: [MockCall<ValidateRequest>] { mocked.validate.calls }

  public func validate(_ message: ValidateRequest, _ call: UnaryCall<ValidateReply>) {
    mocked.validate.take(message, call)
  }

  /// What `Status` answers or throws.
  public var onStatus: UnaryMock<StatusRequest, StatusReply>.Body? {
    get { mocked.status.body }
    set { mocked.status.body = newValue }
  }

  /// The calls of `Status` so far, the first one first.
  public var statusCalls: [MockCall<StatusRequest>] { mocked.status.calls }

  public func status(_ message: StatusRequest, _ call: UnaryCall<StatusReply>) {
    mocked.status.take(message, call)
  }

  /// What `Revoke` answers or throws.
  public var onRevoke: UnaryMock<RevokeRequest, RevokeReply>.Body? {
    get { mocked.revoke.body }
    set { mocked.revoke.body = newValue }
  }

  /// The calls of `Revoke` so far, the first one first.
  public var revokeCalls: [MockCall<RevokeRequest>] { mocked.revoke.calls }

  public func revoke(_ message: RevokeRequest, _ call: UnaryCall<RevokeReply>) {
    mocked.revoke.take(message, call)
  }

  /// What `QueueStream` sends or throws.
  public var onQueueStream: StreamMock<QueueStreamRequest, QueueStreamItem>.Body? {
    get { mocked.queueStream.body }
    set { mocked.queueStream.body = newValue }
  }

  /// The calls of `QueueStream` so far, the first one first.
  public var queueStreamCalls: [MockCall<QueueStreamRequest>] { mocked.queueStream.calls }

  public func queueStream(_ message: QueueStreamRequest, _ call: StreamCall<QueueStreamItem>) {
    mocked.queueStream.take(message, call)
  }

  /// What `Erase` answers or throws.
  public var onErase: UnaryMock<EraseRequest, EraseReply>.Body? {
    get { mocked.erase.body }
    set { mocked.erase.body = newValue }
  }

  /// The calls of `Erase` so far, the first one first.
  public var eraseCalls: [MockCall<EraseRequest>] { mocked.erase.calls }

  public func erase(_ message: EraseRequest, _ call: UnaryCall<EraseReply>) {
    mocked.erase.take(message, call)
  }

  /// What `Audit` answers or throws.
  public var onAudit: UnaryMock<AuditRequest, AuditReply>.Body? {
    get { mocked.audit.body }
    set { mocked.audit.body = newValue }
  }

  /// The calls of `Audit` so far, the first one first.
  public var auditCalls: [MockCall<AuditRequest>] { mocked.audit.calls }

  public func audit(_ message: AuditRequest, _ call: UnaryCall<AuditReply>) {
    mocked.audit.take(message, call)
  }
}
