// Fields that not every record of a kind has.

/// A time in Unix seconds as a file has it, brought into the years 1970 to 9999: nobody who reckons with it gets numbers
/// that overflow, whoever wrote it.
func recordedTime(_ seconds: Int64) -> Int64 { max(0, min(seconds, 253_402_300_799)) }

extension RecordReader {
  /// The next field, as such a time.
  mutating func time(_ name: String) throws(JournalError.Damage) -> Int64 {
    recordedTime(try number(name))
  }

  /// All fields of this name that come next.
  mutating func fields(_ name: String) throws(JournalError.Damage) -> [[UInt8]] {
    var values: [[UInt8]] = []
    while let value = try optionalField(name) { values.append(value) }
    return values
  }

  /// The next field if it has this name, as a number, else nil.
  mutating func optionalNumber<Number: FixedWidthInteger>(
    _ name: String, as type: Number.Type = Number.self
  ) throws(JournalError.Damage) -> Number? {
    guard isNext(name) else { return nil }
    return try number(name)
  }

  mutating func flag(_ name: String) throws(JournalError.Damage) -> Bool {
    let value: UInt8 = try number(name)
    guard value <= 1 else { throw .field(name) }
    return value == 1
  }

  mutating func optionalFlag(_ name: String) throws(JournalError.Damage) -> Bool? {
    isNext(name) ? try flag(name) : nil
  }

  mutating func optionalPart(_ name: String) throws(JournalError.Damage) -> Part? {
    guard isNext(name) else { return nil }
    guard let part = Part(rawValue: try text(name)) else { throw .field(name) }
    return part
  }
}

extension RecordWriter {
  mutating func add(_ name: String, flag: Bool) {
    add(name, flag ? 1 as UInt8 : 0)
  }
}
