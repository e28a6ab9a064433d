// ArenaTests.swift: the arena keeps its cap, gives memory back, and lends itself to one at a time.

import EveryKind
import Foundation
import Testing
import TokenWire

@Suite("Arena")
struct ArenaTests {
  private let large = EKScalars(fBytes: [UInt8](repeating: 7, count: 1_000_000))

  @Test("decoding and encoding give back what they used")
  func givenBack() throws {
    let arena = Arena()
    let bytes = try large.encoded()
    var output: [UInt8] = []
    _ = try EKScalars(decoding: bytes, in: arena)
    let held = arena.heldBytes
    for _ in 0..<20 {
      _ = try EKScalars(decoding: bytes, in: arena)
      output.removeAll()
      try large.encode(appendingTo: &output, in: arena)
    }
    #expect(arena.heldBytes == held)
  }

  @Test("a reset keeps little, and the arena works on")
  func reset() throws {
    let arena = Arena()
    let bytes = try large.encoded()
    for _ in 0..<3 {
      #expect(try EKScalars(decoding: bytes, in: arena) == large)
      #expect(arena.heldBytes >= 1_000_000)
      arena.reset()
      #expect(arena.heldBytes <= Arena.keptBytes)
    }
  }

  @Test("memory is zeroed also when it was used before")
  func zeroed() throws {
    let arena = Arena()
    let mark = arena.mark
    let first = try arena.allocate(Bytes32.self)
    first.pointee = bytes32
    arena.rewind(to: mark)
    let second = try arena.allocate(Bytes32.self)
    #expect(first == second)
    #expect(second.pointee == Bytes32())
  }

  @Test("what is handed out is 16-aligned and doesn't overlap")
  func alignment() throws {
    let arena = Arena()
    let places = try (0..<5_000).map { _ in UInt(bitPattern: try arena.allocate(UInt8.self)) }
    #expect(places.allSatisfy { $0 % 16 == 0 })
    #expect(Set(places).count == places.count)
  }

  @Test("a lent arena is lent to nobody else")
  func lending() throws {
    try Arena.withScratch { outer in
      try Arena.withScratch { inner in
        #expect(outer !== inner)
        _ = try EKScalars(decoding: [], in: inner)
      }
    }
  }

  @Test("many threads can borrow arenas at once")
  func threads() throws {
    let bytes = try KnownMessage.lists.encoded()
    DispatchQueue.concurrentPerform(iterations: 64) { _ in
      for _ in 0..<50 {
        let message = try? EKLists(decoding: bytes)
        if message != KnownMessage.lists { Issue.record("another message came out") }
      }
    }
  }
}
