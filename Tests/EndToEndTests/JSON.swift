// JSON.swift: a JSON value, to look into the programs' answers.

import Foundation

/// A JSON value. Looking for what is not there gives nil; `null` is there.
enum JSON: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Int)
  /// A number with a point.
  case decimal(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .number(value)
    } else if let value = try? container.decode(Double.self) {
      self = .decimal(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  /// One value per line.
  static func lines(_ text: String) throws -> [JSON] {
    let decoder = JSONDecoder()
    return try text.split(separator: "\n").map { line in
      do { return try decoder.decode(JSON.self, from: Data(line.utf8)) } catch {
        throw Failure("not JSON: \(line)")
      }
    }
  }

  subscript(key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var string: String? { if case .string(let value) = self { value } else { nil } }
  var int: Int? { if case .number(let value) = self { value } else { nil } }
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
}
