// ClientLoop.swift: the thread that clients run on: one client's own, or shared by many.

internal import Synchronization
internal import TokenNet

/// An event loop for clients. Clients that are made with the same one share its thread: a program with many connections
/// makes as many loops as it has cores to spare for them, and deals the clients out. Completions of all its clients run
/// there, so one that blocks holds them all up.
///
/// The thread starts with the first call of any of its clients and ends when the last client that made a call is
/// closed; a call of another starts it anew. Closing one client leaves the others as they are.
public final class ClientLoop: Sendable {
  private struct State {
    /// nil: nobody runs here.
    var loop: EventLoop?
    /// Clients that run on `loop`.
    var users = 0
  }

  private let state = Mutex(State())
  private let busyPolling: Duration

  /// A loop without clients. Costs nothing until one of them makes a call.
  ///
  /// - Parameter busyPolling: how long the thread may ask the kernel again and again before it sleeps, up to 1 ms;
  ///   zero: never. It does so only while answers come that fast, and then they come several times faster, since nobody
  ///   has to be woken; it costs at most that much processor time before each sleep.
  public init(busyPolling: Duration = ClientLoop.usualBusyPolling) { self.busyPolling = busyPolling }

  /// 50 us.
  public static let usualBusyPolling = EventLoop.usualBusyPolling

  /// Processor time that went into polling since the thread was started, in nanoseconds; 0: there is none. It was idle
  /// then, whatever the system says.
  public var polledNanoseconds: UInt64 { state.withLock { $0.loop?.polledNanoseconds ?? 0 } }

  /// The event loop for one more client, started if need be. Each `join` is followed by one `leave`.
  func join() throws(SystemError) -> EventLoop {
    try state.withLock { (state) throws(SystemError) in
      let loop: EventLoop
      if let running = state.loop {
        loop = running
      } else {
        loop = try EventLoop(label: "TokenRPCClient", busyPolling: busyPolling)
      }
      state.loop = loop
      state.users += 1
      return loop
    }
  }

  /// A client is done. The last one ends the event loop behind the jobs that were submitted before.
  func leave() {
    let unused = state.withLock { state -> EventLoop? in
      precondition(state.users > 0, "a client left its loop twice")
      state.users -= 1
      if state.users > 0 { return nil }
      defer { state.loop = nil }
      return state.loop
    }
    unused?.stop()
  }
}
