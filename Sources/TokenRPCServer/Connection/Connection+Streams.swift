// Connection+Streams.swift: streams are asked for items, one each in turn, while there is credit and room.

internal import TokenWire

extension Connection {
  /// The service gave a stream its source. From now on the service owes nothing: the stream ends as soon as it is told.
  func produce(_ id: UInt32, _ source: @escaping StreamSource) {
    guard let call = state.calls[id] else { return }
    precondition(call.kind == .serverStream, "a unary call was given a source of items")
    if call.isEnded { return fail(id, .draining) }
    state.calls.update(id) { call in
      call.isWorking = false
      call.stream?.source = source
    }
    enqueueStream(id)
    endIfStarved(id)
  }

  /// A source that had nothing has something again.
  func wake(_ id: UInt32) {
    state.calls.update(id) { $0.stream?.wake() }
    enqueueStream(id)
  }

  /// Puts a stream that may send into the queue.
  func enqueueStream(_ id: UInt32) {
    guard state.calls.update(id, { $0.stream?.enqueue() ?? false }) == true else { return }
    sendQueue.append(id)
    markDirty()
  }

  /// Items that a connection's streams send in one turn of the loop at most: then others have theirs.
  private static let itemsPerTurn = 128

  /// Asks the streams in the queue for items while there is room; the next turn goes on where this one ends.
  func askStreams() {
    for _ in 0..<Self.itemsPerTurn where phase == .open && hasRoom && !sendQueue.isEmpty {
      let id = sendQueue.removeFirst()
      guard let source = state.calls.update(id, { $0.stream?.dequeue() }) ?? nil else { continue }
      switch source(self, id) {
      case .sent:
        state.calls.update(id) { $0.stream?.itemSent() }
        endIfStarved(id)
      case .waits: state.calls.update(id) { $0.stream?.wait() }
      case .ended(let error, let metadata): endStream(id, error, metadata)
      }
      enqueueStream(id)
    }
  }

  /// Appends an item; a stream with an item that can't be sent fails.
  func sendItem<Item: WireMessage>(_ item: Item, of id: UInt32) -> StreamOutcome {
    // The source may have ended its own stream while it was asked.
    guard let call = state.calls[id], !call.isEnded else { return .ended(nil) }
    do throws(EncodeError) {
      try output.append(
        FrameHeader(.item, callID: id), item, in: reactor.arena, maxPayloadBytes: FrameLimits.itemBytes)
      return .sent
    } catch {
      return .ended(.unsendable(error))
    }
  }

  /// Ends a stream that can never send again: the client will grant no more credit.
  func endIfStarved(_ id: UInt32) {
    guard state.inputEnded, let call = state.calls[id], call.kind == .serverStream, !call.isWorking,
      call.stream?.credit == 0
    else { return }
    endCall(id, .creditUsedUp)
  }

  private func endStream(_ id: UInt32, _ error: RPCError?, _ metadata: Metadata?) {
    guard let call = answered(id) else { return }
    sendEnd(id, call, error, metadata: metadata)
  }
}
