// SystemFaultTests.swift: the production storage on real files, where each system call fails in its turn, in each way
// it can, until none is left (I3).

import Glibc
import Testing

@testable import TokenCore

@Suite("every system call fails", .serialized)
struct SystemFaultTests {
  /// What came of a history on a disk that may fail.
  private struct Course {
    let witness = Witness()
    let clocks = TestClocks()
    var refused: LedgerError?
    var failures: [LedgerError] = []
  }

  private static func settings(_ directory: TemporaryDirectory) -> EngineSettings {
    var settings = History.settings
    settings.directory = directory.path
    return settings
  }

  /// Opens, runs, stops, opens again, runs and stops.
  private func run(_ directory: TemporaryDirectory) throws -> Course {
    var course = Course()
    var history = History(seed: 5, witness: course.witness)
    for batches in [8, 5] {
      do {
        let bench = try Bench(SystemStorage(), course.clocks, settings: Self.settings(directory))
        defer { bench.stop() }
        try history.run(batches, on: bench)
        bench.tick()
        course.failures += bench.failures.all
        if !bench.failures.all.isEmpty { try expectRefusal(bench) }
      } catch let error as LedgerError {
        course.refused = error
      }
    }
    return course
  }

  /// After a failure nothing is accepted any more.
  private func expectRefusal(_ bench: Bench) throws {
    #expect(try bench.request().error == .stopped)
    #expect(bench.use(.zero).error == .stopped)
    #expect(bench.failures.all.count == 1)
  }

  /// What an undisturbed process finds wrong. A child that another test starts meanwhile has the lock's descriptor
  /// until it runs its own program, so the directory may seem in use for a moment.
  private func faults(_ directory: TemporaryDirectory, _ course: Course) throws -> [String] {
    var attempt = 0
    while true {
      attempt += 1
      do throws(LedgerError) {
        let bench = try Bench(SystemStorage(), course.clocks, settings: Self.settings(directory), seed: 99)
        defer { bench.stop() }
        return Witness.contradictions(course.witness.facts(), bench)
      } catch .inUse where attempt < Self.mostAttempts {
        usleep(10_000)
      } catch {
        return ["refused: \(error)"]
      }
    }
  }

  private static let mostAttempts = 500

  @Test(
    "an interrupted or short call is continued, after any other nothing is promised, and a restart has all that was",
    arguments: CallFault.all)
  func anyCall(fault: CallFault) throws {
    let undisturbed = try run(TemporaryDirectory())
    #expect(undisturbed.failures.isEmpty && undisturbed.refused == nil)
    var number = 0
    var struck = true
    while struck {
      number += 1
      let directory = TemporaryDirectory()
      var course: Course?
      struck = try fault.strike(number, in: directory.path) { course = try run(directory) }
      guard let course else { return }
      if fault.isContinued {
        #expect(course.failures.isEmpty && course.refused == nil, "call \(number)")
        #expect(course.witness.count == undisturbed.witness.count, "call \(number)")
      }
      let found = try faults(directory, course)
      try #require(found.isEmpty, "call \(number): \(found)")
    }
    print("\(fault.testDescription): \(number - 1) calls")
    #expect(number > 15)
  }

  @Test("calls of every kind are seen: none goes by another way", arguments: 0..<9)
  func everyKind(bit: Int) throws {
    let directory = TemporaryDirectory()
    let count = try CallKinds(rawValue: 1 << UInt32(bit)).count(in: directory.path) { _ = try run(directory) }
    #expect(count > 1)
  }
}
