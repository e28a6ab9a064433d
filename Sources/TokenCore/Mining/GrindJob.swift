// GrindJob.swift: one header made ready for a kernel. Owned by one thread, which uses it again for header after header.

internal import CTokenKernels

/// Room for what a kernel hashes once for a header, and the grinding of its nonces.
public struct GrindJob: ~Copyable {
  /// Nonces that grinding has found.
  public struct Hit: Sendable, Equatable {
    public var extraNonce: UInt32
    public var nonce: UInt32
  }

  public let kernel: MiningKernel
  private let job: OpaquePointer
  private var firstExtraNonce: UInt32 = 0

  public init(_ kernel: MiningKernel) {
    guard let job = token_job_create() else { preconditionFailure("no memory for a job of the miners") }
    self.kernel = kernel
    self.job = job
    [UInt8](repeating: 0, count: BlockHeader.byteCount).withUnsafeBytes { prepare($0, firstExtraNonce: 0) }
  }

  deinit {
    token_job_free(job)
  }

  /// Hashes what all nonces of a header share, for `kernel.lanes` extra nonces from `firstExtraNonce` on, which wraps.
  /// The header's own extra nonce and nonce are ignored.
  ///
  /// - Parameter header: the 116 bytes.
  public mutating func prepare(_ header: UnsafeRawBufferPointer, firstExtraNonce: UInt32) {
    guard header.count == BlockHeader.byteCount, let bytes = header.baseAddress?.assumingMemoryBound(to: UInt8.self)
    else { preconditionFailure("a header has 116 bytes") }
    self.firstExtraNonce = firstExtraNonce
    token_prepare(kernel.pointer, bytes, firstExtraNonce, job)
  }

  /// The same with a header that is not encoded yet.
  public mutating func prepare(_ header: BlockHeader, firstExtraNonce: UInt32) {
    header.withBytes { prepare($0, firstExtraNonce: firstExtraNonce) }
  }

  /// Tries `count` nonces from `nonce` on with every extra nonce, never beyond 2^32 - 1. The lowest nonce whose last
  /// state word has no bit of `mask`, and of those the lowest extra nonce; nil: there is none. The full rule has yet to
  /// confirm it (`Difficulty.isMet`).
  public borrowing func grind(mask: UInt32, from nonce: UInt32, count: UInt64) -> Hit? {
    var hit = token_hit()
    guard token_grind(kernel.pointer, job, mask, nonce, count, &hit) else { return nil }
    return Hit(extraNonce: firstExtraNonce &+ hit.lane, nonce: hit.nonce)
  }
}
