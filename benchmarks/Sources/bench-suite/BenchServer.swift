// BenchServer.swift: a token-server of the suite. It ends, and its data with it, however this process ends.

internal import Foundation

/// A directory for a server's data. Whoever serves it last removes it.
struct BenchDirectory {
  let path: String

  init() throws(SuiteError) {
    let parent = BenchServer.parentDirectory
    var template = Array("\(parent)/token-bench-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw SuiteError("can't make a directory in \(parent)") }
    path = String(cString: made)
  }
}

/// A running server.
final class BenchServer {
  /// `127.0.0.1:PORT`.
  let address: String
  private let keeper: ChildProcess

  /// Reads a line, or until this process closes the pipe or is gone, then kills the server and removes its directory,
  /// unless the line said to keep it. Another way to see to it would miss a kill -9.
  private static let keeping = """
    directory=$1
    shift
    "$@" 2>>"$directory/server.log" &
    exec >&-
    read -r line
    kill -9 $! 2>/dev/null
    wait
    [ "$line" = keep ] || rm -rf "$directory"
    """

  /// Segments that a debug build makes quickly.
  private static let smallSegmentBytes = "1048576"
  private static let startSeconds: Int32 = 60

  /// Starts a server on fresh data and waits until it takes calls.
  convenience init(programs: String, isSmall: Bool) throws(SuiteError) {
    try self.init(programs: programs, isSmall: isSmall, difficulty: 0, try BenchDirectory())
  }

  /// The same on the data of a directory.
  init(programs: String, isSmall: Bool, difficulty: Int, _ directory: BenchDirectory) throws(SuiteError) {
    let directory = directory.path
    let server =
      ["\(programs)/token-server", "--data", "\(directory)/data", "--difficulty", "\(difficulty)"]
      + ["--listen", "127.0.0.1:0"]
      // No code renews within a run.
      + ["--period", "1d"]
      + (isSmall ? ["--segment-bytes", Self.smallSegmentBytes] : [])
    keeper = try ChildProcess(
      ["/bin/sh", "-c", Self.keeping, "bench-server", directory] + server, input: .heldOpen, isApart: true)
    let prefix = "listening on "
    guard let line = keeper.nextLine(within: Self.startSeconds), line.hasPrefix(prefix) else {
      let log = (try? String(contentsOfFile: "\(directory)/server.log", encoding: .utf8)) ?? ""
      keeper.closeInput()
      _ = keeper.wait()
      throw SuiteError("token-server did not start; it said:\n\(log)")
    }
    address = String(line.dropFirst(prefix.count))
  }

  /// Ends the server and removes its data, unless another one is to go on with them.
  func stop(keepingData: Bool = false) {
    if keepingData { keeper.send("keep") }
    keeper.closeInput()
    _ = keeper.wait()
  }

  /// Where the data directories are made.
  static var parentDirectory: String { FileManager.default.temporaryDirectory.path }
}
