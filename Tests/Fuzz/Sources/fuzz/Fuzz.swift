// Fuzz.swift: hands libFuzzer's inputs to the target that FUZZ_TARGET names. What a target claims and finds broken ends
// the process, which libFuzzer reports with the input.

internal import Glibc

/// What inputs are handed to.
enum Target: String, CaseIterable, Sendable {
  case frames, messages, mapping

  /// The one that was asked for.
  static let chosen: Target = {
    if let name = getenv("FUZZ_TARGET"), let target = Target(rawValue: String(cString: name)) { return target }
    fatalError("FUZZ_TARGET is none of \(Target.allCases.map(\.rawValue).joined(separator: ", "))")
  }()

  func test(_ input: UnsafeRawBufferPointer) {
    switch self {
    case .frames: FrameTarget.test(input)
    case .messages: MessageTarget.test(input)
    case .mapping: MappingTarget.test(input)
    }
  }
}

/// What libFuzzer's `main` calls with each input; always 0.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Target.chosen.test(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}
