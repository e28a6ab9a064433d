// SelfTestTests.swift: that the self-test bites: kernels broken in one place each, which it has to refuse.

import COpenSSL
import CTokenKernels
import Testing

/// A kernel that is right but for one fault. The functions of a kernel capture nothing, so the fault stands here.
private enum Fault {
  static func kernel(_ change: (inout token_kernel) -> Void) throws -> token_kernel {
    var index = 0
    while token_kernel_at(index + 1) != nil { index += 1 }
    var kernel = try #require(token_kernel_at(index)).pointee
    change(&kernel)
    return kernel
  }
}

@Suite("self-test of kernels")
struct SelfTestTests {
  private func passes(_ kernel: token_kernel) -> Bool {
    var kernel = kernel
    return token_kernel_self_test(&kernel) { _ = COpenSSL.SHA256($0, $1, $2) }
  }

  @Test("every kernel passes", arguments: Kernel.supported)
  func passes(kernel: Kernel) throws {
    #expect(passes(try #require(kernel.pointer).pointee))
  }

  @Test("every kernel is refused when SHA-256 itself is another function", arguments: Kernel.supported)
  func anotherFunction(kernel: Kernel) throws {
    let refused = token_kernel_self_test(try #require(kernel.pointer)) { bytes, length, digest in
      _ = COpenSSL.SHA256(bytes, length, digest)
      digest[31] ^= 1
    }
    #expect(!refused)
  }

  @Test("a kernel that finds nothing is refused")
  func findsNothing() throws {
    #expect(!passes(try Fault.kernel { $0.grind = { _, _, _, _, _ in false } }))
  }

  @Test("a kernel that passes everything is refused")
  func passesEverything() throws {
    #expect(
      !passes(
        try Fault.kernel {
          $0.grind = { _, _, first, count, hit in
            hit.pointee = token_hit(nonce: first, lane: 0)
            return count > 0
          }
        }))
  }

  @Test("a kernel that hashes no header is refused")
  func hashesNothing() throws {
    #expect(!passes(try Fault.kernel { $0.identify = { _, _, _ in } }))
  }

  @Test("a kernel with no lane, or more than fit, is refused")
  func lanes() throws {
    #expect(!passes(try Fault.kernel { $0.lanes = 0 }))
    #expect(!passes(try Fault.kernel { $0.lanes = UInt32(TOKEN_MAX_LANES) + 1 }))
  }
}
