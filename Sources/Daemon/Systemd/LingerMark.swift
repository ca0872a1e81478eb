import CTimer
import Glibc

/// The file that remembers, across crashes and reboots, that lingering was off and we switched it on.
///
/// It is written before that is done and removed after it is undone. Lingering is a setting of one machine, and a state
/// folder may be seen by several, so each has a mark of its own.
struct LingerMark: Sendable {
  let path: String
  /// Where logind keeps the same setting; its time tells whether somebody has switched it on after us.
  let setting: String

  /// The longest time between writing the mark and logind's switching on, in seconds.
  static let patience: Int64 = 30

  /// Names the mark in a state folder, for this user of this machine.
  init(in folder: String) {
    let machine = readText("/etc/machine-id")?.prefix { $0.isHexDigit } ?? ""
    let user = getpwuid(getuid()).flatMap { $0.pointee.pw_name.map { String(cString: $0) } } ?? ""
    self.init(
      path: folder + "/lingering" + (machine.isEmpty ? "" : ".\(machine)"),
      setting: "/var/lib/systemd/linger/\(user)")
  }

  init(path: String, setting: String) {
    self.path = path
    self.setting = setting
  }

  /// Whether it is there, readable or not.
  var isThere: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether the setting, which is on, is to be undone by us: not if somebody has switched it on since.
  ///
  /// Where the mark cannot be read that is not known, and what the user may want is left alone.
  var isOurs: Bool {
    guard let text = readText(path), text.hasPrefix(heading), text.hasSuffix("\n"),
      let written = Int64(text.dropFirst(heading.count).dropLast())
    else { return false }
    var status = stat()
    guard stat(setting, &status) == 0 else { return true }
    return Int64(status.st_mtim.tv_sec) <= written + Self.patience
  }

  /// Writes it and returns when the disk has it.
  ///
  /// - Throws: `LingerMarkFailure`; nothing is to be switched on then.
  func write() throws(LingerMarkFailure) {
    let draft = path + ".new"
    unlink(draft)
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw LingerMarkFailure(draft) }
    defer { close(file) }
    let bytes = Array("\(heading)\(time(nil))\n".utf8)
    guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0, rename(draft, path) == 0
    else { throw LingerMarkFailure(draft) }
    try synchronizeFolder()
  }

  /// Removes it; a mark that comes back after a power cut costs a look, not the user's setting.
  func remove() {
    unlink(path)
    try? synchronizeFolder()
  }

  private func synchronizeFolder() throws(LingerMarkFailure) {
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    let number = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw LingerMarkFailure(folder) }
    defer { close(number) }
    guard fsync(number) == 0 else { throw LingerMarkFailure(folder) }
  }
}

/// A mark that could not be written.
struct LingerMarkFailure: Error, CustomStringConvertible {
  var description: String

  init(_ path: String) {
    description = "\(path): \(String(cString: strerror(errno)))"
  }
}

private let heading = "killall-tofu lingering 1\n"

/// The first 4 KiB of a file.
private func readText(_ path: String) -> String? {
  let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var buffer = [UInt8](repeating: 0, count: 4_096)
  let count = read(file, &buffer, buffer.count)
  return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
}
