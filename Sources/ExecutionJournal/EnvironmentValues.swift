/// The whole environment of an execution's shell lines, as it reaches the supervisor: through memory alone, because
/// there are secrets in it.
public struct EnvironmentValues: Hashable, Sendable {
  /// The variables as a process takes them, `NAME=value`; none holds a NUL.
  public var entries: [[UInt8]]

  /// Makes an environment of `NAME=value` entries.
  public init(_ entries: [[UInt8]]) {
    self.entries = entries
  }

  /// The names of its variables, in their order.
  public var names: [[UInt8]] {
    entries.map { Array($0.prefix { $0 != UInt8(ascii: "=") }) }
  }
}

extension EnvironmentValues: Entry {
  static let name = "values"

  init(from record: inout RecordReader) throws(JournalError.Damage) {
    entries = try record.fields("environment")
    guard !entries.contains(where: { $0.contains(0) }) else { throw .field("environment") }
  }

  func write(to record: inout RecordWriter) {
    for entry in entries { record.add("environment", entry) }
  }
}

extension EnvironmentValues {
  /// Writes them into an open file, from its beginning.
  ///
  /// - Throws: `JournalError.system`.
  public func write(to number: Int32) throws(JournalError) {
    try writeAll(bytes, to: number, naming: Self.name)
  }

  /// Reads them from the beginning of an open file, wherever its position is.
  ///
  /// - Throws: `JournalError`, also if they are not whole.
  public init(readingFrom number: Int32) throws(JournalError) {
    let bytes = try readAll(of: number, limit: 16 << 20, naming: Self.name)
    do {
      try self.init(bytes: bytes)
    } catch {
      throw .damaged(path: Self.name, error)
    }
  }
}
