// SegmentReadAhead.swift: reads one segment while another is checked. Who asks for its bytes waits until it has ended;
// after a fault it may still be reading, which changes nothing.

internal import Dispatch
internal import Synchronization

/// A segment that is being read on another thread.
final class SegmentReadAhead: Sendable {
  private static let queue = DispatchQueue(label: "tokenrpc.read-ahead", qos: .userInitiated)

  let number: UInt32
  private let reading = DispatchGroup()
  private let result = Mutex<Result<SegmentContents, LedgerError>?>(nil)

  /// Begins to read.
  init(_ files: LedgerFiles, _ header: SegmentHeader) {
    number = header.number
    Self.queue.async(group: reading) { [self] in
      let read: Result<SegmentContents, LedgerError>
      do throws(LedgerError) {
        read = .success(try SegmentContents(files, header))
      } catch {
        read = .failure(error)
      }
      result.withLock { $0 = read }
    }
  }

  /// What was read, waiting for it.
  func contents() throws(LedgerError) -> SegmentContents {
    reading.wait()
    guard let result = result.withLock({ $0 }) else { preconditionFailure("a segment was read or was not") }
    return try result.get()
  }
}
