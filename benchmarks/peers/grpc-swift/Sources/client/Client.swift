// Client.swift: load for the server, a closed loop of tasks: `client ADDRESS CONNECTIONS DEPTH SECONDS`, as that of the
// gRPC C++ peer. A tenth of the time is warm-up. Prints calls a second, and the median and the 99th percentile of the
// latency in microseconds, as JSON. Exit status 1: a call failed.

internal import Foundation

@main
struct Client {
  static func main() async {
    do throws(ClientError) {
      let load = try Load.parse(Array(CommandLine.arguments.dropFirst()))
      let summary = try Summary(await load.run(), seconds: load.seconds)
      FileHandle.standardOutput.write(Data("\(summary.json)\n".utf8))
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(error.isUsage ? 2 : 1)
    }
  }
}
