// Failure.swift: why an end-to-end test can't go on, and the bounded wait that says so.

import Glibc

/// What went wrong, with everything a reader needs to see why.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Waits until `condition` holds, at most `limit`; past it throws, with what `process` printed.
func waitUntil(
  _ what: String, _ limit: Duration = .seconds(60), of process: ChildProcess? = nil, _ condition: () throws -> Bool
) throws {
  let deadline = ContinuousClock.now + limit
  while try !condition() {
    guard ContinuousClock.now < deadline else {
      throw Failure("waited \(limit) for \(what)\n\(process?.transcript ?? "")")
    }
    usleep(2_000)
  }
}
