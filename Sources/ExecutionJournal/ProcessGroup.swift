import Glibc

/// The processes of a group, as proc(5) has them.
public enum ProcessGroup {
  /// Whether anything of a group lives: a zombie, whose parent does not take its status, runs nothing any more.
  ///
  /// All processes there are get looked at if the group is there at all.
  public static func lives(_ group: Int32) -> Bool {
    // Another user's processes may be hidden from us, so that they are there is enough.
    guard kill(-group, 0) == 0 else { return errno == EPERM }
    guard access("/proc/self/stat", R_OK) == 0 else { return true }
    return members(of: group).contains { !isZombie($0) }
  }

  static func members(of group: Int32) -> [Int32] {
    folderEntries(at: "/proc").compactMap { Int32($0) }.filter { getpgid($0) == group }
  }

  private static func isZombie(_ pid: Int32) -> Bool {
    // One that has gone meanwhile is not there either.
    guard let status = try? readWhole("/proc/\(pid)/stat"),
      let nameEnd = status.lastIndex(of: UInt8(ascii: ")"))
    else { return kill(pid, 0) != 0 && errno == ESRCH }
    let state = status[(nameEnd + 1)...].first { $0 != UInt8(ascii: " ") }
    return state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")
  }
}
