// Connection+Room.swift: how much may wait to be sent. Promise: what a connection holds is bounded, and a client that
// takes its answers gets all of them.
//
// Large answers and items are made one after the other while there is room, small ones at once: there are never more of
// these than calls in flight. So nothing has to be thrown away, and no connection has to be closed, for lack of room.

internal import TokenWire

extension Connection {
  /// Items and large answers are made only while less than this waits to be sent: what a connection writes in one turn.
  static let roomBytes = 256 * 1_024
  /// An answer of this size is sent however much waits. There are at most as many as calls in flight.
  static let smallAnswerBytes = 4_096

  /// Of an unfinished frame, while the whole server is beyond its limit of bytes: more closes the connection.
  static let keptBytesAtTheLimit = 16_384
  /// A turn of the loop that has lasted so long goes on with another connection, in nanoseconds; each has handled
  /// `earlyFrames` by then.
  static let turnNanoseconds: UInt64 = 2_000_000

  /// From here on nothing more is read of this connection.
  var pauseBytes: Int { limits.maxBufferedBytesPerConnection / 2 }

  /// There is room for an item of a stream.
  var hasRoom: Bool { output.count < min(Connection.roomBytes, pauseBytes) }

  /// There is room for a large answer beside those that are being made.
  private var hasRoomForAnswer: Bool { output.count + promisedBytes < min(Connection.roomBytes, pauseBytes) }

  /// Somebody waits for room, and there is some.
  var canMakeMore: Bool { (!sendQueue.isEmpty && hasRoom) || (!roomQueue.isEmpty && hasRoomForAnswer) }

  /// Calls `make` when there is room for the answer of a call.
  func whenRoom(_ id: UInt32, for bytes: Int, _ make: @escaping @Sendable () -> Void) {
    guard let call = state.calls[id], !call.isEnded else { return }
    precondition(call.kind == .unary, "a stream asked for room; its items wait for it by themselves")
    precondition(call.waiting == nil && call.promisedBytes == 0, "a call asked for room twice")
    let bytes = min(max(bytes, 0), limits.maxFrameBytes)
    state.calls.update(id) { $0.waiting = WaitingAnswer(bytes: bytes, make: make) }
    roomQueue.append(id)
    giveRoom()
    // It waits for its client to take other answers.
    if state.calls[id]?.waiting != nil { park(id) }
  }

  /// Has the answers that wait for room made, as far as there is some.
  func giveRoom() {
    while phase != .closed, hasRoomForAnswer, !roomQueue.isEmpty {
      let id = roomQueue.removeFirst()
      // A call that has ended wants no answer any more.
      guard let waiting = state.calls[id]?.waiting else { continue }
      if context.usage.room(within: limits) == .noBytes {
        context.counters.overflows.count()
        fail(id, serverIsFull)
        continue
      }
      promisedBytes += waiting.bytes
      state.calls.update(id) { call in
        call.waiting = nil
        call.promisedBytes = waiting.bytes
      }
      reportBufferedBytes()
      waiting.make()
    }
  }

  /// Appends the reply of a unary call; one that is larger than there is room for fails its call.
  func sendReply<Reply: WireMessage>(_ id: UInt32, _ call: Call, _ reply: Reply, _ metadata: Metadata?) {
    if let error = metadata?.unsendable { return sendEnd(id, call, error) }
    let most = limits.maxFrameBytes
    let isServerFull = context.usage.room(within: limits) == .noBytes
    let left = isServerFull ? 0 : limits.maxBufferedBytesPerConnection - output.count
    let room = min(most, max(Connection.smallAnswerBytes, left, call.promisedBytes))
    do throws(EncodeError) {
      try output.append(
        FrameHeader(.response, callID: id), metadata: metadata?.ofAnswer, reply, in: reactor.arena,
        maxPayloadBytes: UInt32(room))
      count(id, call, nil)
    } catch {
      guard error == .tooLarge, room < most else { return sendEnd(id, call, .unsendable(error)) }
      context.counters.overflows.count()
      sendEnd(id, call, isServerFull ? serverIsFull : connectionIsFull)
    }
  }

  private var serverIsFull: RPCError { .limitReached("max-buffered-bytes", limits.maxBufferedBytes) }

  private var connectionIsFull: RPCError {
    .limitReached("max-buffered-bytes-per-connection", limits.maxBufferedBytesPerConnection)
  }
}
