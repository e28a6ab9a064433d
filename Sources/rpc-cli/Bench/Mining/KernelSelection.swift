// KernelSelection.swift: which kernels a benchmark measures: a name, the fastest, or all that run here.

internal import TokenCore

/// What `--kernel`, or else TOKEN_RPC_KERNEL, asks for.
enum KernelSelection: Sendable, Equatable {
  case auto
  case all
  case one(MiningKernel)

  /// The word for all kernels that run here.
  static let allWord = "all"

  /// Throws when there is no kernel of that name, or none that runs here, naming those that there are.
  init(_ word: String) throws(KernelError) {
    switch word {
    case KernelChoice.auto: self = .auto
    case Self.allWord: self = .all
    default:
      guard let kernel = MiningKernel.named(word) else { throw .unknown(word) }
      guard kernel.isSupported else { throw .unsupported(word) }
      self = .one(kernel)
    }
  }
}

extension ParsedArguments {
  /// The kernels that `flag` names, or else the environment does; the fastest when neither does.
  func kernels(_ flag: Flag) throws(UsageError) -> KernelSelection {
    let given = text(flag)
    let source = given == nil ? ProcessEnvironment.kernelName : flag.spelling
    do throws(KernelError) {
      return try KernelSelection(given ?? environment.kernel ?? KernelChoice.auto)
    } catch {
      throw wrong("\(source): \(error)")
    }
  }
}
