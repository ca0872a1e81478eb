import Glibc

extension ExecutionFolder {
  /// Files whose being there says something.
  public enum Mark: String, Sendable, CaseIterable {
    /// It was asked to stop.
    case stop
    /// Its processes were killed by us.
    case kill
    /// Its command has said nothing for longer than it may.
    case silent
  }

  /// Whether the mark is there.
  public func has(_ mark: Mark) -> Bool {
    access(entryPath(mark.rawValue), F_OK) == 0
  }

  /// What others did to it so far.
  public var interference: Ended.Interference {
    Ended.Interference(isStopped: has(.stop), isKilled: has(.kill))
  }

  /// Makes the mark; false if it was there.
  ///
  /// - Throws: `JournalError.system`; it is not there then.
  func set(_ mark: Mark) throws(JournalError) -> Bool {
    do {
      _ = try Descriptor.create(entryPath(mark.rawValue), O_WRONLY)
      return true
    } catch .system(_, _, EEXIST) {
      return false
    }
  }

  /// Says that the command is silent, since this time in Unix seconds; best effort, whole or not at all.
  public func markSilent(since: Int64) {
    let path = entryPath(Mark.silent.rawValue)
    unlink(draftPath(path))
    guard (try? writeNew(Array("\(since)\n".utf8), to: draftPath(path))) != nil else { return }
    rename(draftPath(path), path)
  }

  /// Takes that back.
  public func unmarkSilent() {
    unlink(entryPath(Mark.silent.rawValue))
  }

  /// Since when the command is silent, in Unix seconds from 1970 to 9999; nil while it is not.
  public func readSilent() -> Int64? {
    guard let bytes = try? readWhole(entryPath(Mark.silent.rawValue)) else { return nil }
    return Int64(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)).map(recordedTime)
  }
}
