// EndToEnd.swift: the suite of the tests that drive the real programs, one after the other.

import Testing

/// Each numbered file adds a suite. They run one at a time: each starts servers that mine, and its waits block a
/// thread.
@Suite("end to end", .serialized)
enum EndToEnd {}
