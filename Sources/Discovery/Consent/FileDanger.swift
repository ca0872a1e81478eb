import Settings

/// Why a project file is not trusted whatever it says.
public enum FileDanger: Hashable, Sendable {
  /// The file belongs to another user, of this number.
  case owner(UInt32)
  /// Others than their owner may write the file or directory at `path`, whose permission bits are `mode`.
  case writable(path: String, mode: UInt32)
  /// There is a symbolic link at `path`: what it leads to can change without a trace.
  case link(path: String)
  /// What lies at `path` is no regular file.
  case notRegular(path: String)
  /// The directory belongs to another user, of this number.
  case directoryOwner(UInt32)
}

extension FileDanger: CustomStringConvertible {
  /// What is wrong, and the way out, as a sentence without its end.
  public var description: String {
    switch self {
    case .owner(let user):
      "the project file belongs to another user (uid \(user)); make a copy of your own in its place"
    case .writable(let path, let mode):
      "others may write \(path.plain) (mode \(octal(mode))); take that from them: chmod go-w \(quoted(path.plain))"
    case .link(let path):
      "\(path.plain) is a symbolic link; put the file itself in its place, or use the path it leads to"
    case .notRegular(let path): "\(path.plain) is no regular file; put one in its place"
    case .directoryOwner(let user):
      "the directory belongs to another user (uid \(user)); make a copy of your own and work there"
    }
  }
}

private func octal(_ mode: UInt32) -> String {
  let digits = String(mode, radix: 8)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// The path as a shell takes it for one word.
private func quoted(_ path: String) -> String {
  let isPlain = path.utf8.allSatisfy { byte in
    "/._-+,:@".utf8.contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
  guard !isPlain else { return path }
  return "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
