// MiningJob.swift: one block to find: everything of a header but the nonces.

internal import CTokenKernels

/// A requisition that is ready to be mined.
struct MiningRequisition: Sendable, Equatable {
  var acceptedSequence: UInt64
  /// Leaf hash of its accepted record.
  var digest: Digest
}

/// A block that was found.
struct FoundBlock: Sendable {
  var header: BlockHeader
  var identity: Digest
  var acceptedSequence: UInt64
  /// Which start of the miners it belongs to; blocks of an earlier one are worth nothing.
  var generation: UInt64
}

/// One block to find. Threads share it and take extra nonces of their own.
struct MiningJob: Sendable {
  var generation: UInt64
  var requisition: MiningRequisition
  /// Extra nonce and nonce are 0 here.
  var header: BlockHeader
}

/// The kernel that grinds, as a value.
struct MiningKernel: Sendable {
  nonisolated(unsafe) private let kernel: UnsafePointer<token_kernel>

  /// The fastest one that passes its self-test on this machine.
  static let best = MiningKernel(kernel: token_kernel_best())

  /// What flags and logs call it.
  var name: String { String(cString: kernel.pointee.name) }

  /// Extra nonces that it grinds at once.
  var lanes: Int { Int(kernel.pointee.lanes) }

  private init(kernel: UnsafePointer<token_kernel>) {
    self.kernel = kernel
  }

  /// What is hashed once for `lanes` extra nonces from `firstExtraNonce` on.
  func prepare(_ header: BlockHeader, firstExtraNonce: UInt32) -> PreparedGrind {
    var header = header
    var midstates = [UInt32](repeating: 0, count: 8 * lanes)
    var bytes = header.bytes
    for lane in 0..<lanes {
      header.extraNonce = firstExtraNonce &+ UInt32(lane)
      bytes = header.bytes
      midstates.withUnsafeMutableBufferPointer {
        token_sha256_midstate(bytes, $0.baseAddress! + 8 * lane)
      }
    }
    return PreparedGrind(midstates: midstates, tail: [UInt8](bytes[64...]), firstExtraNonce: firstExtraNonce)
  }

  /// Tries nonces from `nonce` on; the first hit of the mask, which the full rule has yet to confirm.
  func grind(
    _ grind: PreparedGrind, mask: UInt32, from nonce: UInt32, count: UInt64
  ) -> (extraNonce: UInt32, nonce: UInt32)? {
    var hit = token_hit()
    guard token_grind(kernel, grind.midstates, grind.tail, mask, nonce, count, &hit) else { return nil }
    return (grind.firstExtraNonce &+ hit.lane, hit.nonce)
  }
}

/// Midstates and tail of one header for a kernel's lanes.
struct PreparedGrind {
  var midstates: [UInt32]
  var tail: [UInt8]
  var firstExtraNonce: UInt32
}
