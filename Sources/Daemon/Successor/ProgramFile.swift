import CTimer
import Glibc

/// The file that this process was started from, and what lies at its path now.
struct ProgramFile: Sendable {
  /// What tells one program file from another.
  struct Mark: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var modified: Duration
    /// Its permissions: a file that may be run now and could not be before is worth another look.
    var mode: UInt32
  }

  /// What lies at the path.
  enum Standing: Hashable, Sendable {
    /// The file that runs.
    case same
    /// Another file that cannot be told from it, as after installing the same version once more.
    case equal
    /// No file; perhaps only for a moment.
    case gone
    /// Another file.
    case replaced(Mark)
  }

  /// The path that it was started by, links included.
  let path: String
  private let own: Mark

  /// Takes what lies at `path` now for the program that runs; nil if nothing does.
  init?(at path: String) {
    guard let mark = Mark(ofFileAt: path) else { return nil }
    self.path = path
    own = mark
  }

  /// That of the process with this id, by where the system says that it lies; nil where that cannot be seen.
  init?(ofProcess id: Int32) {
    guard let own = Mark(ofFileAt: "/proc/\(id)/exe"), let place = Self.linkTarget("/proc/\(id)/exe") else {
      return nil
    }
    let lost = " (deleted)"
    // Which could be the end of a name as well.
    let isLost = place.hasSuffix(lost) && Mark(ofFileAt: place) == nil
    path = isLost ? String(place.dropLast(lost.count)) : place
    self.own = own
  }

  /// That of this process, by the word that it was called by, or else by where the system says that it lies.
  ///
  /// Nil where its path cannot be found out, and nothing will ever be noticed then. If another file lies there already it
  /// counts as the one that runs: each change leads to one successor at most, whatever a file system makes of inodes.
  static func ofThisProcess(calledAs word: String, searchPath: String?) -> ProgramFile? {
    let running = Mark(ofFileAt: "/proc/self/exe")
    let called = candidates(word, searchPath).first { Mark(ofFileAt: $0).map { $0.isFile(running) } ?? false }
    return (called ?? linkTarget("/proc/self/exe")).flatMap { ProgramFile(at: $0) }
  }

  var standing: Standing {
    guard let now = Mark(ofFileAt: path) else { return .gone }
    if now.isFile(own) { return .same }
    // A copy with its times, or what a file system without steady inodes shows.
    return now.size == own.size && now.modified == own.modified ? .equal : .replaced(now)
  }

  private static func candidates(_ word: String, _ searchPath: String?) -> [String] {
    if word.hasPrefix("/") { return [word] }
    if word.contains("/") { return absolutePath(word).map { [$0] } ?? [] }
    return (searchPath ?? "").split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(word)" }
  }

  private static func absolutePath(_ path: String) -> String? {
    guard let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }

  private static func linkTarget(_ path: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = bytes.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { readlink(path, $0, bytes.count) } ?? -1 }
    }
    return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
  }
}

extension ProgramFile.Mark {
  /// Nil if no file of contents lies at `path`.
  init?(ofFileAt path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
      modified: .seconds(status.st_mtim.tv_sec) + .nanoseconds(status.st_mtim.tv_nsec),
      mode: status.st_mode & 0o7777)
  }

  /// Whether it is the very file.
  func isFile(_ other: Self?) -> Bool { device == other?.device && inode == other?.inode }
}
