// BenchServer.swift: a fresh token-server for one scenario. It ends, and its data with it, however this process ends.

internal import Foundation

/// A running server with difficulty 0 and a data directory of its own.
final class BenchServer {
  /// `127.0.0.1:PORT`.
  let address: String
  private let keeper: ChildProcess

  /// Reads until this process closes the pipe or is gone, then kills the server and removes its directory. Another way
  /// to see to it would miss a kill -9.
  private static let keeping = """
    directory=$1
    shift
    "$@" 2>"$directory/server.log" &
    exec >&-
    read -r line
    kill -9 $! 2>/dev/null
    wait
    rm -rf "$directory"
    """

  /// Segments that a debug build makes quickly.
  private static let smallSegmentBytes = "1048576"
  private static let startSeconds: Int32 = 60

  /// Starts a server and waits until it takes calls.
  init(programs: String, isSmall: Bool) throws(SuiteError) {
    let directory = try Self.makeDirectory()
    let server =
      ["\(programs)/token-server", "--data", "\(directory)/data", "--difficulty", "0", "--listen", "127.0.0.1:0"]
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

  /// Ends the server and removes its data.
  func stop() {
    keeper.closeInput()
    _ = keeper.wait()
  }

  /// Where the data directories are made.
  static var parentDirectory: String { FileManager.default.temporaryDirectory.path }

  private static func makeDirectory() throws(SuiteError) -> String {
    var template = Array("\(parentDirectory)/token-bench-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw SuiteError("can't make a directory in \(parentDirectory)") }
    return String(cString: made)
  }
}
