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
    case events
  }

  private let stage: Mutex<Stage>
  /// nil: the stream ends behind the pages.
  private let follower: QueueFollower?

  init(
    _ request: QueueStreamRequest, _ engine: TokenEngine, _ call: StreamCall<QueueStreamItem>
  ) throws(RPCError) {
    guard request.follow || request.resume == nil else {
      throw .invalid("after_sequence", "is only for a stream that follows; set follow too")
    }
    let snapshot = engine.queue()
    let pages = try QueuePages(request, snapshot)
    stage = Mutex(.size(pages.size, pages.isAtEnd ? nil : pages))
    follower = request.follow ? try Self.follower(request, snapshot, engine, call) : nil
  }

  /// The next item.
  func next() -> StreamStep<QueueStreamItem> {
    if let item = snapshotItem() { return .item(item) }
    guard let follower else { return .end }
    do throws(TokenError) {
      guard let event = try follower.next() else { return .wait }
      return .item(QueueStreamItem(item: .event(TokenWire.QueueEvent(event))))
    } catch {
      return .failed(error == .stopped ? .followingEnded : RPCError(error))
    }
  }

  /// The next item of the snapshot; nil when all are sent.
  private func snapshotItem() -> QueueStreamItem? {
    stage.withLock { stage in
      switch stage {
      case .size(let size, let pages):
        stage = pages.map { .pages($0) } ?? .events
        return QueueStreamItem(item: .size(size))
      case .pages(var pages):
        let page = pages.next()
        stage = pages.isAtEnd ? .events : .pages(pages)
        return page.map { QueueStreamItem(item: .page($0)) }
      case .events: return nil
      }
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
