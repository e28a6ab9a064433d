// MemoryStorage.swift: a process's door to a disk in memory, where any call can fail and the process can end at any
// call.
//
// The fault model, with MemoryDisk.swift:
// - What is written is in the page cache at once. It is on the disk when `sync` returns, and any of it may be before
//   that: a power cut keeps any subset of the 512-byte sectors written since, each in its last version or an earlier
//   one. A sector is never torn.
// - A failed sync leaves any subset of the sectors on the disk and takes the others for clean: the cache holds what
//   the disk does not, and no later sync writes it, unless it is written again.
// - A failed write has reached the cache in any prefix of its sectors.
// - Names that were made, changed or removed are on the disk when their directory was synced; a power cut keeps any
//   subset of the changes since, in their order. A rename is one change.
// - A call can fail once, or it and all after it, with any error. The process can end before any call; a write that it
//   ends in has reached the cache in any prefix of its sectors. The cache outlives the process.

import Foundation
import Synchronization

@testable import TokenCore

/// The calls of a `Storage` that change something, and the others.
enum StorageCall: Equatable {
  case read
  case change
}

/// One process's storage. Its calls are numbered from 1, those that change something apart from those that only read.
final class MemoryStorage: Storage {
  /// Which calls fail.
  struct Fault: Sendable {
    var error: Int32
    /// The first that fails.
    var call: Int
    /// All later ones fail, too.
    var lasts: Bool
    var kind: StorageCall = .change
    /// Only calls on paths that end like this are counted and fail.
    var suffix = ""
  }

  private struct State {
    var isDead = false
    var changes = 0
    var reads = 0
    var fault: Fault?
    var faultCalls = 0
    var freeBytes = UInt64.max
    var endsAtChange: Int?
    var observer: (@Sendable (MemoryDisk, MemoryDisk.Write?) -> Void)?
  }

  let disk: MemoryDisk
  private let process: Int
  private let state = Mutex(State())
  private let segments = SegmentGate()

  init(_ disk: MemoryDisk, fault: Fault? = nil, endsAtChange: Int? = nil) {
    self.disk = disk
    process = disk.newProcess()
    state.withLock {
      $0.fault = fault
      $0.endsAtChange = endsAtChange
    }
  }

  /// Whether a call has failed as it was told to.
  var hasFailed: Bool { state.withLock { state in state.fault.map { state.faultCalls >= $0.call } ?? false } }

  /// Calls so far that changed something.
  var changes: Int { state.withLock { $0.changes } }

  /// Calls so far that only read.
  var reads: Int { state.withLock { $0.reads } }

  /// From now on these calls fail; nil: none.
  func setFreeBytes(_ count: UInt64) { state.withLock { $0.freeBytes = count } }

  func freeBytes(_ path: String) throws(StorageError) -> UInt64 { state.withLock { $0.freeBytes } }

  func setFault(_ fault: Fault?) {
    state.withLock {
      $0.fault = fault
      $0.faultCalls = 0
    }
  }

  /// Calls `observer` before each change, on the thread that makes it, with the disk and the write that comes, if it is
  /// one.
  func observe(_ observer: (@Sendable (MemoryDisk, MemoryDisk.Write?) -> Void)?) {
    state.withLock { $0.observer = observer }
  }

  /// The thread that makes segments ahead stands still before it begins the next, so that a seed makes the same history
  /// again.
  func holdSegments() { segments.close() }

  /// It goes on.
  func releaseSegments() { segments.open() }

  /// A door that is waited at. Nobody waits for long: a segment that is needed at once is made all the same.
  private final class SegmentGate: Sendable {
    private let condition = NSCondition()
    private let isClosed = Mutex(false)

    func close() { isClosed.withLock { $0 = true } }

    func open() {
      condition.lock()
      isClosed.withLock { $0 = false }
      condition.broadcast()
      condition.unlock()
    }

    func pass() {
      condition.lock()
      while isClosed.withLock({ $0 }), condition.wait(until: Date(timeIntervalSinceNow: 5)) {}
      condition.unlock()
    }
  }

  /// The process ends: nothing it does reaches the disk any more, and its lock is free.
  func end() {
    state.withLock { $0.isDead = true }
    disk.unlock(process)
  }

