// Storage.swift: the one door to files. Everything the ledger asks of the system goes through here.

/// A call the system refused.
public struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The calls that can be refused.
  public enum Operation: String, Sendable {
    case makeDirectory = "make"
    case list = "list"
    case open = "open"
    case read = "read"
    case write = "write"
    case sync = "sync"
    case size = "measure"
    case rename = "rename"
    case remove = "remove"
    case lock = "lock"
  }

  public let operation: Operation
  public let path: String
  /// The system's number and text for it.
  public let errno: Int32
  public let text: String

  public var description: String { "can't \(operation.rawValue) \(path): \(text)" }
}

/// The file operations of a ledger. One production implementation, `SystemStorage`.
protocol Storage: Sendable {
  /// Makes a directory that only its owner may enter; one that is there is left as it is.
  func makeDirectory(_ path: String) throws(StorageError)
  /// Names in a directory, sorted, without `.` and `..`.
  func list(_ path: String) throws(StorageError) -> [String]
  func open(_ path: String, _ mode: StorageMode) throws(StorageError) -> any StorageFile
  func rename(_ path: String, to newPath: String) throws(StorageError)
  func remove(_ path: String) throws(StorageError)
  /// Makes the names in a directory durable.
  func syncDirectory(_ path: String) throws(StorageError)
  /// Bytes of the file system that its users may still take.
  func freeBytes(_ path: String) throws(StorageError) -> UInt64
  /// Takes the exclusive lock that `path` stands for until the result is released; nil when another holds it.
  func lock(_ path: String) throws(StorageError) -> (any StorageLock)?
}

/// How a file is opened.
enum StorageMode: Sendable {
  case read
  case readWrite
  /// Made anew, for its owner only; one that is there is emptied.
  case create
}

/// An open file. Reads and writes are whole: EINTR and short writes are continued.
protocol StorageFile: AnyObject, Sendable {
  func size() throws(StorageError) -> Int
  /// Whether the file still has a name: false once it, or its directory, was removed.
  func isNamed() throws(StorageError) -> Bool
  /// Up to `count` bytes from `offset`; fewer only at the end of the file.
  func read(at offset: Int, count: Int) throws(StorageError) -> [UInt8]
  /// The same into memory that is there already; how many bytes there were.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int
  /// Lets the system forget what it keeps of these bytes in memory, so that the next read asks the disk. A hint: what
  /// is not durable yet is kept.
  func forgetCached(at offset: Int, count: Int)
  func write(_ bytes: [UInt8], at offset: Int) throws(StorageError)
  /// Makes the file's data durable. Once it has failed, nothing written before may be believed.
  func sync() throws(StorageError)
}

extension StorageFile {
  /// As if nothing were kept.
  func forgetCached(at offset: Int, count: Int) {}

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    let bytes = try read(at: offset, count: buffer.count)
    buffer.copyBytes(from: bytes)
    return bytes.count
  }
}

/// A lock that is held until released or dropped.
protocol StorageLock: AnyObject, Sendable {
  func release()
}

extension Storage {
  /// As if there were no end.
  func freeBytes(_ path: String) throws(StorageError) -> UInt64 { .max }

  /// Writes a whole file under a temporary name, syncs it, renames it and syncs the directory (I4).
  func createDurably(
    _ name: String, in directory: String, _ write: (any StorageFile) throws(StorageError) -> Void
  ) throws(StorageError) {
    let temporary = "\(directory)/\(name).tmp"
    do {
      let file = try open(temporary, .create)
      try write(file)
      try file.sync()
    } catch {
      try? remove(temporary)
      throw error
    }
    try rename(temporary, to: "\(directory)/\(name)")
    try syncDirectory(directory)
  }
}
