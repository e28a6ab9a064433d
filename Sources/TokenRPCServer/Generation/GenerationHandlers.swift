// GenerationHandlers.swift: the generation service over a `CodeGenerator`: it draws codes, keeps none and knows nobody.

public import TokenCore
public import TokenWire

/// Answers the methods of `tokenrpc.v1.GenerationService`.
public final class GenerationHandlers: GenerationService {
  private let generator: any CodeGenerator
  private let digits: ClosedRange<Int>

  /// - Parameter digits: how many digits a code may be asked to have, within 6 to 8.
  public init(generator: any CodeGenerator, digits: ClosedRange<Int> = CodeDigits.countRange) {
    precondition(
      CodeDigits.countRange.contains(digits.lowerBound) && CodeDigits.countRange.contains(digits.upperBound),
      "a code has 6 to 8 digits")
    self.generator = generator
    self.digits = digits
  }

  public func draw(_ message: DrawRequest, _ call: UnaryCall<DrawReply>) {
    guard let count = Int(exactly: message.digits), digits.contains(count) else {
      return call.fail(.invalid("digits", "must be \(allowed)"))
    }
    generator.draw(digits: count) { result in
      switch result {
      case .success(let bytes):
        guard let code = CodeDigits(bytes), code.ascii.count == count else {
          return call.fail(RPCError(GeneratorFault("something else than \(count) digits was drawn")))
        }
        call.succeed(DrawReply(code: code.text))
      case .failure(let fault): call.fail(RPCError(fault))
      }
    }
  }

  private var allowed: String {
    digits.count == 1 ? "\(digits.lowerBound)" : "\(digits.lowerBound) to \(digits.upperBound)"
  }
}
