// PageReader.swift: reads a page of the queue to its end: what one stream call of a mix is.

internal import Synchronization
internal import TokenWire

/// Streams of the queue's size and, if the queue was long a moment ago, its first page of ten entries.
///
/// A stream costs a task, where other calls have a completion alone.
final class PageReader: Sendable {
  private let timeout: Duration
  /// The queue had so many pages when it was last looked at that it has one now.
  private let hasPage = Atomic(false)
  private static let fewestPages: UInt64 = 3

  init(timeout: Duration) { self.timeout = timeout }

  /// Reads it. `completion` runs exactly once, on a thread of the tasks'.
  func read(on tokens: TokenServiceClient, completion: @escaping @Sendable (LoadPlan.Verdict) -> Void) {
    let message = QueueStreamRequest(pages: hasPage.load(ordering: .relaxed) ? [1] : [], pageSize: 10)
    let stream = tokens.queueStream(message, options: CallOptions(timeout: timeout))
    Task { completion(await verdict(of: stream)) }
  }

  private func verdict(of stream: ReplyStream<QueueStreamItem>) async -> LoadPlan.Verdict {
    do throws(RPCError) {
      var verdict = LoadPlan.Verdict.no
      while let item = try await stream.next() {
        guard case .size(let size) = item.item else { continue }
        hasPage.store(size.pageCount >= Self.fewestPages, ordering: .relaxed)
        verdict = .yes
      }
      return verdict
    } catch {
      guard error.code == .outOfRange else { return .failed(error) }
      // The queue has become empty since: it answered, and did not say yes.
      hasPage.store(false, ordering: .relaxed)
      return .no
    }
  }
}
