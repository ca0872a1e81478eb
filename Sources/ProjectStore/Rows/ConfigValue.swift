/// A value of JSON, as it stands there.
enum ConfigValue: Hashable, Decodable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case real(Double)
  case text(String)
  case list([ConfigValue])
  case object([String: ConfigValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let integer = try? value.decode(Int64.self) {
      self = .integer(integer)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([ConfigValue].self) {
      self = .list(list)
    } else if let object = try? value.decode([String: ConfigValue].self) {
      self = .object(object)
    } else {
      self = .real(try value.decode(Double.self))
    }
  }

  /// What it is, short enough to be read.
  var display: String {
    switch self {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let text): String(text.prefix(40))
    case .list: "a list"
    case .object: "an object"
    }
  }
}
