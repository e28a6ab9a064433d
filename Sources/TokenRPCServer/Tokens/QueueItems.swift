// QueueItems.swift: what one QueueStream sends: the size, the pages asked for, then each later event when it follows.

internal import Synchronization
internal import TokenCore
internal import TokenWire

/// The items of one QueueStream, each made when it is asked for. The snapshot is let go once its last page is sent, so
/// that a follower holds a cursor and nothing else.
final class QueueItems: Sendable {
  private enum Stage {
    case size(QueueSize, QueuePages?)
    case pages(QueuePages)
    /// The log is being read for the next part.
    case reading(QueuePages)
    case read(QueuePages, Result<[TokenEntry], LedgerError>)
    case events
  }

  private let stage: Mutex<Stage>
  /// nil: the stream ends behind the pages.
  private let follower: QueueFollower?
  private let call: StreamCall<QueueStreamItem>

  init(
    _ request: QueueStreamRequest, _ engine: TokenEngine, _ call: StreamCall<QueueStreamItem>
  ) throws(RPCError) {
    guard request.follow || request.resume == nil else {
      throw .invalid("after_sequence", "is only for a stream that follows; set follow too")
    }
    self.call = call
    let snapshot = engine.queue()
    let pages = try QueuePages(request, snapshot)
    stage = Mutex(.size(pages.size, pages.isAtEnd ? nil : pages))
    follower = request.follow ? try Self.follower(request, snapshot, engine, call) : nil
  }

  /// The next item.
  func next() -> StreamStep<QueueStreamItem> {
    if let step = snapshotStep() { return step }
    guard let follower else { return .end }
    do throws(TokenError) {
      guard let event = try follower.next() else { return .wait }
      return .item(QueueStreamItem(item: .event(TokenWire.QueueEvent(event))))
    } catch {
      return .failed(error == .stopped ? .followingEnded : RPCError(error))
    }
  }

  /// The next step through the snapshot; nil when all of it is sent.
  private func snapshotStep() -> StreamStep<QueueStreamItem>? {
    stage.withLock { stage in
      switch stage {
      case .size(let size, let pages):
        stage = pages.map { .pages($0) } ?? .events
        return .item(QueueStreamItem(item: .size(size)))
      case .pages(let pages):
        guard let entries = pages.entries() else {
          stage = .reading(pages)
          read(pages)
          return .wait
        }
        return Self.page(of: entries, pages, &stage)
      case .reading: return .wait
      case .read(let pages, .success(let entries)): return Self.page(of: entries, pages, &stage)
      case .read(_, .failure(let error)): return .failed(RPCError(error))
      case .events: return nil
      }
    }
  }

  private static func page(
    of entries: [TokenEntry], _ pages: QueuePages, _ stage: inout Stage
  ) -> StreamStep<QueueStreamItem> {
    var pages = pages
    let page = pages.next(entries)
    stage = pages.isAtEnd ? .events : .pages(pages)
    return .item(QueueStreamItem(item: .page(page)))
  }

  /// What waited so long that it has become tokens since is read from the log; the stream goes on when it is there.
  private func read(_ pages: QueuePages) {
    pages.read { [self] result in
      stage.withLock { $0 = .read(pages, result) }
      call.wake()
    }
  }

  /// Follows from where the request says. A stream without credit is not asked for items, so its end is told apart.
  private static func follower(
    _ request: QueueStreamRequest, _ snapshot: QueueSnapshot, _ engine: TokenEngine,
    _ call: StreamCall<QueueStreamItem>
  ) throws(RPCError) -> QueueFollower {
    let sequence =
      switch request.resume {
      case .afterSequence(let sequence): sequence
      case nil: snapshot.sequence
      }
    do throws(TokenError) {
      return try engine.follow(after: sequence) { signal in
        switch signal {
        case .news: call.wake()
        case .end: call.fail(.followingEnded)
        }
      }
    } catch {
      throw RPCError(error)
    }
  }
}
