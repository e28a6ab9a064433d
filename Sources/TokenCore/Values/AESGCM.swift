// AESGCM.swift: AES-256-GCM for what is sealed on the disk, through OpenSSL's libcrypto.

internal import COpenSSL

/// AES-256-GCM (NIST SP 800-38D) with 12-byte nonces and 16-byte tags.
enum AESGCM {
  static let nonceBytes = 12
  static let tagBytes = 16

  /// Fetched once: an implicit fetch at each use costs more than sealing a code.
  nonisolated(unsafe) private static let cipher = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

  /// The nonce, the ciphertext and the tag, one after the other. A nonce must never come twice with one key.
  static func seal(_ plaintext: [UInt8], nonce: [UInt8], key: Digest, associated: [UInt8]) -> [UInt8] {
    precondition(nonce.count == nonceBytes, "a nonce has 12 bytes")
    let context = Context(nonce: nonce[...], key: key, isSealing: true)
    context.authenticate(associated)
    let ciphertext = context.update(plaintext[...])
    var tag = [UInt8](repeating: 0, count: tagBytes)
    precondition(context.finish(), "AES-GCM failed")
    precondition(
      EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_GET_TAG, Int32(tagBytes), &tag) == 1, "AES-GCM failed")
    return nonce + ciphertext + tag
  }

  /// The plaintext; nil: not sealed with this key and these associated data.
  static func open(_ sealed: [UInt8], key: Digest, associated: [UInt8]) -> [UInt8]? {
    guard sealed.count >= nonceBytes + tagBytes else { return nil }
    let context = Context(nonce: sealed[..<nonceBytes], key: key, isSealing: false)
    context.authenticate(associated)
    let plaintext = context.update(sealed[nonceBytes..<sealed.count - tagBytes])
    var tag = Array(sealed.suffix(tagBytes))
    guard EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_SET_TAG, Int32(tagBytes), &tag) == 1, context.finish()
    else { return nil }
    return plaintext
  }

  /// One operation's state.
  private struct Context: ~Copyable {
    let pointer: OpaquePointer

    init(nonce: ArraySlice<UInt8>, key: Digest, isSealing: Bool) {
      guard let cipher = AESGCM.cipher, let pointer = EVP_CIPHER_CTX_new() else {
        preconditionFailure("OpenSSL has no AES-256-GCM")
      }
      self.pointer = pointer
      let isReady = nonce.withUnsafeBufferPointer { nonce in
        key.withBytes { key in
          EVP_CipherInit_ex2(
            pointer, cipher, key.baseAddress?.assumingMemoryBound(to: UInt8.self), nonce.baseAddress,
            isSealing ? 1 : 0, nil) == 1
        }
      }
      precondition(isReady, "AES-GCM failed")
    }

    deinit {
      EVP_CIPHER_CTX_free(pointer)
    }

    borrowing func authenticate(_ bytes: [UInt8]) {
      var count: Int32 = 0
      precondition(EVP_CipherUpdate(pointer, nil, &count, bytes, Int32(bytes.count)) == 1, "AES-GCM failed")
    }

    borrowing func update(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
      guard !bytes.isEmpty else { return [] }
      var output = [UInt8](repeating: 0, count: bytes.count)
      var count: Int32 = 0
      let isDone = bytes.withUnsafeBufferPointer {
        EVP_CipherUpdate(pointer, &output, &count, $0.baseAddress, Int32($0.count)) == 1
      }
      precondition(isDone && Int(count) == bytes.count, "AES-GCM failed")
      return output
    }

    /// Whether the tag holds.
    borrowing func finish() -> Bool {
      var rest = [UInt8](repeating: 0, count: AESGCM.tagBytes)
      var count: Int32 = 0
      return EVP_CipherFinal_ex(pointer, &rest, &count) == 1
    }
  }
}
