// Arena.swift: the memory that one batch of decoding and encoding uses. Owned by one thread at a time.

internal import CTokenProto

/// A bump allocator behind protobuf-c: zeroed memory, a cap, reset after each batch, never freed piece by piece.
///
/// Not Sendable: a reactor has one of its own; elsewhere `Arena.withScratch` lends one.
public final class Arena {
  // The plugin's helper fills this in.
}
