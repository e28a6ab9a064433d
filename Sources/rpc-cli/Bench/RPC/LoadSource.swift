// LoadSource.swift: what makes calls for a load: a connection in a closed loop, a pacer, a stream that follows.

/// Makes calls on a load's connections and counts them where it was told to. From any thread.
protocol LoadSource: AnyObject, Sendable {
  /// Makes calls from now on, until the window's end.
  func begin(in window: LoadWindow)
  /// Tries slots again whose call found no server. Is called now and then.
  func wake()
  /// Ends the measured time at this instant if it hasn't ended.
  func cut(at now: UInt64)
  /// Calls are in flight.
  var isBusy: Bool { get }
}
