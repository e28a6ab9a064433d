// TokenEngine+Erasure.swift: erases what a requisition or a user left in the log. Promise: the answer leaves when the
// record of it is durable; the bytes are overwritten within seconds, or at the next start.

extension TokenEngine {
  /// Erases id, content, its SHA-256, URL and reason of revocation. A requisition that waits fails first. The token
  /// stays what it is, and its block stays in the chain. Harmless when all is erased already.
  public func erase(
    request id: Digest, caller: Caller, answer: @escaping @Sendable (Result<ErasureOutcome, TokenError>) -> Void
  ) {
    sequencer.submit(.erase(.request(id), caller, answer))
  }

  /// Erases a user's name and code. The user's uses stay, of somebody without a name; whoever comes with the name later
  /// is another user, and until then it is `userNotFound`.
  public func erase(
    user: String, caller: Caller, answer: @escaping @Sendable (Result<ErasureOutcome, TokenError>) -> Void
  ) {
    do throws(TokenError) {
      sequencer.submit(.erase(.user(try UserName(user)), caller, answer))
    } catch {
      answer(.failure(error))
    }
  }
}
