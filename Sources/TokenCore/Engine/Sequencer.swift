// Sequencer.swift: the door to the one order of events: commands come in from any thread and are decided on one queue.

internal import Dispatch
internal import Synchronization

/// Takes commands from any thread without a lock and hands them to the core on its queue, all that wait at once:
/// batches grow by themselves under load, and no timer holds one back.
final class Sequencer: Sendable {
  private let queue: DispatchQueue
  private let owned: QueueOwned<Owned>
  private let inbox = Mailbox<Command>()
  private let isScheduled = Atomic<Bool>(false)

  /// What only the queue touches.
  private final class Owned {
    let core: SequencerCore
    let ticks: any DispatchSourceTimer
    let waits: any DispatchSourceTimer
    /// When `waits` fires, by the boot clock in milliseconds; nil: it does not.
    var nextWait: UInt64?

    init(_ core: SequencerCore, _ queue: DispatchQueue) {
      self.core = core
      ticks = DispatchSource.makeTimerSource(queue: queue)
      waits = DispatchSource.makeTimerSource(queue: queue)
    }

    deinit {
      ticks.cancel()
      waits.cancel()
    }
  }

  /// The core is touched on the queue alone from then on.
  init(queue: DispatchQueue, core: sending SequencerCore) {
    self.queue = queue
    let owned = Owned(core, queue)
    owned.ticks.schedule(deadline: .now() + .seconds(1), repeating: .seconds(1))
    owned.waits.schedule(deadline: .distantFuture)
    self.owned = QueueOwned(owned, on: queue)
    queue.async { [self] in activateOnQueue() }
  }

  private func activateOnQueue() {
    owned.onQueue.ticks.setEventHandler { [weak self] in self?.submit(.tick) }
    owned.onQueue.waits.setEventHandler { [weak self] in self?.checkWaitsOnQueue() }
    owned.onQueue.core.runway = SequencerCore.Runway(
      queue: DispatchQueue(label: "tokenrpc.writer"), landed: { [weak self] in self?.submit(.landed(batch: $0)) })
    owned.onQueue.ticks.activate()
    owned.onQueue.waits.activate()
  }

  /// The timer is spent; it is set again even for the same time, for it may have been early.
  private func checkWaitsOnQueue() {
    owned.onQueue.nextWait = nil
    submit(.checkWaits)
  }

  /// Adds a command. From any thread; never blocks.
  func submit(_ command: Command) {
    inbox.push(command)
    guard !isScheduled.exchange(true, ordering: .sequentiallyConsistent) else { return }
    queue.async { [self] in drainOnQueue() }
  }

  private func drainOnQueue() {
    isScheduled.store(false, ordering: .sequentiallyConsistent)
    let commands = inbox.takeAll()
    guard !commands.isEmpty else { return }
    let owned = owned.onQueue
    let nextWait = owned.core.run(commands)
    // The timer is set when that changes: it costs system calls and wakes a thread.
    guard nextWait != owned.nextWait else { return }
    owned.nextWait = nextWait
    guard let nextWait else { return owned.waits.schedule(deadline: .distantFuture) }
    let now = owned.core.environment.bootMilliseconds()
    owned.waits.schedule(deadline: .now() + .milliseconds(Int(min(nextWait > now ? nextWait - now : 0, 1 << 31))))
  }
}
