// MisreadingStorage.swift: a door to a disk in memory that gives wrong bytes once, as a bad cable or memory may.

import Synchronization

@testable import TokenCore

/// Of the reads of files, counted from 1, one is wrong.
final class MisreadingStorage: Storage {
  private let base: MemoryStorage
  private let wrongRead: Int
  private let reads = Mutex(0)

  init(_ disk: MemoryDisk, wrongRead: Int) {
    base = MemoryStorage(disk)
    self.wrongRead = wrongRead
  }

  /// Whether the wrong read has come.
  var hasMisread: Bool { reads.withLock { $0 >= wrongRead } }

  fileprivate func passed(_ bytes: [UInt8]) -> [UInt8] {
    let isWrong = reads.withLock { reads in
      reads += 1
      return reads == wrongRead
    }
    guard isWrong else { return bytes }
    return bytes.enumerated().map { $0.offset.isMultiple(of: 64) ? $0.element ^ 1 : $0.element }
  }

  func makeDirectory(_ path: String) throws(StorageError) { try base.makeDirectory(path) }
  func list(_ path: String) throws(StorageError) -> [String] { try base.list(path) }
  func rename(_ path: String, to newPath: String) throws(StorageError) { try base.rename(path, to: newPath) }
  func remove(_ path: String) throws(StorageError) { try base.remove(path) }
  func syncDirectory(_ path: String) throws(StorageError) { try base.syncDirectory(path) }
  func lock(_ path: String) throws(StorageError) -> (any StorageLock)? { try base.lock(path) }

  func open(_ path: String, _ mode: StorageMode) throws(StorageError) -> any StorageFile {
    File(storage: self, base: try base.open(path, mode))
  }

  private final class File: StorageFile {
    private let storage: MisreadingStorage
    private let base: any StorageFile

    init(storage: MisreadingStorage, base: any StorageFile) {
      self.storage = storage
      self.base = base
    }

    func size() throws(StorageError) -> Int { try base.size() }
    func isNamed() throws(StorageError) -> Bool { try base.isNamed() }
    func write(_ bytes: [UInt8], at offset: Int) throws(StorageError) { try base.write(bytes, at: offset) }
    func sync() throws(StorageError) { try base.sync() }

    func read(at offset: Int, count: Int) throws(StorageError) -> [UInt8] {
      storage.passed(try base.read(at: offset, count: count))
    }
  }
}
