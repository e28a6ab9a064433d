// ChildProcess.swift: runs one program with bytes in and bytes out.

internal import Glibc

enum ChildProcess {
  /// What `program`, found on PATH, writes when given `input`. It must read all of its input before it writes.
  static func run(_ program: String, input: [UInt8]) throws(Refusal) -> [UInt8] {
    var toChild: [Int32] = [-1, -1]
    var fromChild: [Int32] = [-1, -1]
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else {
      throw Refusal("can't make a pipe to \(program): \(String(cString: strerror(errno)))")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
    // The child must not hold its own input open, or it never sees the end of it.
    for end in toChild + fromChild { posix_spawn_file_actions_addclose(&actions, end) }
    defer { posix_spawn_file_actions_destroy(&actions) }
    let name = strdup(program)
    defer { free(name) }
    var child = pid_t()
    let failure = posix_spawnp(&child, program, &actions, nil, [name, nil], environ)
    close(toChild[0])
    close(fromChild[1])
    defer { close(fromChild[0]) }
    guard failure == 0 else {
      close(toChild[1])
      throw Refusal("can't run \(program) (\(String(cString: strerror(failure)))); install protobuf-c-compiler")
    }
    let isWritten = StandardStreams.writeAll(input, to: toChild[1])
    close(toChild[1])
    let output = StandardStreams.readAll(from: fromChild[0])
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    guard isWritten, let output, status == 0 else {
      throw Refusal("\(program) failed with status \(status >> 8 & 0xff); its own words stand above")
    }
    return output
  }
}
