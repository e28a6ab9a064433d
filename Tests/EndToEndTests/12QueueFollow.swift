// 12QueueFollow.swift: following the queue: each event once and in order whatever happens, and a slow reader costs
// little.

import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite("12 following the queue")
  struct QueueFollow {
    static let queueStream: UInt16 = 261
    static let unavailable: UInt16 = 14
    static let outOfRange: UInt16 = 11
    static let mostCredit: UInt32 = 1 << 31 - 1

    @Test("a follower that begins amid 10,000 requests sees the size, the page, then each event once and in order")
    func during() throws {
      try withScene { scene in
        // Fewer blocks a second than requests on any machine: the queue grows, and outlasts the follower's start.
        let server = try scene.startServer("--difficulty", "auto:2000")
        let lines = try scene.write("lines", (1...10_000).map { "line \($0)\n" }.joined())
        let load = try server.startRPC(["request", "--no-wait", "--lines", lines])
        try waitUntil("a queue of a hundred pages", of: server.process) { try Self.size(server) > 1_000 }
        let follower = try server.startRPC(["queue", "--follow", "--page", "2"])
        #expect(try server.answer(of: load).lines().count == 10_000)
        try Self.catchUp(follower, server)
        try server.stop()
        try #require(follower.wait() == .exited(3))

        var seen = try JSON.lines(follower.output)
        let size = seen.removeFirst()
        let page = seen.removeFirst()
        #expect(size["queueSize"]?.int ?? 0 > 20 && page["pageNumber"]?.int == 2)
        let sequence = try #require(size["sequence"]?.int)
        let all = try Self.oracle(scene)
        #expect(all.count == 20_002)
        #expect(all.last { $0.sequence <= sequence }?.queueSize == size["queueSize"]?.int)
        let events = seen.map(Event.init)
        #expect(events == all.filter { $0.sequence > sequence })
        // The page is of the moment before the first event: its first entry is sealed before anything that came later.
        let places = page["queuePage"]?.array?.compactMap { $0["publicId"]?.string } ?? []
        let sealed = events.filter { $0.kind == "sealed" }.map(\.publicId)
        #expect(places.count == 10 && Array(sealed.dropFirst(10).prefix(10)) == places)
      }
    }

    @Test("resumed from its last sequence it misses nothing, also after kill -9 and a restart")
    func resume() throws {
      try withScene { scene in
        var server = try scene.startServer("--difficulty", "0")
        let lines = try scene.write("lines", (1...1_500).map { "line \($0)\n" }.joined())
        var events: [Event] = []
        for goal in [300, 1_900, 1_100, 2_500] {
          let from = events.last.map { $0.sequence } ?? 0
          let follower = try server.startRPC(["queue", "--follow", "--from", "\(from)"])
          let load = try server.startRPC(["request", "--no-wait", "--lines", lines])
          try waitUntil("\(goal) events", of: follower) { follower.output.split(separator: "\n").count > goal }
          server.process.kill()
          try load.wait()
          #expect(try follower.wait() == .exited(3))
          let error = try #require(try JSON.lines(follower.errors).last?["error"])
          #expect(error["code"]?.string == "UNAVAILABLE", "\(follower.transcript)")
          events += try JSON.lines(follower.output).dropFirst().map(Event.init)
          #expect(error["resumeFrom"]?.int == events.last?.sequence)
          server = try scene.startServer("--difficulty", "0")
        }
        let rest = try server.startRPC(["queue", "--follow", "--from", "\(events.last?.sequence ?? 0)"])
        try Self.catchUp(rest, server)
        try server.stop()
        try rest.wait()
        events += try JSON.lines(rest.output).dropFirst().map(Event.init)
        #expect(try events == Self.oracle(scene))
      }
    }

    @Test(
      "from too old a sequence it is OUT_OF_RANGE with the oldest one, which can be followed from, restarted or not")
    func tooOld() throws {
      try withScene { scene in
        let first = try scene.startServer("--difficulty", "0", "--queue-events", "1024")
        let input = (1...1_000).map { "line \($0)\n" }.joined()
        try first.rpc("request", "--lines", "-", input: input)
        try first.stop()
        let all = try Self.oracle(scene)
        let oldest = all[all.count - 1_025].sequence

        let server = try scene.startServer("--difficulty", "0", "--queue-events", "1024")
        let tooOld = try server.rpc("queue", "--follow", "--from", "\(oldest - 1)", status: 3)
        #expect(try tooOld.errorCode() == "OUT_OF_RANGE")
        #expect(try JSON.lines(tooOld.errors).last?["error"]?["resumeFrom"]?.int == oldest)
        #expect(tooOld.output.isEmpty)
        let follower = try server.startRPC(["queue", "--follow", "--from", "\(oldest)"])
        try waitUntil("the last event", of: follower) { follower.output.split(separator: "\n").count == 1_025 }
        #expect(try JSON.lines(follower.output).dropFirst().map(Event.init) == all.suffix(1_024))
        follower.kill()
        let tooNew = try server.rpc("queue", "--follow", "--from", "999999", status: 3)
        #expect(try tooNew.errorCode() == "OUT_OF_RANGE")
        #expect(try JSON.lines(tooNew.errors).last?["error"]?["resumeFrom"] == nil)
        try server.stop()
      }
    }

    /// What slow followers may cost the server together, beside what it costs anyway: a connection that is not read
    /// keeps 256 KiB of output, which grows by doubling.
    static let slowReaderBytes = 8 << 20

    @Test("180 followers that stop granting credit or stop reading cost the server less than 8 MiB")
    func slowReaders() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--output-timeout", "1h")
        let lines = try scene.write("lines", (1...8_000).map { "line \($0)\n" }.joined())
        // The first load makes the server as large as serving does; the second says what tokens cost.
        try server.rpc("request", "--lines", lines)
        let before = try Self.residentBytes(server)
        try server.rpc("request", "--lines", lines)
        let usual = try Self.residentBytes(server) - before

        let streams: ClosedRange<UInt32> = 1...90
        let creditless = try Self.follower(server, credit: 1, calls: streams)
        for _ in streams { #expect(try creditless.nextFrame()?.type == RawFrame.item) }
        let deaf = try Self.follower(server, credit: Self.mostCredit, calls: streams)
        for _ in streams { #expect(try deaf.nextFrame()?.type == RawFrame.item) }
        let start = try Self.residentBytes(server)
        try server.rpc("request", "--lines", lines)
        let grown = try Self.residentBytes(server) - start
        #expect(grown < usual + Self.slowReaderBytes, "grown by \(grown), usually by \(usual)")
        // Others are served meanwhile.
        try server.rpc("ping")

        // Nothing was lost for those who begin to read now.
        let total = 16_000
        creditless.send(RawFrame(type: RawFrame.credit, call: 7, argument: UInt32(total)).bytes)
        for call in streams where call != 7 { deaf.send(RawFrame(type: RawFrame.cancel, call: call).bytes) }
        let sequences = try [creditless, deaf].map { try Self.sequences(of: 7, count: total, $0) }
        #expect(sequences[0] == sequences[1])
        #expect(zip(sequences[0], sequences[0].dropFirst()).allSatisfy { $0 < $1 })
      }
    }

    @Test("a follower that the ring overtakes while it does not read ends OUT_OF_RANGE; one that reads goes on")
    func overtaken() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--queue-events", "1024")
        let slow = try Self.follower(server, credit: 1)
        #expect(try slow.nextFrame()?.type == RawFrame.item)
        let reader = try server.startRPC(["queue", "--follow"])
        try waitUntil("the size", of: reader) { !reader.output.isEmpty }
        let input = (1...1_000).map { "line \($0)\n" }.joined()
        try server.rpc("request", "--lines", "-", input: input)
        slow.send(RawFrame(type: RawFrame.credit, call: 1, argument: 1).bytes)
        let end = try slow.response(to: 1)
        #expect(end.type == RawFrame.end && end.code == Self.outOfRange && end.argument == 1)
        try waitUntil("all events", of: reader) { reader.output.split(separator: "\n").count == 2_001 }
        try server.stop()
      }
    }

    @Test("a drain ends every follower at once: those who read and those without credit")
    func drain() throws {
      try withScene { scene in
        let server = try scene.startServer("--difficulty", "0", "--grace", "1h")
        let reader = try server.startRPC(["queue", "--follow"])
        try waitUntil("the size", of: reader) { !reader.output.isEmpty }
        let creditless = try Self.follower(server, credit: 1)
        #expect(try creditless.nextFrame()?.type == RawFrame.item)
        try server.rpc("request", "--content", "an event")
        try server.stop()
        let end = try creditless.response(to: 1)
        #expect(end.type == RawFrame.end && end.code == Self.unavailable)
        #expect(try reader.wait() == .exited(3))
        let error = try #require(try JSON.lines(reader.errors).last?["error"])
        let last = try #require(try JSON.lines(reader.output).last?["sequence"]?.int)
        #expect(error["code"]?.string == "UNAVAILABLE" && error["resumeFrom"]?.int == last)
      }
    }

    // MARK: What happened

    /// An event, as a follower saw it or as the ledger has it.
    private struct Event: Equatable {
      var kind: String
      var sequence: Int
      var time: String
      var publicId: String
      var queueSize: Int

      init(_ json: JSON) {
        kind = json["kind"]?.string ?? "no kind"
        sequence = json["sequence"]?.int ?? -1
        time = json["time"]?.string ?? "no time"
        publicId = json["publicId"]?.string ?? "no publicId"
        queueSize = json["queueSize"]?.int ?? -1
      }
    }

    /// What the ledger of a stopped server says happened to the queue.
    private static func oracle(_ scene: Scene) throws -> [Event] {
      let kinds = ["requisition": "queued", "block": "sealed", "failure": "failed"]
      var publicIds: [Int: String] = [:]
      var size = 0
      return try Chain.inspect(scene).compactMap { record in
        guard let type = record["type"]?.string, let kind = kinds[type] else { return nil }
        var event = Event(record)
        event.kind = kind
        if kind == "queued" {
          publicIds[event.sequence] = event.publicId
        } else {
          event.publicId = publicIds[record["acceptedSequence"]?.int ?? -1] ?? "unknown"
        }
        size += kind == "queued" ? 1 : -1
        event.queueSize = size
        return event
      }
    }

    private static func size(_ server: ServerProcess) throws -> Int {
      try server.rpc("queue", "--size").lines().first?["queueSize"]?.int ?? -1
    }

    /// Makes one last token and waits until the follower has printed that it was sealed.
    private static func catchUp(_ follower: ChildProcess, _ server: ServerProcess) throws {
      try server.rpc("request", "--content", "the last one")
      let last = try #require(try server.rpc("queue", "--size").line()["sequence"]?.int)
      try waitUntil("event \(last)", of: follower) {
        // A line that is not ended yet may be half an event.
        let line = follower.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().last ?? ""
        return try JSON.lines(String(line)).first.map(Event.init)?.sequence == last
      }
    }

    // MARK: Raw followers

    /// A connection with streams that follow the queue, each with so much credit.
    private static func follower(
      _ server: ServerProcess, credit: UInt32, calls: ClosedRange<UInt32> = 1...1
    ) throws -> RawConnection {
      let connection = try RawConnection(port: server.port)
      connection.send(RawFrame.clientHello(credit: credit).bytes)
      #expect(try connection.nextFrame()?.type == RawFrame.hello)
      for call in calls {
        // `QueueStreamRequest {follow: true}`.
        connection.send(RawFrame(type: RawFrame.request, code: queueStream, call: call, payload: [0x18, 1]).bytes)
      }
      return connection
    }

    /// The sequences of the next events of one stream.
    private static func sequences(of call: UInt32, count: Int, _ connection: RawConnection) throws -> [UInt64] {
      var sequences: [UInt64] = []
      while sequences.count < count {
        let frame = try connection.response(to: call)
        guard let sequence = frame.eventSequence else { throw Failure("no event but type \(frame.type)") }
        sequences.append(sequence)
      }
      return sequences
    }

    private static func residentBytes(_ server: ServerProcess) throws -> Int {
      let status = try String(contentsOfFile: "/proc/\(server.process.pid)/statm", encoding: .utf8)
      return (status.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
    }
  }
}

extension RawFrame {
  fileprivate static let item: UInt8 = 4
  fileprivate static let end: UInt8 = 5
  fileprivate static let cancel: UInt8 = 6
  fileprivate static let credit: UInt8 = 7

  /// A client's HELLO with the credit that its streams begin with.
  fileprivate static func clientHello(credit: UInt32) -> RawFrame {
    RawFrame(type: hello, payload: clientHello.payload + [0x18] + varint(UInt64(credit)))
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7f | 0x80)] + varint(value >> 7)
  }

  /// The sequence of `QueueStreamItem {event: {kind, sequence, …}}`; nil: it is no event.
  fileprivate var eventSequence: UInt64? {
    // Field 3 with its length, field 1 and its byte, field 2.
    guard payload.count > 5, payload[0] == 0x1a, payload[2] == 0x08, payload[4] == 0x10 else { return nil }
    var value: UInt64 = 0
    for (index, byte) in payload[5...].prefix(10).enumerated() {
      value |= UInt64(byte & 0x7f) << (7 * UInt64(index))
      if byte < 0x80 { break }
    }
    return value
  }
}
