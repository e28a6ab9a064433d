// Call.swift: one call in flight: what it is, and how far it has come. A value, small because it moves for every call.

internal import TokenNet
internal import TokenWire

/// One call in flight.
///
/// Its life: working → answered, when the service does so; working → ended (cancelled, late, drained), whose slot is
/// kept until the service answers into the void. A stream works until its service has given a source, which runs on
/// the reactor only; from then on it ends at once.
struct Call {
  let kind: MethodDescriptor.Kind
  /// Its RESPONSE or END is written. The slot waits for the service, which has not answered yet.
  var isEnded = false
  /// The service has not answered yet.
  var isWorking = true
  /// It counts among the calls of the whole server.
  var isCounted = false
  /// It waits by design: its time says nothing of the load.
  var isParked = false
  /// It counts at the gate of its method.
  var isGated = false
  /// Bytes of payload of its request.
  let requestBytes: UInt32
  /// The row of its method, for metrics.
  let method: Int
  /// When its request was read, in nanoseconds of the monotonic clock; known once it counts.
  var arrivedAt: UInt64 = 0
  /// Interceptors that let it through, from the first.
  var interceptors = 0
  /// nil: it has nothing of that, as all calls that are answered at once.
  private var extras: Extras?

  init(kind: MethodDescriptor.Kind, credit: UInt32, method: Int = 0, requestBytes: UInt32 = 0) {
    self.kind = kind
    self.method = method
    self.requestBytes = requestBytes
    if kind == .serverStream { stream = StreamState(credit: credit) }
  }

  /// Items sent, for END's argument.
  var itemsSent: UInt32 { extras?.stream?.sent ?? 0 }
}

/// An answer that is yet to be made.
struct WaitingAnswer {
  /// About how large it will be.
  let bytes: Int
  let make: @Sendable () -> Void
}

// MARK: - What only calls have that stay

extension Call {
  /// Copied before it is changed when another copy of the call has it too.
  private final class Extras {
    var onCancel: (@Sendable () -> Void)?
    var deadline: TimerToken?
    var waiting: WaitingAnswer?
    var promisedBytes = 0
    var stream: StreamState?

    init() {}

    init(copying other: Extras) {
      onCancel = other.onCancel
      deadline = other.deadline
      waiting = other.waiting
      promisedBytes = other.promisedBytes
      stream = other.stream
    }
  }

  /// What the service wants to be told when the client gives up.
  var onCancel: (@Sendable () -> Void)? {
    get { extras?.onCancel }
    set { if extras != nil || newValue != nil { ownExtras().onCancel = newValue } }
  }

  var deadline: TimerToken? {
    get { extras?.deadline }
    set { if extras != nil || newValue != nil { ownExtras().deadline = newValue } }
  }

  /// An answer that is made once there is room for it.
  var waiting: WaitingAnswer? {
    get { extras?.waiting }
    set { if extras != nil || newValue != nil { ownExtras().waiting = newValue } }
  }

  /// Bytes of room that are kept for its answer.
  var promisedBytes: Int {
    get { extras?.promisedBytes ?? 0 }
    set { ownExtras().promisedBytes = newValue }
  }

  /// A stream's credit; nil for a unary call.
  var stream: StreamState? {
    get { extras?.stream }
    _modify { yield &ownExtras().stream }
  }

  private mutating func ownExtras() -> Extras {
    if isKnownUniquelyReferenced(&extras), let extras { return extras }
    let own = extras.map(Extras.init(copying:)) ?? Extras()
    extras = own
    return own
  }
}
