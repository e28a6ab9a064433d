// SystemStorage.swift: files of the running system.

internal import Glibc
internal import Synchronization

/// The production `Storage`: Linux system calls, each named in its doc line.
struct SystemStorage: Storage {
  /// The corresponding C function is `mkdir`, with mode 0700.
  func makeDirectory(_ path: String) throws(StorageError) {
    guard mkdir(path, 0o700) != 0 else { return }
    let code = errno
    var status = stat()
    if code == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    throw StorageError(.makeDirectory, path, code)
  }

  /// The corresponding C functions are `opendir` and `readdir`.
  func list(_ path: String) throws(StorageError) -> [String] {
    guard let directory = opendir(path) else { throw StorageError(.list, path, errno) }
    defer { closedir(directory) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    // Only errno parts the end of a directory from a failure.
    if errno != 0 { throw StorageError(.list, path, errno) }
    return names.sorted()
  }

  /// The corresponding C function is `open`; files are made with mode 0600.
  func open(_ path: String, _ mode: StorageMode) throws(StorageError) -> any StorageFile {
    let flags =
      switch mode {
      case .read: O_RDONLY
      case .readWrite: O_RDWR
      case .create: O_RDWR | O_CREAT | O_TRUNC
      }
    // O_NONBLOCK, so that a pipe in a file's place is an error and no wait.
    let descriptor = try retrying(.open, path) {
      Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    }
    let file = SystemFile(descriptor: descriptor, path: path)
    guard file.isRegular else { throw StorageError(.open, path, EINVAL) }
    return file
  }

  /// The corresponding C function is `rename`.
  func rename(_ path: String, to newPath: String) throws(StorageError) {
    guard Glibc.rename(path, newPath) == 0 else { throw StorageError(.rename, path, errno) }
  }

  /// The corresponding C function is `unlink`.
  func remove(_ path: String) throws(StorageError) {
    guard unlink(path) == 0 else { throw StorageError(.remove, path, errno) }
  }

  /// The corresponding C function is `fsync`, on the directory.
  func syncDirectory(_ path: String) throws(StorageError) {
    let descriptor = try retrying(.open, path) { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    defer { close(descriptor) }
    _ = try retrying(.sync, path) { fsync(descriptor) }
  }

  /// The corresponding C function is `statvfs`.
  func freeBytes(_ path: String) throws(StorageError) -> UInt64 {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { throw StorageError(.size, path, errno) }
    return UInt64(status.f_bavail) &* UInt64(status.f_frsize)
  }

  /// The corresponding C function is `flock`, on the file and on its directory: removing the file frees nothing.
  func lock(_ path: String) throws(StorageError) -> (any StorageLock)? {
    let lock = SystemLock()
    let directory = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    for (path, flags) in [(directory, O_RDONLY | O_DIRECTORY), (path, O_RDWR | O_CREAT)] {
      let descriptor = try retrying(.open, path) { Glibc.open(path, flags | O_CLOEXEC, 0o600) }
      lock.add(descriptor)
      guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { continue }
      if errno == EWOULDBLOCK { return nil }
      throw StorageError(.lock, path, errno)
    }
    return lock
  }
}

/// An open file descriptor; positions are always given, so any thread may use it.
final class SystemFile: StorageFile {
  private let descriptor: Int32
  private let path: String

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    close(descriptor)
  }

  var isRegular: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The corresponding C function is `fstat`.
  func size() throws(StorageError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StorageError(.size, path, errno) }
    return Int(status.st_size)
  }

  /// The corresponding C function is `fstat`.
  func isNamed() throws(StorageError) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StorageError(.size, path, errno) }
    return status.st_nlink > 0
  }

  func read(at offset: Int, count: Int) throws(StorageError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    var failure: StorageError?
    bytes.withUnsafeMutableBytes { buffer in
      do throws(StorageError) { done = try read(at: offset, into: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    bytes.removeLast(count - done)
    return bytes
  }

  /// The corresponding C function is `pread`.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    guard let start = buffer.baseAddress else { return 0 }
    var done = 0
    while done < buffer.count {
      let position = done
      let got = try retrying(.read, path) {
        pread(descriptor, start + position, buffer.count - position, off_t(offset + position))
      }
      if got == 0 { break }
      done += got
    }
    return done
  }

  /// The corresponding C function is `posix_fadvise`.
  func forgetCached(at offset: Int, count: Int) {
    _ = posix_fadvise(descriptor, off_t(offset), off_t(count), POSIX_FADV_DONTNEED)
  }

  /// The corresponding C function is `pwrite`.
  func write(_ bytes: [UInt8], at offset: Int) throws(StorageError) {
    var done = 0
    while done < bytes.count {
      let position = done
      let put = try retrying(.write, path) {
        bytes.withUnsafeBytes {
          pwrite(descriptor, $0.baseAddress! + position, bytes.count - position, off_t(offset + position))
        }
      }
      guard put > 0 else { throw StorageError(.write, path, EIO) }
      done += put
    }
  }

  /// The corresponding C function is `fdatasync`; it is never tried twice, not even after EINTR (I3).
  func sync() throws(StorageError) {
    guard fdatasync(descriptor) == 0 else { throw StorageError(.sync, path, errno) }
  }
}

/// Advisory locks on open files, let go together.
final class SystemLock: StorageLock {
  private let descriptors = Mutex<[Int32]>([])

  deinit {
    release()
  }

  func add(_ descriptor: Int32) {
    descriptors.withLock { $0.append(descriptor) }
  }

  /// Closing an open file description lets its lock go.
  func release() {
    descriptors.withLock { descriptors in
      for descriptor in descriptors { close(descriptor) }
      descriptors = []
    }
  }
}

extension StorageError {
  init(_ operation: Operation, _ path: String, _ code: Int32) {
    self.init(operation: operation, path: path, errno: code, text: String(cString: strerror(code)))
  }

  /// A file that is written has no name any more.
  static func vanished(_ path: String) -> StorageError { StorageError(.write, path, ENOENT) }

  /// There is nothing of that name.
  var isMissing: Bool { errno == ENOENT }

  /// The disk, or the owner's share of it, is full.
  var isDiskFull: Bool { errno == ENOSPC || errno == EDQUOT || errno == EFBIG }

  /// The process or the system has no descriptors or memory left just now.
  var isExhausted: Bool { errno == EMFILE || errno == ENFILE || errno == ENOMEM }

}

/// The funnel of every system call: EINTR is tried again, -1 becomes an error.
private func retrying<Value: FixedWidthInteger & SignedInteger>(
  _ operation: StorageError.Operation, _ path: String, _ call: () -> Value
) throws(StorageError) -> Value {
  while true {
    let result = call()
    if result != -1 { return result }
    let code = errno
    if code != EINTR { throw StorageError(operation, path, code) }
  }
}
