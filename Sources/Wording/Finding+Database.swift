/// What `doctor` says about the database.
extension Finding {
  /// Where the file lies.
  public static func place(_ path: String) -> Finding {
    Finding("path", .ok, path.oneLine)
  }

  /// There is no file, because nothing was ever registered.
  public static func nothingRegistered(at path: String) -> Finding {
    Finding("path", .ok, "\(path.oneLine) is not there yet: the first killall-tofu add makes it")
  }

  /// The file cannot be used; `words` say why, with a way out.
  public static func unusable(_ words: String) -> Finding {
    Finding("file", .error, words)
  }

  /// Which engine reads and writes the file, and the library behind it; nil where that has not been asked.
  public static func engine(_ name: String, isChosen: Bool, sqlite version: String?) -> Finding {
    let reason = isChosen ? "chosen by KILLALL_TOFU_STORE" : "the default"
    let library = version.map { "; SQLite \($0.oneLine)" } ?? ""
    return Finding("engine", .ok, "\(name.oneLine), \(reason)\(library)")
  }

  /// The version of the file's shape.
  public static func schema(_ version: Int, migratedFrom earlier: Int?, backup: String?) -> Finding {
    let migration = earlier.map { ", just migrated from \($0)" } ?? ""
    let copy = backup.map { "; a copy as it was lies at \($0.oneLine)" } ?? ""
    return Finding("schema", .ok, "version \(version)\(migration)\(copy)")
  }

  /// The file is of an earlier shape, which the next program that opens it to write brings up to date.
  public static func olderSchema(_ version: Int, known: Int) -> Finding {
    Finding(
      "schema", .ok,
      "version \(version): the next command or daemon makes version \(known) of it, and keeps a copy as it was"
    )
  }

  /// Another program keeps the file in a mode in which a power cut can undo a commit.
  public static func writeAheadLog() -> Finding {
    Finding(
      "durability", .warning,
      "journal_mode=wal, set by another program: the daemon sets it back before it writes, while nobody else has it open",
      remedy: "end the other program, and keep it from setting journal_mode")
  }

  /// The file is sound as far as it was read, which was not all of it in time.
  public static func unverified(within limit: String, at path: String) -> Finding {
    Finding(
      "integrity", .warning, "not all of it could be read within \(limit)",
      remedy: "read it all: sqlite3 -readonly \(path.shellWord) 'PRAGMA integrity_check'")
  }

  /// Whether a commit survives a power cut, by the modes as read back.
  public static func durability(journal mode: String, synchronous: Int) -> Finding {
    let text = "journal_mode=\(mode.oneLine), synchronous=\(synchronous)"
    guard mode.lowercased() == "truncate", synchronous >= 2 else {
      return Finding(
        "durability", .error, "\(text): a commit may not survive a power cut",
        remedy: "end other programs that have the file open, then run killall-tofu doctor again")
    }
    return Finding("durability", .ok, "\(text): a commit survives a power cut")
  }

  /// Whether SQLite found every page and index sound; `damage` is what it found.
  public static func integrity(damage: String?, at path: String) -> Finding {
    guard let damage else { return Finding("integrity", .ok, "every page and index is sound") }
    if isIndexDamage(damage) {
      return Finding(
        "integrity", .error, damage.oneLine,
        remedy: "the tables are sound as far as read; mend the index: sqlite3 \(path.shellWord) REINDEX")
    }
    return Finding(
      "integrity", .error, damage.oneLine,
      remedy:
        "end the daemon, then put a backup in the place of \(path.oneLine); nothing is destroyed meanwhile")
  }

  /// Whether what `PRAGMA integrity_check` found first is an index that disagrees with its table.
  private static func isIndexDamage(_ damage: String) -> Bool {
    damage.hasPrefix("wrong # of entries in index") || damage.hasPrefix("non-unique entry in index")
      || (damage.hasPrefix("row ") && damage.contains(" missing from index "))
  }

  /// How many rows there are.
  public static func rows(projects: Int, executions: Int, events: Int) -> Finding {
    Finding(
      "rows", .ok,
      [projects.of("project"), executions.of("execution"), events.of("event")].joined(separator: ", "))
  }

  /// A row that cannot be read; `cell` says what is wrong with it, `hint` helps to find it.
  ///
  /// An active project is not watched over then, which is what this program is for.
  public static func damagedRow(
    _ cell: String, hint: String?, isActiveProject: Bool, remedy: String?
  ) -> Finding {
    let place = hint.map { " (\($0.oneLine.cutInTheMiddle(80)))" } ?? ""
    guard isActiveProject else { return Finding("damaged row", .warning, cell + place, remedy: remedy) }
    return Finding(
      "damaged row", .error, "\(cell)\(place): the project is neither warned of nor destroyed", remedy: remedy
    )
  }

  /// Which daemon serves the file, by the lock beside it.
  public static func daemon(processID: Int32?, program: String?) -> Finding {
    guard let processID else {
      return Finding(
        "daemon", .warning, "none serves this file, so nobody is warned and nothing is destroyed",
        remedy: "killall-tofu daemon, or at every login: killall-tofu autostart enable")
    }
    return Finding(
      "daemon", .ok, "process \(processID)\(program.map { " (\($0.oneLine))" } ?? "") serves this file")
  }
}

extension Int {
  /// The number with its noun: `1 project`, `2 projects`.
  public func of(_ noun: String) -> String {
    "\(self) \(noun)\(self == 1 ? "" : "s")"
  }
}
