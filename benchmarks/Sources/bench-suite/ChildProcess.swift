// ChildProcess.swift: a started program whose standard output is read here.

internal import Glibc

/// How a program's descriptors are laid out.
enum ChildInput {
  /// Nothing to read.
  case none
  /// A pipe that stays open for as long as this process lives and `ChildProcess.closeInput` was not called.
  case heldOpen
}

/// One child. Its standard error is this process's own.
final class ChildProcess {
  let pid: pid_t
  /// The read end of its standard output.
  private let output: Int32
  /// The write end of its standard input; nil: it has none, or it was closed.
  private var input: Int32?

  /// Starts `words[0]`, an absolute path or one from the working directory. In a process group of its own if
  /// `isApart`, so that Ctrl-C reaches this process alone.
  init(_ words: [String], input kind: ChildInput, isApart: Bool) throws(SuiteError) {
    let (readOutput, writeOutput) = try Self.pipe()
    // Of a program without input the pipe is closed at once: it reads the end of the file.
    let (readInput, writeInput) = try Self.pipe()
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    posix_spawn_file_actions_adddup2(&files, readInput, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&files, writeOutput, STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, isApart ? Int16(POSIX_SPAWN_SETPGROUP) : 0)
    let arguments = words.map { strdup($0) }
    defer {
      posix_spawn_file_actions_destroy(&files)
      posix_spawnattr_destroy(&attributes)
      for argument in arguments { free(argument) }
      close(readInput)
      close(writeOutput)
    }
    var pid = pid_t()
    let error = posix_spawn(&pid, words[0], &files, &attributes, arguments + [nil], environ)
    output = readOutput
    self.pid = pid
    guard error == 0 else {
      close(readOutput)
      close(writeInput)
      throw SuiteError("can't start \(words[0]): \(String(cString: strerror(error)))")
    }
    input = writeInput
    if kind == .none { closeInput() }
  }

  deinit {
    closeInput()
    close(output)
  }

  /// Gives the child a line to read.
  func send(_ line: String) {
    guard let input else { return }
    let bytes = Array("\(line)\n".utf8)
    _ = write(input, bytes, bytes.count)
  }

  /// Ends what the child reads.
  func closeInput() {
    if let input { close(input) }
    input = nil
  }

  /// Its next line, without the newline. nil: it has closed its output, or none came within `seconds`.
  func nextLine(within seconds: Int32) -> String? {
    var line: [UInt8] = []
    while true {
      var ready = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, seconds * 1_000) > 0 else { return nil }
      var byte: UInt8 = 0
      guard read(output, &byte, 1) == 1 else { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }

  /// All of its output from here to its end.
  func restOfOutput() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(output, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  /// Waits for its end. Its exit status, or 128 and the number of the signal that killed it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  /// A pipe that no other child inherits.
  private static func pipe() throws(SuiteError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw SuiteError("can't make a pipe: \(String(cString: strerror(errno)))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
