// LedgerOpening.swift: how long a ledger takes to be opened, everything checked, and what memory it holds then.

internal import Glibc
internal import TokenCore

/// One opening of a ledger, measured.
struct LedgerOpening: Sendable {
  let summary: LedgerSummary
  let seconds: Double
  /// Memory that the process got in the meantime and still holds.
  let residentBytes: UInt64
  /// How long it took to close it.
  let closingSeconds: Double

  var recordsPerSecond: Double { Double(summary.records) / seconds }
  /// nil: there is no token.
  var bytesPerToken: Double? {
    summary.tokens == 0 ? nil : Double(residentBytes) / Double(summary.tokens)
  }

  /// Opens the ledger as a server does, measures, and closes it. Nothing is mined.
  ///
  /// - Parameters:
  ///   - writesCheckpoint: when it is closed.
  ///   - trustsCheckpoint: what it stands for is not waited for.
  static func measure(
    _ directory: String, kernel: MiningKernel, writesCheckpoint: Bool = false, trustsCheckpoint: Bool = false,
    progress: @escaping (_ segment: UInt32, _ of: Int) -> Void
  ) async throws(LedgerError) -> LedgerOpening {
    let settings = EngineSettings(
      directory: directory, difficulty: .fixed(.none), miners: 1, kernel: kernel, hashesPerSecond: 1,
      checkpointRecords: writesCheckpoint ? .max : 0, trustsCheckpoint: trustsCheckpoint)
    let before = residentBytes()
    let start = Environment.monotonicNanoseconds()
    let engine = try TokenEngine.open(settings, progress: progress, onFailure: { _ in })
    let seconds = Double(Environment.monotonicNanoseconds() - start) / 1e9
    let after = residentBytes()
    let closing = Environment.monotonicNanoseconds()
    await withCheckedContinuation { continuation in engine.stop { continuation.resume() } }
    return LedgerOpening(
      summary: engine.opened, seconds: seconds, residentBytes: after > before ? after - before : 0,
      closingSeconds: Double(Environment.monotonicNanoseconds() - closing) / 1e9)
  }

  /// Memory of this process that is backed, proc(5), `statm`, second field.
  private static func residentBytes() -> UInt64 {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 256)
    guard fgets(&buffer, Int32(buffer.count), file) != nil else { return 0 }
    let fields = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
      separator: " ")
    guard fields.count > 1, let pages = UInt64(fields[1]) else { return 0 }
    return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
  }
}
