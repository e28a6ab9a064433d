// QueuePages.swift: the pages of the queue that were asked for, part by part, all of one snapshot.

internal import TokenCore
internal import TokenWire

/// A cursor over one snapshot of the queue: it holds a place, never the pages.
struct QueuePages: Sendable {
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
  /// Index in `pages`.
  private var page = 0
  /// Entries of that page that were sent.
  private var sent = 0

  /// Throws when a page is asked for that the snapshot does not have.
  init(_ request: QueueStreamRequest, _ snapshot: QueueSnapshot) throws(RPCError) {
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

  /// The size of the queue that the pages are of.
  var size: QueueSize {
    let pageCount = snapshot.pageCount(pageSize: pageSize)
    return QueueSize(
      queueSize: UInt64(snapshot.count), pageCount: pageCount, pageSize: UInt32(pageSize),
      pages: pageCount == 0 ? [] : Array(1...min(pageCount, UInt64(Self.maxPages))), sequence: snapshot.sequence)
  }

  /// Every page was sent.
  var isAtEnd: Bool { page == pages.count }

  /// The part of a page that is sent next.
  private var part: (offset: Int, left: Int, limit: Int) {
    let offset = (Int(pages[page]) - 1) * pageSize + sent
    let left = min(pageSize - sent, snapshot.count - offset)
    return (offset, left, min(left, Self.itemEntries))
  }

  /// The entries of the next part; nil: the log has to be read for them, call `read`. Not after the last part.
  func entries() -> [TokenEntry]? {
    snapshot.entries(from: part.offset, limit: part.limit)
  }

  /// Reads the entries of the next part from the log; answers on a queue of its own.
  func read(_ answer: @escaping @Sendable (Result<[TokenEntry], LedgerError>) -> Void) {
    snapshot.readEntries(from: part.offset, limit: part.limit, answer)
  }

  /// The next part of the current page, of its entries.
  mutating func next(_ entries: [TokenEntry]) -> QueuePage {
    let number = pages[page]
    let (offset, left, _) = part
    sent += entries.count
    let isContinued = entries.count < left
    if !isContinued {
      page += 1
      sent = 0
    }
    return QueuePage(
      pageNumber: number, pageSize: UInt32(pageSize),
      queuePage: entries.enumerated().map { QueueEntry($1, position: offset + $0 + 1) }, continued: isContinued)
  }
}
