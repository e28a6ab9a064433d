// CallMixTests.swift: which call each number stands for.

import Testing

@testable import rpc_cli

@Suite("the mix of calls")
struct CallMixTests {
  @Test("one kind is every call")
  func one() {
    let mix = CallMix(.use)
    #expect(!mix.isMixed && mix.calls == [.use])
    #expect([0, 1, 77, UInt64.max].allSatisfy { mix.position(of: $0) == 0 })
  }

  @Test("each kind comes as often as its weight says, to a hundredth of all calls", arguments: 0..<8 as Range<UInt64>)
  func shares(seed: UInt64) throws {
    let shares: [(call: BenchCall, weight: UInt64)] = [(.check, 90), (.use, 5), (.request, 4), (.stream, 1)]
    let mix = CallMix(shares, seed: seed << 32)
    var counts = [Int](repeating: 0, count: 4)
    for number: UInt64 in 0..<100_000 { counts[mix.position(of: number)] += 1 }
    for (count, share) in zip(counts, shares) {
      #expect(abs(count - Int(share.weight) * 1_000) < 1_000, "seed \(seed): \(counts)")
    }
  }

  @Test("the choice is of the number and the seed alone")
  func repeats() throws {
    let shares: [(call: BenchCall, weight: UInt64)] = [(.check, 1), (.status, 1)]
    let (mix, same, other) = (CallMix(shares), try CallMix(parsing: "check=1,status=1"), CallMix(shares, seed: 1 << 40))
    let numbers: Range<UInt64> = 0..<256
    #expect(numbers.allSatisfy { mix.position(of: $0) == same.position(of: $0) })
    #expect(numbers.contains { mix.position(of: $0) != other.position(of: $0) })
  }

  @Test("the numbers of one connection, every n-th, are mixed like all", arguments: [2, 4, 50] as [UInt64])
  func strides(stride: UInt64) {
    let mix = CallMix([(.check, 3), (.use, 1)])
    let uses = (0..<20_000).count { mix.position(of: $0 * stride) == 1 }
    #expect((4_600...5_400).contains(uses))
  }

  @Test("a mix is read in its order, and what is wrong with one is said")
  func parses() throws {
    let mix = try CallMix(parsing: "request=1,check=1000000")
    #expect(mix.calls == [.request, .check] && mix.weights == [1, 1_000_000] && mix.needsTokens && mix.isMixed)
    #expect(try CallMix(parsing: "stream=7").needsTokens == false)
    for (text, fault) in [
      ("", MixFault.noShare("")), ("check", .noShare("check")), ("check=1,", .noShare("")),
      ("check=1=2", .noShare("check=1=2")), ("Check=1", .unknownCall("Check")), ("check=0", .badWeight("0")),
      ("check=1000001", .badWeight("1000001")), ("check=-1", .badWeight("-1")), ("use=1,use=1", .twice(.use)),
    ] {
      #expect(throws: fault, "\(text)") { try CallMix(parsing: text) }
    }
  }
}
