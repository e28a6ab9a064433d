// CodeVault.swift: how a code stands on the disk: a keyed HMAC to compare with, and the digits sealed to be shown again
// after a restart. Both are bound to the ledger, the user and the code's creation (docs/ledger.md).

internal import COpenSSL

/// What a code is bound to.
struct CodeBinding: Sendable, Equatable {
  var realm: UInt32
  /// Sequence of the user's record.
  var user: UInt64
  /// Unix ms.
  var created: UInt64
}

/// Seals codes and compares them, with the ledger's keys.
struct CodeVault: Sendable {
  private let ledgerID: LedgerID
  private let keys: KeyFile

  /// - Parameter keys: with one active key for each purpose.
  init(ledgerID: LedgerID, keys: KeyFile) {
    self.ledgerID = ledgerID
    self.keys = keys
  }

  /// HMAC-SHA-256 with the key of purpose `code` over ledger id, realm, user, creation time and digits.
  func mac(_ digits: CodeDigits, _ binding: CodeBinding) -> Digest {
    HMACSHA256.authenticate(associated(binding) + digits.ascii, key: key(.code).key)
  }

  /// Whether these are the digits behind an HMAC; takes the same time whatever they are.
  func matches(_ digits: CodeDigits, _ binding: CodeBinding, mac: Digest) -> Bool {
    self.mac(digits, binding).withBytes { offered in
      mac.withBytes { CRYPTO_memcmp(offered.baseAddress, $0.baseAddress, offered.count) == 0 }
    }
  }

  /// The digits sealed, as an attachment with this salt. The nonce must be new.
  func seal(_ digits: CodeDigits, _ binding: CodeBinding, nonce: [UInt8], salt: Digest) -> Attachment {
    let key = key(.seal)
    let data = AESGCM.seal(digits.ascii, nonce: nonce, key: key.key, associated: associated(binding))
    return Attachment(.sealedCode, data, salt: salt, form: .sealed, keyID: key.id)
  }

  /// The digits; nil: other keys sealed them, or the bytes are damaged.
  func open(_ sealed: SealedCode, _ binding: CodeBinding) -> CodeDigits? {
    guard let key = keys.entries.first(where: { $0.id == sealed.keyID && $0.purpose == .seal }) else { return nil }
    return AESGCM.open(sealed.bytes, key: key.key, associated: associated(binding)).flatMap { CodeDigits($0) }
  }

  private func key(_ purpose: KeyFile.Purpose) -> KeyFile.Entry {
    guard let key = keys.active(purpose) else { preconditionFailure("every purpose has an active key") }
    return key
  }

  /// Ledger id, realm, user, creation time.
  private func associated(_ binding: CodeBinding) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(44)
    bytes.append(bigEndian: ledgerID.high)
    bytes.append(bigEndian: ledgerID.low)
    bytes.append(bigEndian: binding.realm)
    bytes.append(bigEndian: binding.user)
    bytes.append(bigEndian: binding.created)
    return bytes
  }
}
