/// One step of an execution, as its folder records it.
protocol Entry {
  /// The name of its file in the folder, and the kind its record begins with.
  static var name: String { get }

  init(from record: inout RecordReader) throws(JournalError.Damage)

  func write(to record: inout RecordWriter)
}

extension Entry {
  init(bytes: [UInt8]) throws(JournalError.Damage) {
    var record = try RecordReader(bytes, kind: Self.name)
    self = try Self(from: &record)
    try record.finish()
  }

  var bytes: [UInt8] {
    var record = RecordWriter(kind: Self.name)
    write(to: &record)
    return record.finished()
  }
}
