// ViewedMessages.swift: messages made anew from what their views show, field by field.

import EveryKind
import TokenWire

/// A message that has a view.
protocol ViewedMessage: WireMessage {
  /// Decodes into a view, and makes the message of what that shows.
  static func seen(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) -> Self
}

extension ViewedMessage {
  static func seen(_ bytes: [UInt8]) throws(DecodeError) -> Self {
    try bytes.withUnsafeBytes { bytes in
      Arena.withScratch { arena in Result { () throws(DecodeError) in try seen(bytes, in: arena) } }
    }.get()
  }
}

private func shown(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

extension EKScalars: ViewedMessage {
  static func seen(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) -> EKScalars {
    try withView(decoding: bytes, in: arena) { EKScalars(seenIn: $0) }
  }

  init(seenIn view: View) {
    self.init(
      fDouble: view.fDouble, fFloat: view.fFloat, fInt32: view.fInt32, fInt64: view.fInt64, fUint32: view.fUint32,
      fUint64: view.fUint64, fSint32: view.fSint32, fSint64: view.fSint64, fFixed32: view.fFixed32,
      fFixed64: view.fFixed64, fSfixed32: view.fSfixed32, fSfixed64: view.fSfixed64, fBool: view.fBool,
      fString: shown(view.fString), fBytes: Array(view.fBytes), fLevel: view.fLevel, fFixed16: view.fFixed16,
      fFixed32Bytes: view.fFixed32Bytes, fLast: view.fLast)
  }
}

extension EKLists: ViewedMessage {
  static func seen(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) -> EKLists {
    try withView(decoding: bytes, in: arena) { view in
      EKLists(
        doubles: Array(view.doubles), floats: Array(view.floats), int32s: Array(view.int32s),
        int64s: Array(view.int64s), uint32s: Array(view.uint32s), uint64s: Array(view.uint64s),
        sint32s: Array(view.sint32s), sint64s: Array(view.sint64s), fixed32s: Array(view.fixed32s),
        fixed64s: Array(view.fixed64s), sfixed32s: Array(view.sfixed32s), sfixed64s: Array(view.sfixed64s),
        bools: Array(view.bools), strings: view.strings.map(shown), byteses: view.byteses.map { Array($0) },
        levels: Array(view.levels), fixed16s: Array(view.fixed16s), fixed32Byteses: Array(view.fixed32Byteses),
        messages: view.messages.map { EKScalars(seenIn: $0) })
    }
  }
}

extension EKUnpacked: ViewedMessage {
  static func seen(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) -> EKUnpacked {
    try withView(decoding: bytes, in: arena) { view in
      EKUnpacked(
        int32s: Array(view.int32s), doubles: Array(view.doubles), bools: Array(view.bools), levels: Array(view.levels))
    }
  }
}

extension EKChoice: ViewedMessage {
  static func seen(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) -> EKChoice {
    try withView(decoding: bytes, in: arena) { view in
      EKChoice(
        value: view.value.map { EKChoice.Value(seenIn: $0) },
        other: view.other.map { other in
          switch other {
          case .left(let value): .left(shown(value))
          case .right(let value): .right(shown(value))
          }
        })
    }
  }
}

extension EKChoice.Value {
  fileprivate init(seenIn value: EKChoice.View.Value) {
    self =
      switch value {
      case .aDouble(let value): .aDouble(value)
      case .aFloat(let value): .aFloat(value)
      case .anInt32(let value): .anInt32(value)
      case .anInt64(let value): .anInt64(value)
      case .aUint32(let value): .aUint32(value)
      case .aUint64(let value): .aUint64(value)
      case .aSint32(let value): .aSint32(value)
      case .aSint64(let value): .aSint64(value)
      case .aFixed32(let value): .aFixed32(value)
      case .aFixed64(let value): .aFixed64(value)
      case .aSfixed32(let value): .aSfixed32(value)
      case .aSfixed64(let value): .aSfixed64(value)
      case .aBool(let value): .aBool(value)
      case .aString(let value): .aString(shown(value))
      case .someBytes(let value): .someBytes(Array(value))
      case .aLevel(let value): .aLevel(value)
      case .aFixed16(let value): .aFixed16(value)
      case .aFixed32Bytes(let value): .aFixed32Bytes(value)
      case .aMessage(let value): .aMessage(EKScalars(seenIn: value))
      }
  }
}

extension EKOuter: ViewedMessage {
  static func seen(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) -> EKOuter {
    try withView(decoding: bytes, in: arena) { view in
      EKOuter(
        middle: view.middle.map { Middle(seenIn: $0) }, middles: view.middles.map { Middle(seenIn: $0) },
        inner: view.inner.map { Middle.Inner(seenIn: $0) })
    }
  }
}

extension EKOuter.Middle {
  fileprivate init(seenIn view: View) {
    self.init(
      inner: view.inner.map { Inner(seenIn: $0) }, inners: view.inners.map { Inner(seenIn: $0) }, mood: view.mood,
      either: view.either.map { either in
        switch either {
        case .one(let inner): .one(Inner(seenIn: inner))
        case .another(let mood): .another(mood)
        }
      })
  }
}

extension EKOuter.Middle.Inner {
  fileprivate init(seenIn view: View) { self.init(text: shown(view.text), id: view.id) }
}

extension EKKeywords: ViewedMessage {
  static func seen(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) -> EKKeywords {
    try withView(decoding: bytes, in: arena) { view in
      EKKeywords(
        func: shown(view.func), in: shown(view.in), class: shown(view.class), default: shown(view.default),
        self_: shown(view.self_), init_: shown(view.init_), base: shown(view.base), camelCase: shown(view.camelCase),
        with2Digits: shown(view.with2Digits), url: shown(view.url), repeat: shown(view.repeat), int: shown(view.int),
        protocol: shown(view.protocol), description: shown(view.description), old: shown(view.old), c: shown(view.c),
        arena: shown(view.arena), mark: shown(view.mark), bytes: shown(view.bytes), output: shown(view.output),
        element: shown(view.element), fullName: shown(view.fullName),
        switch: view.switch.map { one in
          switch one {
          case .case(let value): .case(shown(value))
          case .for(let value): .for(String_(text: shown(value.text)))
          case .while(let value): .while(Type_(text: shown(value.text)))
          }
        }, enum: view.enum, let: Array(view.let), string: view.string.map { String_(text: shown($0.text)) })
    }
  }
}

extension EKEmpty: ViewedMessage {
  static func seen(_ bytes: UnsafeRawBufferPointer, in arena: Arena) throws(DecodeError) -> EKEmpty {
    try withView(decoding: bytes, in: arena) { _ in EKEmpty() }
  }
}
