// QueuePages.swift: the queue's size and the pages asked for, item by item, all of one snapshot.

internal import Synchronization
internal import TokenCore
internal import TokenWire

/// A cursor over one snapshot of the queue: it holds a place, never the pages.
final class QueuePages: Sendable {
  /// Entries in a page unless the client says otherwise.
  static let defaultPageSize = 10
  /// The most entries a page has.
  static let maxPageSize = 1000
  /// The most pages one call asks for, and the most page numbers the size tells.
  static let maxPages = 1000
  /// Entries in one item, so that it stays under 64 KiB.
  static let itemEntries = 400

  private let snapshot: QueueSnapshot
  private let pages: [UInt64]
  private let pageSize: Int
  private let place = Mutex(Place())

  private struct Place {
    var isSizeSent = false
    /// Index in `pages`.
    var page = 0
    /// Entries of that page that were sent.
    var sent = 0
  }

  init(_ request: QueueStreamRequest, _ snapshot: QueueSnapshot) throws(RPCError) {
    guard !request.follow, request.resume == nil else { throw .notBuilt("following the queue") }
    guard request.pageSize <= Self.maxPageSize else {
      throw .invalid("page_size", "must be 1 to \(Self.maxPageSize)")
    }
    guard request.pages.count <= Self.maxPages else {
      throw .invalid("pages", "must be at most \(Self.maxPages)")
    }
    self.snapshot = snapshot
    pages = request.pages
    pageSize = request.pageSize == 0 ? Self.defaultPageSize : Int(request.pageSize)
    let pageCount = snapshot.pageCount(pageSize: pageSize)
    for page in pages where page == 0 || page > pageCount {
      throw RPCError(.noSuchPage(page: page, pageCount: pageCount))
    }
  }

  /// The next item; the size comes first.
  func next() -> StreamStep<QueueStreamItem> {
    place.withLock { place in
      if !place.isSizeSent {
        place.isSizeSent = true
        return .item(QueueStreamItem(item: .size(size)))
      }
      guard place.page < pages.count else { return .end }
      return .item(QueueStreamItem(item: .page(part(&place))))
    }
  }

  private var size: QueueSize {
    let pageCount = snapshot.pageCount(pageSize: pageSize)
    return QueueSize(
      queueSize: UInt64(snapshot.count), pageCount: pageCount, pageSize: UInt32(pageSize),
      pages: pageCount == 0 ? [] : Array(1...min(pageCount, UInt64(Self.maxPages))), sequence: snapshot.sequence)
  }

  /// The next part of the current page.
  private func part(_ place: inout Place) -> QueuePage {
    let number = pages[place.page]
    let offset = (Int(number) - 1) * pageSize + place.sent
    let left = min(pageSize - place.sent, snapshot.count - offset)
    let entries = snapshot.entries(from: offset, limit: min(left, Self.itemEntries))
    place.sent += entries.count
    let isContinued = entries.count < left
    if !isContinued {
      place.page += 1
      place.sent = 0
    }
    return QueuePage(
      pageNumber: number, pageSize: UInt32(pageSize),
      queuePage: entries.enumerated().map { QueueEntry($1, position: offset + $0 + 1) }, continued: isContinued)
  }
}
