// StreamBufferTests.swift: what the readers of a stream get, without a client.

import Testing

@testable import TokenWire

@Suite("the stream buffer")
struct StreamBufferTests {
  private typealias Buffer = StreamBuffer<Int, String>

  /// What a reader gets, as text.
  private func take(_ buffer: inout Buffer, _ reader: String = "r") -> String {
    switch buffer.take(for: reader) {
    case .success(let item?): "\(item)"
    case .success(nil): "end"
    case .failure(let error): error.code.name
    case nil: "waits"
    }
  }

  @Test("items wait for readers, readers wait for items, both in order")
  func order() {
    var buffer = Buffer(window: 4)
    #expect(buffer.deliver(1) == nil && buffer.deliver(2) == nil)
    #expect(take(&buffer) == "1" && take(&buffer) == "2")
    #expect(take(&buffer, "a") == "waits" && take(&buffer, "b") == "waits")
    #expect(buffer.deliver(3) == "a" && buffer.deliver(4) == "b" && buffer.deliver(5) == nil)
    #expect(take(&buffer) == "5")
  }

  @Test("the end comes behind the items, once, and stays")
  func end() {
    var buffer = Buffer(window: 4)
    _ = buffer.deliver(1)
    #expect(buffer.finish(nil) == [])
    #expect(buffer.finish(RPCError(.unavailable, "")) == [])
    #expect(buffer.deliver(2) == nil)
    #expect(take(&buffer) == "1" && take(&buffer) == "end" && take(&buffer) == "end")
    #expect(buffer.cancel() == nil)
  }

  @Test("a failure reaches every reader that waits and every one after it")
  func failure() {
    var buffer = Buffer(window: 4)
    _ = take(&buffer, "a")
    _ = take(&buffer, "b")
    #expect(buffer.finish(RPCError(.unavailable, "")) == ["a", "b"])
    #expect(take(&buffer) == "UNAVAILABLE" && take(&buffer) == "UNAVAILABLE")
  }

  @Test("cancelling drops what nobody has read")
  func cancel() {
    var buffer = Buffer(window: 4)
    _ = buffer.deliver(1)
    #expect(buffer.cancel() == [])
    #expect(buffer.cancel() == nil)
    #expect(take(&buffer) == "CANCELLED")
  }

  @Test("half of the credit is granted when it has been read, nothing after the end")
  func credit() {
    for window in UInt32(1)...9 {
      var buffer = Buffer(window: window)
      let half = max(1, window / 2)
      for read in UInt32(1)...100 {
        #expect(buffer.creditToGrant() == (read % half == 0 ? half : nil))
      }
      _ = buffer.finish(nil)
      for _ in 0..<10 { #expect(buffer.creditToGrant() == nil) }
    }
  }

  @Test("a reader that keeps one item behind for ever does not make the buffer grow")
  func bounded() {
    var buffer = Buffer(window: 4)
    _ = buffer.deliver(0)
    for item in 1..<10_000 {
      _ = buffer.deliver(item)
      #expect(take(&buffer) == "\(item - 1)")
    }
    #expect(buffer.storedCount < 100)
  }
}
