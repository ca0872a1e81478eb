import Glibc

/// Watches how one gets to some directories: that each part of their paths stays what it is, or appears.
///
/// A part is watched by itself, so that what happens beside the path wakes nobody. Only the directory that the last part
/// lies in, or the first missing one will, tells of everything that comes and goes there: a directory that some process
/// holds open would tell of its own removal too late.
final class Anchors {
  private let inotify: Inotify
  private var watches: Set<Int32> = []
  /// The watches that are needed still, as far as has been seen.
  private var kept: Set<Int32> = []
  /// Whether the system gave every watch.
  private var isWhole = true
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
    (kept, isWhole) = ([], true)
    for path in paths {
      // Until nothing appeared between looking and watching.
      while let missing = watchParts(of: path), exists(missing) {}
    }
    for watch in watches.subtracting(kept) { inotify.end(watch) }
    watches = kept
    last = Dictionary(paths.map { ($0, identity(of: $0)) }, uniquingKeysWith: { first, _ in first })
    return isWhole
  }

  /// Takes the events that wait; whether any path has come to lead elsewhere, or not to be there, or may be open now.
  func takeEvents() -> Bool {
    var isOnTheWay = false
    var isOpened = false
    inotify.drain { event in
      if event.isOne(of: IN_MOVE_SELF | IN_DELETE_SELF | IN_IGNORED | IN_UNMOUNT) { isOnTheWay = true }
      if event.isOne(of: IN_ATTRIB) { isOpened = true }
    }
    let before = last
    let paths = Array(before.keys)
    // Mostly it is others that come and go beside a directory.
    guard
      isOnTheWay || isOpened || before.values.contains(nil)
        || paths.contains(where: { before[$0] != identity(of: $0) })
    else { return false }
    _ = watch(paths)
    return isOpened || last != before
  }

  /// Watches what is there of a path; the first part that is not.
  private func watchParts(of path: String) -> String? {
    let names = path.split(separator: "/")
    var (parent, part) = ("/", "")
    for (number, name) in names.enumerated() {
      part += "/\(name)"
      if number == names.count - 1 || !exists(part) {
        add("\(parent)/.", IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
        if !exists(part) { return part }
      }
      // What is closed to us cannot be watched; what it lies in tells when that changes.
      if add(part, IN_MOVE_SELF | IN_DELETE_SELF) == EACCES { add("\(parent)/.", IN_ATTRIB) }
      parent = part
    }
    return nil
  }

  /// The number of the error, 0 if there is none.
  @discardableResult
  private func add(_ path: String, _ events: Int32) -> Int32 {
    do throws(SystemFailure) {
      kept.insert(try inotify.watch(path, for: events, count: 0))
      return 0
    } catch {
      if error.isShortage { isWhole = false }
      return error.errno
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
