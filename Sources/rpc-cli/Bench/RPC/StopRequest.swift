// StopRequest.swift: asks a load to end its measured time early. From any thread.

internal import Synchronization

/// A wish that is made once and stays.
final class StopRequest: Sendable {
  private let flag = Atomic(false)

  func make() { flag.store(true, ordering: .relaxed) }

  var isMade: Bool { flag.load(ordering: .relaxed) }
}
