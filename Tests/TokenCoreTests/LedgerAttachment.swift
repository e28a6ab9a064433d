// LedgerAttachment.swift: the ledger's attachment by another name, because Testing has one of its own.

@testable import TokenCore

typealias LedgerAttachment = Attachment
