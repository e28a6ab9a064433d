// Kernel.swift: the kernels under test, and headers with what plain OpenSSL makes of them.

import COpenSSL
import CTokenKernels
import Testing

/// A kernel that this machine can run.
struct Kernel: Sendable, CustomTestStringConvertible {
  let index: Int

  var pointer: UnsafePointer<token_kernel>? { token_kernel_at(index) }
  var testDescription: String { pointer.map { String(cString: $0.pointee.name) } ?? "none" }

  static var supported: [Kernel] {
    var all: [Kernel] = []
    while token_kernel_at(all.count) != nil { all.append(Kernel(index: all.count)) }
    return all.filter { $0.pointer?.pointee.supported() == true }
  }

  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    COpenSSL.SHA256(bytes, bytes.count, &digest)
    return digest
  }
}

/// Where a grind or a scan found its mask met.
struct Hit: Equatable {
  var nonce: UInt32
  var lane: UInt32
}

/// A header made ready for a kernel.
final class Job {
  let kernel: UnsafePointer<token_kernel>
  let header: [UInt8]
  let firstExtraNonce: UInt32
  private let job: OpaquePointer

  init(_ kernel: UnsafePointer<token_kernel>, random: inout SeededGenerator) throws {
    self.kernel = kernel
    header = random.bytes(116)
    firstExtraNonce = UInt32(truncatingIfNeeded: random.next())
    job = try #require(token_job_create())
    token_prepare(kernel, header, firstExtraNonce, job)
  }

  deinit {
    token_job_free(job)
  }

  var lanes: Int { Int(kernel.pointee.lanes) }

  /// H7 of a lane's header with this nonce, by OpenSSL.
  func h7(lane: Int, nonce: UInt32) -> UInt32 {
    var header = header
    header.replaceSubrange(4..<8, with: Self.bytes(firstExtraNonce &+ UInt32(lane)))
    header.replaceSubrange(112..<116, with: Self.bytes(nonce))
    return Kernel.sha256(header)[28..<32].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func bytes(_ word: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) }
  }

  /// The first hit in the order that a grind promises.
  func scan(mask: UInt32, nonces: ClosedRange<UInt32>) -> Hit? {
    for nonce in nonces {
      for lane in 0..<lanes where h7(lane: lane, nonce: nonce) & mask == 0 {
        return Hit(nonce: nonce, lane: UInt32(lane))
      }
    }
    return nil
  }

  func grind(mask: UInt32, first: UInt32, count: UInt64) -> Hit? {
    var hit = token_hit()
    return token_grind(kernel, job, mask, first, count, &hit) ? Hit(nonce: hit.nonce, lane: hit.lane) : nil
  }
}
