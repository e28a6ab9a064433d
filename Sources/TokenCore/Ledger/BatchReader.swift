// BatchReader.swift: the batches of one segment in order, decoded ahead on all cores. Promise: what comes out is the
// same whatever the number of cores and the size of a window, and the memory in use has a limit.

internal import Dispatch
internal import Synchronization

/// Reads batches one behind the other as far as their headers follow each other.
struct BatchReader {
  /// Batches are decoded together up to so many records: enough for any kernel, little enough to stay in a cache.
  static let windowRecords = 512
  /// Or up to so many bytes of the log.
  static let windowBytes = 1 << 20
  /// Windows that are decoded or wait to be taken.
  private static let windowsAhead = 6

  private let contents: SegmentContents
  private let kernel: MiningKernel
  private let windowRecords: Int
  private let usesOtherThreads: Bool
  /// Where the next header is looked for, its number, and the sequence of its first record.
  private var offset: Int
  private var number: UInt64
  private var sequence: UInt64
  private var windows: [Window] = []
  private var batches: [DecodedBatch] = []

  /// - Parameters:
  ///   - offset: where the first batch begins.
  ///   - number: of the first batch.
  ///   - sequence: of its first record.
  ///   - usesOtherThreads: decodes ahead on all cores; else all happens on the caller's thread.
  init(
    _ contents: SegmentContents, from offset: Int = SegmentHeader.byteCount, number: UInt64, sequence: UInt64,
    kernel: MiningKernel, windowRecords: Int, usesOtherThreads: Bool = true
  ) {
    self.contents = contents
    self.offset = offset
    self.usesOtherThreads = usesOtherThreads
    self.number = number
    self.sequence = sequence
    self.kernel = kernel
    self.windowRecords = windowRecords
  }

  /// The next batch; nil: no header follows.
  mutating func next() -> DecodedBatch? {
    if batches.isEmpty {
      while windows.count < Self.windowsAhead, let window = nextWindow() { windows.append(window) }
      guard !windows.isEmpty else { return nil }
      // Another thread is of no use for a single one.
      if usesOtherThreads, windows.count > 1 { for window in windows { window.start() } }
      batches = windows.removeFirst().take().reversed()
    }
    return batches.popLast()
  }

  /// The headers of as many batches as are decoded together; nil: there are no more.
  private mutating func nextWindow() -> Window? {
    var found: [Window.Place] = []
    var records = 0
    let start = offset
    while records < windowRecords, offset - start < Self.windowBytes, let header = contents.batchHeader(at: offset),
      header.number == number
    {
      found.append(Window.Place(header: header, offset: offset, firstSequence: sequence))
      number += 1
      sequence &+= UInt64(header.records)
      records += Int(header.records)
      offset += header.paddedBytes
    }
    return found.isEmpty ? nil : Window(contents, kernel, found)
  }

  /// Batches that are decoded together, so that many blocks are hashed at once.
  private final class Window: Sendable {
    struct Place: Sendable {
      var header: BatchHeader
      var offset: Int
      var firstSequence: UInt64
    }

    private static let queue = DispatchQueue(label: "tokenrpc.reading", attributes: .concurrent)

    private let contents: SegmentContents
    private let kernel: MiningKernel
    private let places: [Place]
    private let decoding = DispatchGroup()
    private let state = Mutex(State.waiting)

    private enum State {
      case waiting
      case started
      case done([DecodedBatch])
    }

    init(_ contents: SegmentContents, _ kernel: MiningKernel, _ places: [Place]) {
      self.contents = contents
      self.kernel = kernel
      self.places = places
    }

    /// Begins to decode on another thread, unless that has begun.
    func start() {
      let isFirst = state.withLock { state in
        guard case .waiting = state else { return false }
        state = .started
        return true
      }
      guard isFirst else { return }
      Self.queue.async(group: decoding) { [self] in
        let batches = decode()
        state.withLock { $0 = .done(batches) }
      }
    }

    /// The batches, waiting for them or decoding them here.
    func take() -> [DecodedBatch] {
      decoding.wait()
      return state.withLock { state in
        if case .done(let batches) = state { batches } else { decode() }
      }
    }

    private func decode() -> [DecodedBatch] {
      var hasher = SHA256()
      var headers: [UInt8] = []
      var batches: [DecodedBatch] = []
      for place in places {
        batches.append(
          DecodedBatch(
            place.header, in: contents, at: place.offset, firstSequence: place.firstSequence, hasher: &hasher,
            headers: &headers))
        // What follows one that does not check is never looked at.
        if batches.last?.fault != nil { break }
      }
      let blocks = headers.withUnsafeBytes { HashedBlock.hash($0, kernel, &hasher) }
      var first = 0
      for index in batches.indices {
        let end = first + batches[index].headerCount
        batches[index].blocks = blocks[first..<end]
        first = end
      }
      return batches
    }
  }
}
