import Glibc

/// Watches how one gets to some directories: that each part of their paths stays what it is, or appears.
///
/// A part is watched by itself, so that what happens beside the path wakes nobody. Only the directory that the last part
/// lies in, or the first missing one will, tells of everything that comes and goes there: a directory that some process
/// holds open would tell of its own removal too late.
final class Anchors {
  private let inotify: Inotify
  private var watches: Set<Int32> = []
  /// Which directory each path led to.
  private var last: [String: DirectoryNumber?] = [:]

  /// - Throws: `SystemFailure` where the user has no instance of inotify left.
  init(_ limits: WatchLimits, on thread: WatchThread) throws(SystemFailure) {
    inotify = try Inotify(limits, on: thread)
  }

  /// Readable when something happened.
  var descriptor: Int32 { inotify.descriptor }

  /// Watches the ways to exactly these directories; false if not every part of them could be watched.
  func watch(_ paths: [String]) -> Bool {
    var kept: Set<Int32> = []
    var isWhole = true
    for path in paths {
      // Until nothing appeared between looking and watching.
      while let missing = watchParts(of: path, &kept, &isWhole), exists(missing) {}
    }
    for watch in watches.subtracting(kept) { inotify.end(watch) }
    watches = kept
    last = Dictionary(paths.map { ($0, identity(of: $0)) }, uniquingKeysWith: { first, _ in first })
    return isWhole
  }

  /// Takes the events that wait; whether any path has come to lead elsewhere, or not to be there.
  func takeEvents() -> Bool {
    guard inotify.drain({ _ in }) else { return false }
    let before = last
    _ = watch(Array(before.keys))
    return last != before
  }

  /// Watches what is there of a path; the first part that is not.
  private func watchParts(of path: String, _ kept: inout Set<Int32>, _ isWhole: inout Bool) -> String? {
    var part = ""
    for name in path.split(separator: "/") {
      let parent = part.isEmpty ? "/" : part
      part += "/\(name)"
      let isLast = part.utf8.count >= path.utf8.count
      guard exists(part), !isLast else {
        let comings = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | Int32(IN_ONLYDIR)
        isWhole = add("\(parent)/.", comings, &kept) && isWhole
        if !exists(part) { return part }
        isWhole = add(part, IN_MOVE_SELF | IN_DELETE_SELF, &kept) && isWhole
        continue
      }
      isWhole = add(part, IN_MOVE_SELF | IN_DELETE_SELF, &kept) && isWhole
    }
    return nil
  }

  private func add(_ path: String, _ events: Int32, _ kept: inout Set<Int32>) -> Bool {
    do throws(SystemFailure) {
      kept.insert(try inotify.watch(path, for: events, count: 0))
      return true
    } catch {
      return error.isAbsence
    }
  }

  private func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || errno == EACCES
  }

  private func identity(of path: String) -> DirectoryNumber? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    return DirectoryNumber(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }
}
