// ProcessEnvironment.swift: what the environment says, as far as this program listens to it.

internal import Glibc

/// Variables that stand for flags which were not given. An empty one counts as unset.
struct ProcessEnvironment: Sendable {
  /// `TOKEN_RPC_SERVER`: the server's address.
  var server: String?
  /// `TOKEN_RPC_KERNEL`: the kernel's name, `auto`, or `all` where that is possible.
  var kernel: String?

  init(server: String? = nil, kernel: String? = nil) {
    self.server = server?.isEmpty == true ? nil : server
    self.kernel = kernel?.isEmpty == true ? nil : kernel
  }

  static let serverName = "TOKEN_RPC_SERVER"
  static let kernelName = "TOKEN_RPC_KERNEL"

  /// This process's own.
  static func read() -> ProcessEnvironment {
    ProcessEnvironment(server: variable(serverName), kernel: variable(kernelName))
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
