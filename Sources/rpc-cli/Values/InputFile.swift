// InputFile.swift: owns an open input: a file, or standard input under the name `-`.

internal import Glibc

/// A file or standard input that can't be read.
struct InputFault: Error, Equatable {
  let path: String
  /// The system's words.
  let reason: String

  /// For people.
  var text: String { "can't read \(path == "-" ? "standard input" : path): \(reason)" }
}

/// An input read block by block.
struct InputFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Opens the file at `path`; `-` is standard input.
  init(path: String) throws(InputFault) {
    self.path = path
    descriptor = try Self.open(path)
  }

  /// Opens what can be read; a directory can't.
  private static func open(_ path: String) throws(InputFault) -> Int32 {
    let descriptor = path == "-" ? STDIN_FILENO : Glibc.open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      throw InputFault(path: path, reason: SystemReason.text(errno))
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      if descriptor > STDIN_FILENO { close(descriptor) }
      throw InputFault(path: path, reason: SystemReason.text(EISDIR))
    }
    return descriptor
  }

  /// Bytes of a regular file; nil: nobody knows before the end.
  var size: UInt64? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return UInt64(max(0, status.st_size))
  }

  deinit {
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// The next block, at most 64 KiB; empty at the end.
  func read() throws(InputFault) -> [UInt8] {
    var code: Int32 = 0
    let block = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      var result = 0
      repeat {
        result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      } while result < 0 && errno == EINTR
      if result < 0 { code = errno }
      count = max(0, result)
    }
    if code != 0 { throw InputFault(path: path, reason: SystemReason.text(code)) }
    return block
  }

  /// All of a short input; nil: longer than `mostBytes`.
  static func short(path: String, mostBytes: Int) throws(InputFault) -> [UInt8]? {
    let file = try InputFile(path: path)
    var bytes: [UInt8] = []
    while bytes.count <= mostBytes {
      let block = try file.read()
      if block.isEmpty { return bytes }
      bytes += block
    }
    return nil
  }
}
