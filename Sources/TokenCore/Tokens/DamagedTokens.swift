// DamagedTokens.swift: the tokens whose records a scrub found damaged. Asked at each check and use: while there are
// none it costs one load.

internal import Synchronization

/// Ordinals of damaged tokens. They stay marked until the process ends: the next start checks everything itself.
final class DamagedTokens: Sendable {
  private let isAny = Atomic<Bool>(false)
  private let ordinals = Mutex<Set<Int>>([])

  func contains(_ ordinal: Int) -> Bool {
    isAny.load(ordering: .acquiring) && ordinals.withLock { $0.contains(ordinal) }
  }

  /// Marks them.
  func insert(_ marked: [Int]) {
    guard !marked.isEmpty else { return }
    ordinals.withLock { $0.formUnion(marked) }
    isAny.store(true, ordering: .releasing)
  }

  var count: Int { ordinals.withLock { $0.count } }
}
