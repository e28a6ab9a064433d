// OpenFiles.swift: how many descriptors this process may have.

internal import Glibc

/// The process's limit of open files (RLIMIT_NOFILE).
public enum OpenFiles {
  /// Raises the soft limit to the hard one, as any process may, and returns the limit in force. Two system calls.
  public static func raiseLimit() -> Int {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return leastLimit }
    if limit.rlim_cur < limit.rlim_max {
      var raised = rlimit(rlim_cur: limit.rlim_max, rlim_max: limit.rlim_max)
      if setrlimit(resource, &raised) == 0 { limit = raised }
    }
    return Int(clamping: limit.rlim_cur)
  }

  /// What POSIX grants every process.
  private static let leastLimit = 20

  private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
}
