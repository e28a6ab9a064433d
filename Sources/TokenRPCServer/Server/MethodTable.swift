// MethodTable.swift: the methods of a server by id and by name. Fixed when the server is made.

internal import TokenWire

/// The rows of all services, checked for collisions.
struct MethodTable: Sendable {
  /// Ids below this belong to the services of the protocol itself, all in its package.
  static let firstFreeID: UInt16 = 256
  static let protocolPrefix = "tokenrpc.v1."

  private let rows: [MethodHandler]
  /// Row by id, plus one; 0: no such method.
  private let rowByID: [UInt16]
  private let rowByName: [String: Int]
  private let maxRequestBytes: UInt32

  init(_ services: [any RPCService], maxRequestBytes: UInt32) throws(ServerError) {
    var rows: [MethodHandler] = []
    var rowByID: [UInt16] = []
    var rowByName: [String: Int] = [:]
    for handler in services.flatMap(\.methods) {
      let method = handler.method
      let isProtocols = method.fullName.hasPrefix(MethodTable.protocolPrefix)
      guard method.id >= MethodTable.firstFreeID || (method.id > 0 && isProtocols) else {
        throw .methodIDReserved(id: method.id, method: method.fullName)
      }
      let position = Int(method.id)
      if position >= rowByID.count { rowByID += Array(repeating: 0, count: position + 1 - rowByID.count) }
      if rowByID[position] != 0 {
        let other = rows[Int(rowByID[position]) - 1].method.fullName
        throw .methodIDTaken(id: method.id, by: other, wantedBy: method.fullName)
      }
      if rowByName.updateValue(rows.count, forKey: method.fullName) != nil { throw .methodNameTaken(method.fullName) }
      rows.append(handler)
      rowByID[position] = UInt16(rows.count)
    }
    self.rows = rows
    self.rowByID = rowByID
    self.rowByName = rowByName
    self.maxRequestBytes = maxRequestBytes
  }

  /// The method with this id.
  func find(_ id: UInt16) -> MethodHandler? {
    guard Int(id) < rowByID.count, rowByID[Int(id)] != 0 else { return nil }
    return rows[Int(rowByID[Int(id)]) - 1]
  }

  /// The number of a method's row in `names`; 0: no such method.
  func row(of id: UInt16) -> Int { Int(id) < rowByID.count ? Int(rowByID[Int(id)]) : 0 }

  /// The method of a row; nil: of row 0, which stands for whatever is not served.
  func method(ofRow row: Int) -> MethodDescriptor? { row == 0 ? nil : rows[row - 1].method }

  /// How the method of a row is called; unary: of row 0.
  func kind(ofRow row: Int) -> MethodDescriptor.Kind { row == 0 ? .unary : rows[row - 1].method.kind }

  /// Calling the method of a row twice does no more than calling it once.
  func isIdempotent(row: Int) -> Bool { row > 0 && rows[row - 1].method.isIdempotent }

  /// What the rows are called in metrics; the first stands for whatever is not served.
  var names: [String] { ["other"] + rows.map(\.method.fullName) }

  /// The method with this full name.
  func find(named name: String) -> MethodHandler? { rowByName[name].map { rows[$0] } }

  /// The largest request message of a method: its own limit, never above the server's.
  func maxRequestBytes(of method: MethodDescriptor) -> UInt32 { method.maxRequestBytes(within: maxRequestBytes) }

  /// The rows as the server's HELLO tells them, lowest id first.
  var entries: [MethodEntry] {
    rows.map(\.method).sorted { $0.id < $1.id }.map { MethodEntry($0, maxRequestBytes: maxRequestBytes) }
  }
}

extension MethodDescriptor {
  /// The limit in force where the server's is `limit`.
  fileprivate func maxRequestBytes(within limit: UInt32) -> UInt32 {
    maxRequestBytes == 0 ? limit : min(maxRequestBytes, limit)
  }
}

extension MethodEntry {
  /// A method as HELLO and reflection tell it.
  /// - Parameter limit: the server's own for a request message.
  init(_ method: MethodDescriptor, maxRequestBytes limit: UInt32) {
    self.init(
      id: UInt32(method.id), name: method.fullName, kind: method.kind == .unary ? .unary : .serverStream,
      idempotent: method.isIdempotent, maxRequestBytes: method.maxRequestBytes(within: limit))
  }
}
