// BreakerTests.swift: when a generator that fails is asked again, without a clock.

import Testing

@testable import token_server
