// CommandPreparer.swift: does what is random or slow about a change before the sequencer sees it.

/// Makes ids, salts, digests and repeat keys. Any thread may use it.
struct CommandPreparer: Sendable {
  let environment: Environment
  /// The active key of purpose `repeat`.
  let repeatKey: Digest

  /// Random words that a requisition takes at most: two for its id, four for each of three salts.
  private static let requisitionWords = 14

  func prepare(_ new: NewRequisition) throws(TokenError) -> PreparedRequisition {
    try new.check()
    let contentSHA256: Digest
    var attachments: [Attachment] = []
    attachments.reserveCapacity(new.url == nil ? 2 : 3)
    var random = RandomSupply(environment, wordsAtOnce: Self.requisitionWords)
    let id = new.id ?? Self.makeID(new, &random)
    attachments.append(Attachment(.requestID, id.bytes, salt: random.digest()))
    var contentBytes: UInt64
    switch new.content {
    case .bytes(let bytes):
      contentSHA256 = SHA256.hash(bytes)
      contentBytes = UInt64(bytes.count)
      attachments.append(Attachment(.content, bytes, salt: random.digest()))
    case .digest(let digest, let byteCount):
      contentSHA256 = digest
      contentBytes = byteCount
      attachments.append(Attachment(.contentSHA256, digest.bytes, salt: random.digest()))
    }
    if let url = new.url { attachments.append(Attachment(.url, [UInt8](url.utf8), salt: random.digest())) }
    let body = RequisitionAccepted(
      publicID: Self.publicID(of: id), clientTime: new.clientTime, effectiveness: new.effectiveness,
      contentIsDigest: new.content.isDigest, contentBytes: contentBytes, holderCommitment: .zero,
      repeatKey: repeatKey(of: new, contentSHA256))
    return PreparedRequisition(
      body: body, attachments: attachments, id: id, contentSHA256: contentSHA256, url: new.url, caller: new.caller)
  }

  /// What anyone may see of an id: SHA-256(`tokenrpc/queue/1` then the id).
  static func publicID(of id: Digest) -> Digest {
    var hasher = SHA256()
    hasher.update("tokenrpc/queue/1")
    hasher.update(id)
    return hasher.finalize()
  }

  /// SHA-256 over 16 random bytes and the body.
  private static func makeID(_ new: NewRequisition, _ random: inout RandomSupply) -> Digest {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: random.word())
    bytes.append(bigEndian: random.word())
    switch new.content {
    case .bytes(let content): bytes.append(contentsOf: content)
    case .digest(let digest, let byteCount):
      bytes.append(digest)
      bytes.append(bigEndian: byteCount)
    }
    bytes.append(bigEndian: new.effectiveness.uses ?? 0)
    bytes.append(bigEndian: new.effectiveness.instant ?? 0)
    bytes.append(bigEndian: new.effectiveness.duration ?? 0)
    bytes.append(contentsOf: (new.url ?? "").utf8)
    return SHA256.hash(bytes)
  }

  /// The repeat key of a requisition: its fields in fixed order, not the wait, the client's time or metadata.
  private func repeatKey(of new: NewRequisition, _ contentSHA256: Digest) -> RepeatKey {
    guard let key = new.idempotencyKey else { return .none }
    return makeRepeatKey(
      key, new.caller, method: "Request",
      fields: [
        new.id?.bytes ?? [], [new.content.isDigest ? 1 : 0], contentSHA256.bytes,
        Self.bytes(new.content.byteCount), Self.bytes(new.effectiveness.uses),
        Self.bytes(new.effectiveness.instant), Self.bytes(new.effectiveness.duration), [UInt8]((new.url ?? "").utf8),
      ])
  }

  /// The repeat key of a use.
  func repeatKey(of query: ValidationQuery, key: [UInt8]?, _ caller: Caller) -> RepeatKey {
    guard let key else { return .none }
    return makeRepeatKey(
      key, caller, method: "Validate", fields: [query.identity.bytes, query.contentSHA256?.bytes ?? []])
  }

  /// The repeat key of a use of a user's code.
  func repeatKey(of query: CodeQuery, key: [UInt8]?) -> RepeatKey {
    guard let key else { return .none }
    return makeRepeatKey(key, query.caller, method: "Validate", fields: [query.name.bytes, query.digits.ascii])
  }

  /// A drawn code with the random bytes that its records need.
  func prepare(_ digits: CodeDigits, for name: UserName, _ caller: Caller) -> PreparedCode {
    let nonce = environment.randomDigest().bytes.prefix(AESGCM.nonceBytes)
    return PreparedCode(
      name: name, digits: digits, nonce: Array(nonce), nameSalt: environment.randomDigest(),
      codeSalt: environment.randomDigest(), caller: caller)
  }

  /// HMAC-SHA-256 over realm, caller, method and key, then the same over those and the fields; each part with its
  /// length before it, in four bytes; the first 16 bytes of each.
  private func makeRepeatKey(
    _ key: [UInt8], _ caller: Caller, method: StaticString, fields: [[UInt8]]
  ) -> RepeatKey {
    var authenticator = HMACSHA256(key: repeatKey)
    authenticator.update(bigEndian: UInt32(4))
    authenticator.update(bigEndian: caller.realm)
    authenticator.update(bigEndian: UInt32(8))
    authenticator.update(bigEndian: caller.id)
    authenticator.update(bigEndian: UInt32(method.utf8CodeUnitCount))
    authenticator.update(method)
    authenticator.update(part: key)
    let first = authenticator.code()
    for field in fields { authenticator.update(part: field) }
    let second = authenticator.code()
    return RepeatKey(
      key: RepeatKey.Half(high: first.words.0, low: first.words.1),
      request: RepeatKey.Half(high: second.words.0, low: second.words.1))
  }

  private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: value)
    return bytes
  }

  /// Nothing for nil, so that it differs from every number.
  private static func bytes(_ value: UInt64?) -> [UInt8] {
    value.map { bytes($0) } ?? []
  }

  func prepare(reason: String) -> PreparedReason {
    PreparedReason(
      text: reason, attachment: Attachment(.reason, [UInt8](reason.utf8), salt: environment.randomDigest()))
  }
}

extension RequisitionContent {
  var isDigest: Bool {
    if case .digest = self { true } else { false }
  }

  var byteCount: UInt64 {
    switch self {
    case .bytes(let bytes): UInt64(bytes.count)
    case .digest(_, let byteCount): byteCount
    }
  }
}

extension HMACSHA256 {
  /// Adds a part with its length before it, in four bytes.
  fileprivate mutating func update(part: [UInt8]) {
    update(bigEndian: UInt32(part.count))
    update(part)
  }
}
