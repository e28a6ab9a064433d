// MailboxTests.swift: nothing is lost, doubled or reordered between many threads and one taker.

import Dispatch
import Synchronization
import Testing

@testable import TokenCore

@Suite("Mailbox")
struct MailboxTests {
  private struct Letter: Sendable {
    var sender: Int
    var number: Int
  }

  @Test("every value from many threads is taken once, each thread's in its order")
  func manyThreads() {
    let senders = 8
    let each = 4000
    let mailbox = Mailbox<Letter>()
    let taken = Mutex<[[Int]]>(Array(repeating: [], count: senders))
    // One iteration takes, the others send; the machine may run them in any overlap.
    DispatchQueue.concurrentPerform(iterations: senders + 1) { index in
      guard index == senders else {
        for number in 0..<each { mailbox.push(Letter(sender: index, number: number)) }
        return
      }
      for _ in 0..<1000 { keep(mailbox.takeAll(), in: taken) }
    }
    keep(mailbox.takeAll(), in: taken)
    #expect(mailbox.isEmpty)
    for numbers in taken.withLock({ $0 }) { #expect(numbers == Array(0..<each)) }
  }

  private func keep(_ letters: [Letter], in taken: borrowing Mutex<[[Int]]>) {
    taken.withLock { taken in
      for letter in letters { taken[letter.sender].append(letter.number) }
    }
  }

  @Test("values that nobody takes are let go with the mailbox")
  func letGo() {
    final class Counted: Sendable {
      let count: Mutex<Int>

      init() { count = Mutex(0) }
    }
    final class Parcel: Sendable {
      let counted: Counted

      init(_ counted: Counted) { self.counted = counted }

      deinit { counted.count.withLock { $0 += 1 } }
    }
    let counted = Counted()
    do {
      let mailbox = Mailbox<Parcel>()
      #expect(mailbox.isEmpty && mailbox.takeAll().isEmpty)
      for _ in 0..<3 { mailbox.push(Parcel(counted)) }
      #expect(!mailbox.isEmpty)
    }
    #expect(counted.count.withLock { $0 } == 3)
  }
}
