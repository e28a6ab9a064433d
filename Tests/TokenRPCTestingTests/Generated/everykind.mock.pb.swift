// everykind.mock.pb.swift: mocks of the services of everykind.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 3 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

internal import EveryKind
internal import TokenRPCTesting
internal import TokenWire

/// A `EKEveryService` for tests: each method does what its closure says, and fails UNIMPLEMENTED without one.
/// Everything may be used from any thread.
internal final class EKEveryServiceMock: EKEveryService {
  private struct Mocked {
    let echo = UnaryMock<EKScalars, EKScalars>(EKEveryServiceMethods.echo)
    let `repeat` = StreamMock<EKChoice, EKOuter.Middle>(EKEveryServiceMethods.`repeat`)
    let `default` = UnaryMock<EKEmpty, EKEmpty>(EKEveryServiceMethods.`default`)
    let all = StreamMock<EKEmpty, EKEmpty>(EKEveryServiceMethods.all_)
  }

  private let mocked = Mocked()

  internal init() {}

  /// What `Echo` answers or throws.
  internal var onEcho: UnaryMock<EKScalars, EKScalars>.Body? {
    get { mocked.echo.body }
    set { mocked.echo.body = newValue }
  }

  /// The calls of `Echo` so far, the first one first.
  internal var echoCalls: [MockCall<EKScalars>] { mocked.echo.calls }

  internal func echo(_ message: EKScalars, _ call: UnaryCall<EKScalars>) {
    mocked.echo.take(message, call)
  }

  /// What `Repeat` sends or throws.
  internal var onRepeat: StreamMock<EKChoice, EKOuter.Middle>.Body? {
    get { mocked.`repeat`.body }
    set { mocked.`repeat`.body = newValue }
  }

  /// The calls of `Repeat` so far, the first one first.
  internal var repeatCalls: [MockCall<EKChoice>] { mocked.`repeat`.calls }

  internal func `repeat`(_ message: EKChoice, _ call: StreamCall<EKOuter.Middle>) {
    mocked.`repeat`.take(message, call)
  }

  /// What `Default` answers or throws.
  internal var onDefault: UnaryMock<EKEmpty, EKEmpty>.Body? {
    get { mocked.`default`.body }
    set { mocked.`default`.body = newValue }
  }

  /// The calls of `Default` so far, the first one first.
  internal var defaultCalls: [MockCall<EKEmpty>] { mocked.`default`.calls }

  internal func `default`(_ message: EKEmpty, _ call: UnaryCall<EKEmpty>) {
    mocked.`default`.take(message, call)
  }

  /// What `All` sends or throws.
  internal var onAll: StreamMock<EKEmpty, EKEmpty>.Body? {
    get { mocked.all.body }
    set { mocked.all.body = newValue }
  }

  /// The calls of `All` so far, the first one first.
  internal var allCalls: [MockCall<EKEmpty>] { mocked.all.calls }

  internal func all(_ message: EKEmpty, _ call: StreamCall<EKEmpty>) {
    mocked.all.take(message, call)
  }
}