  /// Counts a call; throws when it is to fail, or the process ends in it, after it took what effect `onFault` gives it.
  private func count(
    _ kind: StorageCall, _ operation: StorageError.Operation, _ path: String, write: MemoryDisk.Write? = nil,
    onFault: (_ isEnd: Bool) -> Void = { _ in }
  ) throws(StorageError) {
    let (error, observer) = state.withLock {
      state -> (Int32?, (@Sendable (MemoryDisk, MemoryDisk.Write?) -> Void)?) in
      guard !state.isDead else { return (Self.deadError, nil) }
      if kind == .change { state.changes += 1 } else { state.reads += 1 }
      if kind == .change, state.changes == state.endsAtChange {
        state.isDead = true
        return (Self.endError, nil)
      }
      let observer = kind == .change ? state.observer : nil
      guard let fault = state.fault, fault.kind == kind, path.hasSuffix(fault.suffix) else { return (nil, observer) }
      state.faultCalls += 1
      let fails = state.faultCalls == fault.call || (fault.lasts && state.faultCalls > fault.call)
      return (fails ? fault.error : nil, observer)
    }
    if let observer { observer(disk, write) }
    guard let error else { return }
    if error != Self.deadError { onFault(error == Self.endError) }
    if error == Self.endError { disk.unlock(process) }
    throw StorageError(operation, path, error)
  }

  /// What calls of an ended process fail with: no error of the system.
  private static let deadError: Int32 = 9999
  private static let endError: Int32 = 9998

  // MARK: Storage

  func makeDirectory(_ path: String) throws(StorageError) {
    try count(.change, .makeDirectory, path)
    disk.change { $0.makeDirectory(path) }
  }

  func list(_ path: String) throws(StorageError) -> [String] {
    try count(.read, .list, path)
    return disk.state.list(path)
  }

  func open(_ path: String, _ mode: StorageMode) throws(StorageError) -> any StorageFile {
    if mode == .create, path.hasSuffix(".seg.tmp") { segments.pass() }
    try count(mode == .create ? .change : .read, .open, path)
    let node = disk.change { mode == .create ? $0.create(path) : $0.names[path] }
    guard let node else { throw StorageError(.open, path, 2) }
    return File(storage: self, node: node, path: path)
  }

  func rename(_ path: String, to newPath: String) throws(StorageError) {
    try count(.change, .rename, path)
    disk.change { $0.rename(path, to: newPath) }
  }

  func remove(_ path: String) throws(StorageError) {
    try count(.change, .remove, path)
    disk.change { $0.remove(path) }
  }

  func syncDirectory(_ path: String) throws(StorageError) {
    try count(.change, .sync, path)
    disk.change { $0.syncDirectory(path) }
  }

  func lock(_ path: String) throws(StorageError) -> (any StorageLock)? {
    try count(.read, .lock, path)
    return disk.lock(process) ? Lock(disk: disk, process: process) : nil
  }

  private final class Lock: StorageLock {
    private let disk: MemoryDisk
    private let process: Int

    init(disk: MemoryDisk, process: Int) {
      self.disk = disk
      self.process = process
    }

    deinit { release() }

    func release() { disk.unlock(process) }
  }

  private final class File: StorageFile {
    private let storage: MemoryStorage
    private let node: Int
    private let path: String

    init(storage: MemoryStorage, node: Int, path: String) {
      self.storage = storage
      self.node = node
      self.path = path
    }

    func size() throws(StorageError) -> Int {
      try storage.count(.read, .size, path)
      return storage.disk.state.files[node]?.cache.count ?? 0
    }

    func isNamed() throws(StorageError) -> Bool {
      try storage.count(.read, .size, path)
      return true
    }

    func read(at offset: Int, count: Int) throws(StorageError) -> [UInt8] {
      try storage.count(.read, .read, path)
      let bytes = storage.disk.state.files[node]?.cache ?? []
      let start = min(offset, bytes.count)
      return Array(bytes[start..<min(start + count, bytes.count)])
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(StorageError) {
      let write = MemoryDisk.Write(node: node, bytes: bytes, offset: offset)
      try storage.count(.change, .write, path, write: write) { _ in storage.disk.change { $0.writePart(write) } }
      storage.disk.change { $0.write(write) }
    }

    func sync() throws(StorageError) {
      // A sync that the process ends in has done nothing yet; what it would have written is still taken for unwritten.
      try storage.count(.change, .sync, path) { isEnd in
        if !isEnd { storage.disk.change { $0.failSync(node) } }
      }
      storage.disk.change { $0.sync(node) }
    }
  }
}
