// RawConnection.swift: bytes to and from a server over TCP, without the project's own client.

import Foundation
import Glibc

/// One frame as docs/protocol.md lays it out: 16 bytes of header, big-endian, then the payload.
struct RawFrame {
  static let hello: UInt8 = 1
  static let request: UInt8 = 2
  static let response: UInt8 = 3
  static let goaway: UInt8 = 10

  var type: UInt8
  var flags: UInt8 = 0
  var code: UInt16 = 0
  var call: UInt32 = 0
  var argument: UInt32 = 0
  var payload: [UInt8] = []

  var bytes: [UInt8] { Self.bigEndian(UInt32(payload.count)) + header + payload }

  /// The header behind the length.
  private var header: [UInt8] {
    [type, flags] + Self.bigEndian(code) + Self.bigEndian(call) + Self.bigEndian(argument)
  }

  /// A header that promises `length` bytes.
  func promising(_ length: UInt32) -> [UInt8] { Self.bigEndian(length) + header }

  /// A client's HELLO for version 1: `ClientHello {version_min: 1, version_max: 1}`.
  static let clientHello = RawFrame(type: hello, payload: [0x08, 1, 0x10, 1])

  static func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}

/// A TCP connection whose reads wait at most ten seconds.
final class RawConnection {
  private let descriptor: Int32
  private var received: [UInt8] = []

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure("can't connect to port \(port): errno \(errno)") }
  }

  deinit { close(descriptor) }

  /// Sends the bytes; a connection that the server has closed meanwhile takes none, and that is no error here.
  func send(_ bytes: [UInt8]) { _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

  /// Says that no more comes.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// The next frame; nil when the server closed the connection.
  func nextFrame() throws -> RawFrame? {
    guard try fill(16) else { return nil }
    let length = received[0..<4].reduce(0) { $0 << 8 | Int($1) }
    guard try fill(16 + length) else { throw Failure("the connection ended inside a frame") }
    let word = { (at: Int) in self.received[at..<at + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
    let frame = RawFrame(
      type: received[4], flags: received[5], code: UInt16(received[6]) << 8 | UInt16(received[7]), call: word(8),
      argument: word(12), payload: Array(received[16..<16 + length]))
    received.removeFirst(16 + length)
    return frame
  }

  /// The answer to a call, passing over what is for the connection.
  func response(to call: UInt32) throws -> RawFrame {
    while let frame = try nextFrame() {
      if frame.call == call { return frame }
    }
    throw Failure("the connection ended before call \(call) was answered")
  }

  /// Reads to the end of the connection; the frames that came.
  func framesToTheEnd() throws -> [RawFrame] {
    var frames: [RawFrame] = []
    while let frame = try nextFrame() { frames.append(frame) }
    return frames
  }

  /// Reads until `count` bytes are there; false at the end of the connection.
  private func fill(_ count: Int) throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while received.count < count {
      let got = recv(descriptor, &buffer, buffer.count, 0)
      if got > 0 {
        received += buffer[..<got]
      } else if got == 0 || errno == ECONNRESET {
        return false
      } else {
        throw Failure("nothing came from the server: errno \(errno)")
      }
    }
    return true
  }
}
