// Errno.swift: the one funnel for the errors of system calls.

internal import CTokenSockets
internal import Glibc

/// A number of errno(3).
public struct Errno: Error, Sendable, Hashable, RawRepresentable, CustomStringConvertible {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// The calling thread's errno, to be taken straight after the call that failed.
  static var current: Errno { Errno(rawValue: errno) }

  /// The name in errno.h: `ECONNREFUSED`.
  public var name: String {
    guard let text = token_errno_name(rawValue) else { return "errno \(rawValue)" }
    return String(cString: text)
  }

  /// For people: `connection refused (ECONNREFUSED)`.
  public var description: String {
    let sentence = String(cString: token_errno_text(rawValue))
    return sentence.prefix(1).lowercased() + sentence.dropFirst() + " (\(name))"
  }

  /// The peer or the caller made the call pointless to retry at once: would block.
  var wouldBlock: Bool { rawValue == EAGAIN || rawValue == EWOULDBLOCK }

  public static let addressInUse = Errno(rawValue: EADDRINUSE)
  public static let connectionRefused = Errno(rawValue: ECONNREFUSED)
  public static let tooManyOpenFiles = Errno(rawValue: EMFILE)
  public static let tooManyOpenFilesInSystem = Errno(rawValue: ENFILE)
  public static let notFound = Errno(rawValue: ENOENT)
}

/// A system call that failed: which, on what, and why.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The call and its object: `bind 127.0.0.1:7420`.
  public let operation: String
  public let errno: Errno

  public init(_ operation: String, _ errno: Errno) {
    self.operation = operation
    self.errno = errno
  }

  /// For people: `bind 127.0.0.1:7420: address already in use (EADDRINUSE)`.
  public var description: String { "\(operation): \(errno)" }
}

/// Runs a system call again while a signal interrupts it. -1 throws what errno says.
@discardableResult
func systemCall<Result: SignedInteger>(_ call: () -> Result) throws(Errno) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    let reason = Errno.current
    if reason.rawValue != EINTR { throw reason }
  }
}

/// The same, naming the call in what it throws.
@discardableResult
func systemCall<Result: SignedInteger>(
  _ operation: @autoclosure () -> String, _ call: () -> Result
) throws(SystemError) -> Result {
  do throws(Errno) { return try systemCall(call) } catch { throw SystemError(operation(), error) }
}
