// MiningPlanTests.swift: by how many threads, with what and in how large pieces a difficulty is mined.

import Testing

@testable import TokenCore

@Suite("MiningPlan")
struct MiningPlanTests {
  private func plan(_ bits: Int, _ kernel: MiningKernel = .portable, threads: Int = 64) throws -> MiningPlan {
    MiningPlan(try #require(Difficulty(bits: bits)), kernel: kernel, threads: threads)
  }

  @Test("an easy block is mined by one thread alone, harder ones by more and more, never by more than there are")
  func threads() throws {
    for bits in 0...14 { #expect(try plan(bits).threads == 1, "\(bits)") }
    #expect(try plan(15).threads == 2 && plan(16).threads == 4 && plan(20).threads == 64)
    for bits in 0...63 {
      #expect(try plan(bits, threads: 1).threads == 1)
      #expect(try plan(bits, threads: 3).threads <= 3)
    }
  }

  @Test("two threads share blocks of 16 bits")
  func sharedAtSixteenBits() throws {
    #expect(try plan(16, threads: 2).threads == 2)
  }

  @Test("between two looks lie at most a few thousand hashes, in whole pieces of the kernel, whatever its lanes")
  func looks() throws {
    for kernel in MiningKernel.all {
      for bits in 0...63 {
        let plan = try plan(bits, kernel)
        #expect(plan.noncesPerLook > 0 && Int(plan.noncesPerLook).isMultiple(of: plan.kernel.noncesAtOnce))
        let hashes = Int(plan.noncesPerLook) * plan.kernel.lanes
        #expect(hashes <= max(MiningPlan.maxHashesPerLook, plan.kernel.hashesAtOnce), "\(kernel.name) \(bits)")
      }
    }
  }

  @Test("what threads hash for nothing when another finds the block is 4 % of it at most")
  func waste() throws {
    for kernel in MiningKernel.all where kernel.hashesAtOnce <= 1024 {
      for bits in 15...63 {
        let plan = try plan(bits, kernel)
        let look = Double(plan.noncesPerLook) * Double(plan.kernel.lanes)
        let wasted = Double(plan.threads - 1) * look / 2
        #expect(wasted / plan.difficulty.expectedHashes < 0.04, "\(kernel.name) \(bits)")
      }
    }
  }

  @Test("a kernel that does many more hashes at once than a block takes is left for plain C")
  func portable() throws {
    for kernel in MiningKernel.all {
      #expect(try plan(1, kernel).kernel == (kernel.hashesAtOnce > 64 ? .portable : kernel), "\(kernel.name)")
      #expect(try plan(8, kernel).kernel == kernel, "\(kernel.name)")
    }
  }

  @Test("a difficulty without whole bits asks no kernel")
  func noMask() throws {
    #expect(try plan(0).mask == 0 && plan(1).mask != 0)
  }
}
