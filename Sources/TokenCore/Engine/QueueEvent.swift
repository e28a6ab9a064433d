// QueueEvent.swift: one thing that happened to the queue, as a follower hears of it.

/// One thing that happened to the queue.
public struct QueueEvent: Sendable, Equatable {
  /// What happened.
  public enum Kind: UInt8, Sendable {
    /// A requisition came into the queue.
    case queued
    /// It became a token.
    case sealed
    /// It left the queue without becoming one.
    case failed
  }

  public var kind: Kind
  /// Of the record that says so; rising.
  public var sequence: UInt64
  /// Of that record, Unix ms.
  public var time: UInt64
  /// Whose requisition.
  public var publicID: Digest
  /// Requisitions that wait after this event.
  public var queueSize: UInt64
}
