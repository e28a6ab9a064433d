// FaultyCalls.swift: system calls on a directory's files that fail, and the faults that are tried.

import CFaultyCalls
import Glibc
import Testing

/// Kinds of system calls.
struct CallKinds: OptionSet {
  let rawValue: UInt32

  static let open = Self(FAULTY_OPEN)
  static let read = Self(FAULTY_READ)
  static let write = Self(FAULTY_WRITE)
  static let sync = Self(FAULTY_SYNC)
  static let syncNames = Self(FAULTY_SYNC_NAMES)
  static let names = Self(FAULTY_NAMES)
  static let measure = Self(FAULTY_MEASURE)
  static let list = Self(FAULTY_LIST)
  static let lock = Self(FAULTY_LOCK)

  static let all: Self = [.open, .read, .write, .sync, .syncNames, .names, .measure, .list, .lock]

  init(rawValue: UInt32) { self.rawValue = rawValue }

  private init(_ kind: some BinaryInteger) { rawValue = UInt32(kind) }
}

extension CallKinds {
  /// How many calls of these kinds `body` makes on a directory's files; none fails.
  func count(in directory: String, _ body: () throws -> Void) rethrows -> Int {
    faulty_arm(directory, rawValue, .max, 0, 0)
    defer { _ = faulty_disarm() }
    try body()
    return faulty_disarm()
  }
}

/// What happens to a system call.
struct CallFault: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// nil: the call does half of what it was asked for.
  private let error: Int32?
  private let kinds: UInt32
  private let lasts: Bool
  /// The ledger goes on as if nothing had been.
  let isContinued: Bool

  private init(
    _ name: String, _ error: Int32?, _ kinds: CallKinds, lasts: Bool = false, isContinued: Bool = false
  ) {
    testDescription = name
    self.error = error
    self.kinds = kinds.rawValue
    self.lasts = lasts
    self.isContinued = isContinued
  }

  static let all = [
    CallFault("EIO", EIO, .all),
    CallFault("EIO from then on", EIO, .all, lasts: true),
    CallFault("ENOSPC", ENOSPC, [.open, .write, .sync, .syncNames, .names]),
    CallFault("ENOSPC from then on", ENOSPC, [.open, .write, .sync, .syncNames, .names], lasts: true),
    CallFault("EINTR that is continued", EINTR, [.open, .read, .write, .syncNames], isContinued: true),
    CallFault("EINTR that is final", EINTR, [.sync, .names, .measure, .list, .lock]),
    CallFault("short", nil, [.read, .write], isContinued: true),
    CallFault("short from then on", nil, [.read, .write], lasts: true, isContinued: true),
  ]

  /// Runs `body` while the call with this number on the directory's files fails; false: there was no such call.
  func strike(_ number: Int, in directory: String, _ body: () throws -> Void) rethrows -> Bool {
    faulty_arm(directory, kinds, number, error ?? 0, lasts ? 1 : 0)
    defer { _ = faulty_disarm() }
    try body()
    return faulty_disarm() >= number
  }
}
