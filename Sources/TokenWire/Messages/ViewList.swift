// ViewList.swift: the elements of a repeated field where they were decoded. For generated views.

/// The elements of a repeated field, each made when it is asked for. Valid as long as the view it came from.
public struct ViewList<Element>: RandomAccessCollection {
  @usableFromInline let start: UnsafeRawPointer?
  @usableFromInline let element: (UnsafeRawPointer, Int) -> Element
  public let count: Int

  /// - Parameter element: reads the element at a position of the array at `start`.
  @inlinable public init(
    _ start: UnsafeRawPointer?, count: Int, _ element: @escaping (UnsafeRawPointer, Int) -> Element
  ) {
    self.start = start
    self.count = start == nil ? 0 : count
    self.element = element
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }

  @inlinable public subscript(position: Int) -> Element {
    guard let start, position >= 0, position < count else { preconditionFailure("no element at \(position)") }
    return element(start, position)
  }
}
