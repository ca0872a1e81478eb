// Fields that came later are read only where they are there, so that older records stay readable.

extension Intent: Entry {
  static let name = "intent"

  init(from record: inout RecordReader) throws(JournalError.Damage) {
    command = try record.field("command")
    directory = try record.field("directory")
    directoryIdentity = DirectoryIdentity(
      device: try record.number("device"), inode: try record.number("inode"))
    // The first records held the values as well.
    variables = try record.fields("environment").map { Array($0.prefix { $0 != UInt8(ascii: "=") }) }
    variables += try record.fields("variable")
    masked = try record.fields("masked")
    beforeDestroy = try record.optionalField(Part.beforeDestroy.rawValue)
    afterDestroy = try record.optionalField(Part.afterDestroy.rawValue)
    onFailure = try record.optionalField(Part.onFailure.rawValue)
    check = try record.optionalField(Part.check.rawValue)
    silenceLimit = try record.optionalNumber("silence-limit")
    killAfter = try record.optionalNumber("kill-after")
    isLastAttempt = try record.optionalFlag("last-attempt") ?? true
    try refuseNUL()
  }

  private func refuseNUL() throws(JournalError.Damage) {
    for part in Part.allCases where line(of: part)?.contains(0) ?? false {
      throw .field(part.rawValue)
    }
    guard !directory.contains(0) else { throw .field("directory") }
    guard !variables.contains(where: { $0.contains(0) }) else { throw .field("variable") }
  }

  func write(to record: inout RecordWriter) {
    record.add("command", command)
    record.add("directory", directory)
    record.add("device", directoryIdentity.device)
    record.add("inode", directoryIdentity.inode)
    for name in variables { record.add("variable", name) }
    for name in masked { record.add("masked", name) }
    for part in [Part.beforeDestroy, .afterDestroy, .onFailure, .check] {
      if let line = line(of: part) { record.add(part.rawValue, line) }
    }
    if let silenceLimit { record.add("silence-limit", silenceLimit) }
    if let killAfter { record.add("kill-after", killAfter) }
    record.add("last-attempt", flag: isLastAttempt)
  }
}
