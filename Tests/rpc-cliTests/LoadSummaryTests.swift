// LoadSummaryTests.swift: how a load is told, and by which rule the client was its bottleneck.

import Testing
import TokenWire

@testable import rpc_cli

@Suite("the summary of a load")
struct LoadSummaryTests {
  private func summary(
    _ mix: CallMix, _ parts: [LoadTally], rate: RateSchedule? = nil, pace: Pacer.Pace? = nil, feed: LoadTally? = nil,
    milliseconds: UInt64 = 1_500, cpuMilliseconds: UInt64 = 300, series: [LoadInterval] = [],
    isFollowing: Bool = false
  ) -> LoadSummary {
    let effort = ClientEffort(
      cpuNanoseconds: cpuMilliseconds * 1_000_000, wallNanoseconds: milliseconds * 1_000_000, loops: 2,
      lag: pace?.lags.value(.p99))
    return LoadSummary(
      mix: mix, shape: LoadShape(connections: 2, depth: 3, milliseconds: 1_500, rate: rate, isFollowing: isFollowing),
      outcome: LoadOutcome(
        parts: parts, total: parts.reduce(into: LoadTally()) { $0.add($1) }, series: series,
        nanoseconds: milliseconds * 1_000_000, pace: pace, feed: feed, effort: effort))
  }

  private func tally(_ latencies: ClosedRange<UInt64>) -> LoadTally {
    latencies.reduce(into: LoadTally()) { $0.count(.yes, microseconds: $1) }
  }

