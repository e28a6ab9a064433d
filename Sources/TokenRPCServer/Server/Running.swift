// Running.swift: the reactors and listeners of a server that serves, as other threads reach them.

internal import Dispatch
internal import Synchronization
internal import TokenNet

/// A serving server's loops. Every method may be called from any thread; the work is done on the loops.
final class Running: Sendable {
  /// A reactor and the loop that owns it.
  fileprivate struct Station: Sendable {
    let loop: EventLoop
    let reactor: LoopOwned<Reactor>
  }

  private let stations: [Station]
  /// On the first station's loop.
  private let listeners: LoopOwned<[Listener]>

  /// Starts the loops and takes the sockets over; nothing is accepted yet. When it throws the sockets are the caller's.
  init(
    context: ServerContext, configuration: RPCServer.Configuration, sockets: [ListeningSocket]
  ) throws(SystemError) {
    var stations: [Station] = []
    do throws(SystemError) {
      for number in 0..<configuration.reactors {
        let loop = try EventLoop(
          label: "token.reactor.\(number)", busyPolling: configuration.busyPolling, mayPoll: configuration.mayPoll)
        let meter = context.metrics.meter(on: loop)
        let reactor = Reactor(loop: loop, context: context, meter: meter)
        stations.append(Station(loop: loop, reactor: LoopOwned(reactor, on: loop.thread)))
      }
    } catch {
      for station in stations { station.loop.stop() }
      throw error
    }
    self.stations = stations
    let dealer = Dealer(stations.map { station in { station.adopt($0, isOneTooMany: $1, context) } })
    let home = stations[0].loop
    listeners = LoopOwned(
      sockets.map { Listener($0, on: home, context: context, dealer: dealer) }, on: home.thread)
  }

  /// Begins to accept on every socket. Waits until the first loop has done so; not to be called on a loop.
  func listen() throws(SystemError) {
    let outcome = Mutex(SystemError?.none)
    let isDone = DispatchSemaphore(value: 0)
    let isSubmitted = stations[0].loop.submit {
      do throws(SystemError) {
        for listener in self.listeners.value { try listener.open() }
      } catch {
        outcome.withLock { $0 = error }
      }
      isDone.signal()
    }
    if isSubmitted { isDone.wait() }
    if let error = outcome.withLock({ $0 }) { throw error }
  }

  /// Drains every reactor. `completion` runs when the last connection has closed.
  func drain(grace: Duration, onDrain: @escaping @Sendable () -> Void, completion: @escaping @Sendable () -> Void) {
    let drain = Countdown(stations.count, completion: completion)
    stations[0].loop.submit { self.closeListeners() }
    for station in stations {
      let isSubmitted = station.loop.submit {
        station.reactor.value.drain(grace: grace) { drain.countDown() }
      }
      // A loop that was stopped has no connections.
      if !isSubmitted { drain.countDown() }
    }
    onDrain()
  }

  /// Closes every connection and ends the loops. `completion` runs when the last has ended.
  func stop(_ completion: @escaping @Sendable () -> Void) {
    let loops = Countdown(stations.count, completion: completion)
    stations[0].loop.submit { self.closeListeners() }
    for station in stations {
      station.loop.submit { station.reactor.value.closeAll() }
      station.loop.stop { loops.countDown() }
    }
  }

  private func closeListeners() {
    for listener in listeners.value { listener.close() }
    listeners.value = []
  }
}

extension Running.Station {
  func adopt(_ accepted: AcceptedSocket, isOneTooMany: Bool, _ context: ServerContext) {
    let isSubmitted = loop.submit { reactor.value.adopt(accepted, isOneTooMany: isOneTooMany) }
    if isSubmitted { return }
    accepted.descriptor.close()
    context.usage.connectionClosed()
  }
}
