// RequisitionSupply.swift: fills the queue of an engine that does not mine yet, so that it never waits for more.

internal import Synchronization
internal import TokenCore
internal import TokenWire

/// Requisitions of 32 bytes each, all different.
struct RequisitionSupply: Sendable {
  /// Sent together; the next ones follow when all of them are durable.
  private static let atOnce = 8_192
  /// Such groups under way, so that one is prepared while another is written.
  private static let lanes = 2
  /// The longest it may take: what is queued by then has to do.
  static let longest = Duration.seconds(60)

  let engine: TokenEngine
  let count: Int

  /// Queues them and says how many are there, which is less than `count` only when it took too long.
  func fill(progress: @escaping @Sendable (Int) -> Void) async throws(CommandFailure) -> Int {
    let state = State(count: count, end: .now + Self.longest)
    await withDiscardingTaskGroup { group in
      for _ in 0..<Self.lanes {
        group.addTask { while let numbers = state.take(Self.atOnce) { progress(await send(numbers, state)) } }
      }
    }
    if let error = state.failure { throw .machine(MachineFault(.internal, "a requisition was refused: \(error)")) }
    return state.queued
  }

  /// Sends a group, waits until all of it is durable, and says how many are by then.
  private func send(_ numbers: Range<Int>, _ state: State) async -> Int {
    await withCheckedContinuation { continuation in
      let group = Group(left: numbers.count)
      for number in numbers {
        engine.request(NewRequisition(content: .bytes(Self.content(number))), waitMilliseconds: 0) { result in
          if case .failure(let error) = result { state.fail(error) }
          if group.endOne() { continuation.resume(returning: state.add(numbers.count)) }
        }
      }
    }
  }

  private static func content(_ number: Int) -> [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: number >> (8 * min($0, 7))) }
  }

  /// How many of a group are not durable yet.
  private final class Group: Sendable {
    private let left: Atomic<Int>

    init(left: Int) { self.left = Atomic(left) }

    /// True for the last one.
    func endOne() -> Bool { left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
  }

  /// What the lanes share.
  private final class State: Sendable {
    private struct Counts {
      var taken = 0
      var queued = 0
      var failure: TokenError?
    }

    private let count: Int
    private let end: ContinuousClock.Instant
    private let counts = Mutex(Counts())

    init(count: Int, end: ContinuousClock.Instant) {
      self.count = count
      self.end = end
    }

    var queued: Int { counts.withLock { $0.queued } }
    var failure: TokenError? { counts.withLock { $0.failure } }

    /// The numbers of the next group; nil: there is none, or no time for it, or one has failed.
    func take(_ most: Int) -> Range<Int>? {
      counts.withLock { counts in
        guard counts.failure == nil, counts.taken < count, .now < end else { return nil }
        let first = counts.taken
        counts.taken = min(count, first + most)
        return first..<counts.taken
      }
    }

    func add(_ more: Int) -> Int {
      counts.withLock { counts in
        counts.queued += more
        return counts.queued
      }
    }

    func fail(_ error: TokenError) { counts.withLock { $0.failure = $0.failure ?? error } }
  }
}
