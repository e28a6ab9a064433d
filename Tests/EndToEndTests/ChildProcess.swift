// ChildProcess.swift: one started program: its output in files, its end awaited within a bound.

import Foundation
import Glibc

/// How a process ended.
enum ExitStatus: Equatable, CustomStringConvertible {
  case exited(Int32)
  case killed(signal: Int32)

  var description: String {
    switch self {
    case .exited(let status): "exit status \(status)"
    case .killed(let signal): "killed by signal \(signal)"
    }
  }
}

/// A started program, leader of its own process group. Its output goes to files, so that no full pipe ever stops it.
final class ChildProcess {
  let name: String
  let pid: pid_t
  private let outputURL: URL
  private let errorURL: URL
  private var ended: ExitStatus?

  /// Starts `program`, an absolute path. Output files are made in `directory`; `name` is theirs and that of messages.
  init(_ program: String, _ arguments: [String], input: String?, in directory: URL, name: String) throws {
    self.name = name
    outputURL = directory.appending(path: "\(name).out")
    errorURL = directory.appending(path: "\(name).err")
    let inputURL = directory.appending(path: "\(name).in")
    if let input { try Data(input.utf8).write(to: inputURL) }

    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, input == nil ? "/dev/null" : inputURL.path, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, 1, outputURL.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&files, 2, errorURL.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads that tests run on block signals, and who runs them may ignore some; a program is started as a shell
    // would start it.
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    var ending = sigset_t()
    sigemptyset(&ending)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&ending, number) }
    posix_spawnattr_setsigdefault(&attributes, &ending)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let argv = ([program] + arguments).map { strdup($0) }
    let environment = ProcessInfo.processInfo.environment.filter { $0.key != "TOKEN_RPC_SERVER" }
    let envp = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for string in argv + envp { free(string) } }
    var pid = pid_t()
    let error = posix_spawn(&pid, program, &files, &attributes, argv + [nil], envp + [nil])
    guard error == 0 else {
      throw Failure("can't start \(program): \(String(cString: strerror(error))); build it with: swift build")
    }
    self.pid = pid
  }

  deinit { kill() }

  var output: String { Self.read(outputURL) }
  var errors: String { Self.read(errorURL) }

  /// Sends a signal to the process and to what it started.
  func signal(_ number: Int32) {
    if ended == nil { _ = Glibc.kill(-pid, number) }
  }

  /// Kills it with -9 and takes it off the process table. Nothing when it has ended.
  func kill() {
    signal(SIGKILL)
    _ = try? wait()
  }

  /// Waits for its end, at most `limit`; past it throws with what it printed.
  @discardableResult
  func wait(_ limit: Duration = .seconds(60)) throws -> ExitStatus {
    try waitUntil("\(name) to end", limit, of: self) { pollEnd() != nil }
    return try ended ?? { throw Failure("\(name) has no status") }()
  }

  /// Its end, if it has ended.
  func pollEnd() -> ExitStatus? {
    if ended != nil { return ended }
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
    let signal = status & 0x7f
    ended = signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
    return ended
  }

  /// Everything it printed, for a failure.
  var transcript: String {
    "\(name): \(pollEnd()?.description ?? "running")\n--- output\n\(output.suffix(4_000))\n--- errors\n"
      + errors.suffix(8_000)
  }

  private static func read(_ url: URL) -> String {
    String(decoding: (try? Data(contentsOf: url)) ?? Data(), as: UTF8.self)
  }
}
