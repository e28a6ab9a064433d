// ClientEffort.swift: how hard this program had to work for a load, and whether it was what held the load up.

internal import Glibc

/// What the load cost the machine that made it, and the rule by which the client is the bottleneck:
///
/// - its threads were at work for nine tenths of the time, each of the loops that carry the connections being one:
///   there was hardly a moment in which a call could have been sent sooner; or
/// - in an open loop, one call in a hundred was sent a millisecond or more after it was meant to be although a slot was
///   free, and that is a quarter of the latency that one answer in a hundred reached: the machine had no processor for
///   this program, and the percentiles show that more than the server.
struct ClientEffort: Sendable, Equatable {
  /// The share of the loops' time from which on they are busy, in thousandths.
  static let busyPerMille: UInt64 = 900
  /// The lag of one call in a hundred from which on an open loop is late, in microseconds.
  static let lateMicroseconds: UInt64 = 1_000
  /// The lag counts when so many of it are the p99 latency or more.
  static let lagsInLatency: UInt64 = 4

  /// Processor time of all threads without what they spent waiting, and the time that it was measured over.
  var cpuNanoseconds: UInt64
  var wallNanoseconds: UInt64
  /// Threads that carry connections.
  var loops: Int
  /// How much later than meant the calls of an open loop were sent, 99 of 100 at most; nil: it was a closed one.
  var lag: UInt64?
  /// The p99 latency in microseconds; nil: there was no answer.
  var p99: UInt64?

  /// Processors that were kept busy, on average; nil: no time was measured.
  var processors: Double? {
    wallNanoseconds == 0 ? nil : Double(cpuNanoseconds) / Double(wallNanoseconds)
  }

  var isBusy: Bool {
    // In doubles: an hour on a thousand processors is beyond 64 bits once it is multiplied.
    guard let processors else { return false }
    return processors * 1_000 >= Double(Self.busyPerMille) * Double(loops)
  }

  var isLate: Bool {
    guard let lag, lag >= Self.lateMicroseconds else { return false }
    return lag >= (p99 ?? 0) / Self.lagsInLatency
  }

  /// The client, not the server, is what was measured.
  var isBound: Bool { isBusy || isLate }

  /// Why the figures are the client's more than the server's; nil: they are not.
  var warning: String? {
    if isLate {
      return
        "the client is the bottleneck: one call in a hundred was sent \(lag ?? 0) us or more after it was meant to "
        + "be with a slot free; lower --rate or run the client on another machine"
    }
    guard isBusy, let processors else { return nil }
    let percent = UInt64((processors / Double(loops) * 100).rounded())
    return "the client is the bottleneck: its \(Plural.text(loops, "thread")) were busy \(percent) % of the time; "
      + "the server may do more: use more --threads and --connections, or several clients"
  }

  /// Processor time of this process so far, in nanoseconds.
  static func readCPUTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
