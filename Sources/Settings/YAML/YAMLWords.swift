import Deadlines

extension String {
  /// It as a double-quoted scalar of YAML 1.1, which holds any text on one line and without what a terminal would obey.
  var yaml: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case let scalar where scalar.isShown && scalar.properties.generalCategory != .unassigned:
        text.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        text += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    return text + "\""
  }
}

extension Duration {
  /// Its whole seconds as people write them: `90s`, `15 min`, `2 hours`, `1 day`.
  var yaml: String {
    let seconds = wholeSeconds
    for (unit, one, many) in [(86_400, "day", "days"), (3_600, "hour", "hours"), (60, "min", "min")]
    where seconds >= unit && seconds % Int64(unit) == 0 {
      let count = seconds / Int64(unit)
      return "\(count) \(count == 1 ? one : many)"
    }
    return "\(seconds)s"
  }
}

extension [String] {
  /// It as a flow sequence of YAML: these are scalars already.
  var yaml: String { "[" + joined(separator: ", ") + "]" }
}