  @Test("the keys of the first version come first, in their order, then the others")
  func keys() {
    let json = summary(CallMix(.check), [tally(1...100)]).json.text
    #expect(
      json.hasPrefix(
        #"{"call":"check","connections":2,"depth":3,"requests":100,"valid":100,"errors":0,"requestsPerSecond":67,"#
          + #""p50Micros":50,"p99Micros":99,"p90Micros":90,"p999Micros":100,"p9999Micros":100,"maxMicros":100,"#
          + #""errorsByCode":{},"calls":[{"call":"check","weight":1,"requests":100,"#))
    #expect(
      json.hasSuffix(
        #""measuredMillis":1500,"warmUpMillis":0,"interrupted":false,"rate":null,"unsent":null,"lagP99Micros":null,"#
          + #""clientBound":false,"clientCPU":0.2,"clientLoops":2,"series":[]}"#))
  }

  @Test("without an answer there are no latencies, and without a measured time no rate")
  func empty() {
    let json = summary(CallMix(.status), [LoadTally()], milliseconds: 0).json.text
    #expect(
      json.contains(#""requests":0,"valid":0,"errors":0,"requestsPerSecond":0,"p50Micros":null,"p99Micros":null"#))
    #expect(json.contains(#""maxMicros":null"#) && json.contains(#""clientCPU":null"#))
  }

  @Test("each kind of a mix is told by itself, with its own codes of errors")
  func mixed() throws {
    var uses = tally(1...4)
    uses.count(.failed(RPCError(.unavailable, "gone")), microseconds: 1)
    let summary = summary(try CallMix(parsing: "check=9,use=1"), [tally(1...6), uses])
    #expect(summary.json.text.contains(#"{"call":"mix","connections":2,"depth":3,"requests":11,"valid":10,"errors":1"#))
    #expect(summary.json.text.contains(#"{"call":"use","weight":1,"requests":5,"valid":4,"errors":1"#))
    #expect(summary.json.text.contains(#""errorsByCode":{"UNAVAILABLE":1}"#))
    let text = summary.text(hasColour: false)
    #expect(text.contains("\ncheck  6") && text.contains("\nuse    5"))
    #expect(summary.notes == ["1 call failed: UNAVAILABLE 1; the first: gone"])
  }

  @Test("an open loop tells its schedule, its lag and what was never sent")
  func open() {
    var lags = LatencyHistogram()
    lags.record(40)
    let pace = Pacer.Pace(unsent: 12, lags: lags)
    let summary = summary(CallMix(.check), [tally(1...9)], rate: RateSchedule(parsing: "5..9"), pace: pace)
    #expect(summary.json.text.contains(#""rate":"5..9","unsent":12,"lagP99Micros":40,"clientBound":false"#))
    #expect(summary.notes.count == 1 && summary.notes[0].hasPrefix("12 calls of the schedule still waited"))
    #expect(summary.text(hasColour: false).contains("never sent   12"))
  }

  @Test("streams that follow have the requisitions beside them")
  func following() {
    let pace = Pacer.Pace(unsent: 0, lags: LatencyHistogram())
    let summary = summary(CallMix(.stream), [tally(1...9)], pace: pace, feed: tally(1...2), isFollowing: true)
    #expect(summary.json.text.contains(#""call":"stream","connections":2,"depth":3,"requests":9"#))
    #expect(summary.json.text.contains(#"{"call":"request","weight":null,"requests":2"#))
    #expect(summary.json.text.contains(#""rate":"100""#))
  }

  @Test("an interval has its place, its counts and its latencies")
  func intervals() {
    let interval = LoadInterval(tally(1...100), start: 1_000_000_000, end: 2_001_500_000)
    let json = summary(CallMix(.check), [tally(1...100)], series: [interval]).json.text
    #expect(
      json.hasSuffix(
        #""series":[{"atMillis":1000,"millis":1001,"requests":100,"errors":0,"p50Micros":50,"p99Micros":99,"#
          + #""maxMicros":100}]}"#))
  }

  @Test("what was taken from the tallies is in the series once, and in all")
  func record() {
    let tallies = (0..<2).map { _ in LockedTally(kinds: 2) }
    var record = LoadRecord(tallies, kinds: 2)
    for tally in tallies { tally.count(.yes, of: 0, microseconds: 5) }
    record.take()
    tallies[1].count(.no, of: 1, microseconds: 9)
    record.take()
    record.endInterval(at: 1_000_000_000)
    tallies[0].count(.failed(RPCError(.internal, "x")), of: 1, microseconds: 1)
    record.take()
    record.endInterval(at: 1_700_000_000)
    record.endInterval(at: 1_700_000_000)
    #expect(record.series.map(\.requests) == [3, 1] && record.series.map(\.errors) == [0, 1])
    #expect(record.series.map(\.milliseconds) == [1_000, 700] && record.series.map(\.longest) == [9, nil])
    #expect(record.parts.map(\.requests) == [2, 2] && record.total.requests == 4 && record.total.valid == 2)
  }

  // MARK: The client's bound

  private func effort(
    cpu: UInt64, wall: UInt64 = 1_000_000_000, loops: Int = 1, lag: UInt64? = nil, p99: UInt64? = nil
  ) -> ClientEffort {
    ClientEffort(cpuNanoseconds: cpu, wallNanoseconds: wall, loops: loops, lag: lag, p99: p99)
  }

  @Test("the client is bound when its loops were at work for nine tenths of the time")
  func busy() {
    #expect(!effort(cpu: 899_000_000).isBound && effort(cpu: 900_000_000).isBound)
    #expect(!effort(cpu: 1_700_000_000, loops: 2).isBound && effort(cpu: 1_800_000_000, loops: 2).isBound)
    #expect(effort(cpu: 900_000_000).warning?.contains("busy 90 % of the time") == true)
    #expect(!effort(cpu: 5, wall: 0).isBound && effort(cpu: 5, wall: 0).processors == nil)
  }

  @Test("the client is bound when the lag of one call in a hundred is a millisecond and a quarter of the p99 latency")
  func late() {
    #expect(!effort(cpu: 1, lag: 999).isBound && effort(cpu: 1, lag: 1_000).isBound)
    #expect(effort(cpu: 1, lag: 1_000, p99: 4_003).isBound && !effort(cpu: 1, lag: 1_000, p99: 4_004).isBound)
    #expect(!effort(cpu: 1, lag: 999, p99: 999).isBound)
    #expect(effort(cpu: 1, lag: 1_000).warning?.contains("1000 us") == true && effort(cpu: 1).warning == nil)
  }
}
