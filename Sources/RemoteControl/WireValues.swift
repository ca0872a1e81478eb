import DBus
import Deadlines

extension Value {
  /// Text from a database cell, which may hold NUL: the bus carries none, so U+FFFD stands for it.
  static func text(_ text: String) -> Value {
    guard text.utf8.contains(0) else { return .string(text) }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(scalar == "\0" ? "\u{FFFD}" : scalar) }
    return .string(String(scalars))
  }

  /// A point in time as Unix seconds; none, and anything before 1970, is 0.
  static func time(_ timestamp: Timestamp?) -> Value {
    .uint64(UInt64(clamping: timestamp?.seconds ?? 0))
  }
}

extension [Value] {
  /// The text at `index`; handlers get only what was declared.
  func text(at index: Int) throws(MethodError) -> String {
    guard indices.contains(index), let text = self[index].string else {
      throw .invalidArguments("Argument \(index + 1) is no text")
    }
    return text
  }

  /// The time to extend by.
  func seconds(at index: Int) throws(MethodError) -> Duration {
    let number = try number(at: index)
    guard number != 0, let seconds = Int64(exactly: number) else {
      throw .invalidArguments("\(number) seconds is no time to extend by")
    }
    return .seconds(seconds)
  }

  /// The generation an action is meant for, nil for whatever is current.
  func generation(at index: Int) throws(MethodError) -> Generation? {
    let number = try number(at: index)
    guard let known = Int64(exactly: number) else {
      throw .invalidArguments("\(number) is no generation")
    }
    return known == 0 ? nil : Generation(known)
  }

  private func number(at index: Int) throws(MethodError) -> UInt64 {
    guard indices.contains(index), let number = self[index].uint64 else {
      throw .invalidArguments("Argument \(index + 1) is no number")
    }
    return number
  }
}

extension ObjectPath {
  /// Where a project's object lies; ids below zero, which the file never makes, have none.
  static func project(_ id: Project.ID) -> ObjectPath? {
    try? RemoteNames.projects.appending(String(id.number))
  }
}
