// KernelFaultTests.swift: that the self-test catches an off-by-one in any path of any kernel, by building it broken.

import CTokenKernels
import Foundation
import Testing

@Suite("broken kernels")
struct KernelFaultTests {
  /// The kernels that this machine can run.
  private static let supported = Set(Kernel.supported.map(\.testDescription))

  /// Faults that this machine can show.
  static let faults = KernelFault.all.filter { !supported.isDisjoint(with: $0.kernels) }

  @Test("the self-test refuses a kernel with one fault, and passes it without")
  func refuses() throws {
    let whole = try KernelBuild()
    try whole.buildAll()
    for kernel in Self.supported { try #require(try whole.selfTest(kernel) == .passed, "\(kernel)") }
    for fault in Self.faults {
      let broken = try KernelBuild(of: whole, with: fault)
      for kernel in fault.kernels where Self.supported.contains(kernel) {
        #expect(try broken.selfTest(kernel) == .refused, "\(kernel), \(fault.testDescription)")
      }
    }
  }

  @Test("each fault can be put where it says, once, also for kernels that this machine lacks")
  func faultsFit() throws {
    for fault in KernelFault.all {
      let text = try String(contentsOf: KernelBuild.sources.appending(path: fault.file), encoding: .utf8)
      #expect(text.ranges(of: fault.right).count == 1, "\(fault.testDescription)")
    }
  }
}
