import Glibc
import Settings

/// The watched trees as they are known, and what events make of them; lives on the watcher's thread.
///
/// A directory is watched first and listed then, so whatever appears in it is either listed or told of.
final class TreeWatch {
  /// A directory on a walk: its index in the tree, or nil where it could not be watched.
  typealias Place = WatchTree.Index?

  let walk: TreeWalk
  let limits: WatchLimits
  let thread: WatchThread
  let report: (WatchReport) -> Void
  var inotify: Inotify?
  var tree = WatchTree()
  var settling = Settling()
  /// What a watch is on.
  var watches: [Int32: Watched] = [:]
  /// Directories that went away and may turn up elsewhere, by the cookie of the event.
  var departed: [UInt32: Departure] = [:]
  /// The walk under way, or the last one.
  var walkNumber = 0
  /// Where the walk under way found project files; nil: each is told of as a change.
  var found: [String]?
  /// Whether the system gave no watch for something since the last walk through everything began.
  var isLimited = false
  /// Whether the ways to the trees are watched.
  var isAnchored = true
  /// Whether something is not watched for want of watches.
  var isPartial: Bool { isLimited || !isAnchored }
  /// Whether that was reported.
  var isLimitTold = false
  /// What cannot be seen, as was reported.
  var toldUnseen: Set<String> = []
  /// What the walk under way could not see.
  var unseen: Set<String> = []
  /// Links that were followed.
  var links: Set<String> = []
  /// Whether only a walk through everything can tell what happened.
  var needsRescan = false
  var now = Duration.zero

  /// What a watch is on.
  enum Watched {
    case directory(WatchTree.Index)
    /// The project file in a directory.
    case file(in: WatchTree.Index)
  }

  /// A directory that was moved away, as it was before.
  struct Departure {
    var watch: Int32
    /// The directories of project files in it, by their watches, with their paths.
    var places: [(watch: Int32, path: String)]
    /// When it is taken for gone.
    var end: Duration
  }

  init(_ walk: TreeWalk, limits: WatchLimits, on thread: WatchThread, report: @escaping (WatchReport) -> Void)
  {
    self.walk = walk
    self.limits = limits
    self.thread = thread
    self.report = report
  }

  /// Events that change what lies in a directory; writes only of files that were closed.
  static let directoryEvents =
    IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_CLOSE_WRITE
    | Int32(bitPattern: UInt32(IN_EXCL_UNLINK))
  static let fileEvents = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB

  /// When something is to be done even if nothing happens.
  var next: Duration? {
    [settling.next, departed.values.map(\.end).min()].compactMap(\.self).min()
  }

  /// Takes note of a change of the project file in a directory.
  func note(_ place: String, _ change: Settling.Change) {
    settling.note(place, change, at: now)
  }

  /// Watches one more thing; nil where the system gives no watch, or it has gone.
  func watch(_ add: (Inotify, Int) throws(SystemFailure) -> Int32) -> Int32? {
    guard let inotify else {
      isLimited = true
      return nil
    }
    do throws(SystemFailure) {
      return try add(inotify, watches.count)
    } catch {
      if error.isShortage { isLimited = true }
      return nil
    }
  }

  /// Forgets a directory and all below it, and ends their watches; their project files are told of.
  func forget(_ index: WatchTree.Index) {
    for index in tree.subtree(of: index) {
      guard let node = tree[index] else { continue }
      if node.hasFile { note(tree.path(of: index), .whole) }
      dropFileWatch(of: index)
      if watches.removeValue(forKey: node.watch) != nil { inotify?.end(node.watch) }
      tree.remove(index)
    }
  }

  /// Watches the project file in a directory, so that writes are noticed before it is closed, and its rights.
  ///
  /// The rights of the directory count as well; events of what else lies in it come with them.
  func watchFile(in index: WatchTree.Index, at path: String) {
    tree[index]?.hasFile = true
    let file = watch { inotify, count throws(SystemFailure) in
      try inotify.watch("\(path)/\(ProjectFile.name)", for: Self.fileEvents, count: count)
    }
    if file != tree[index]?.fileWatch { dropFileWatch(of: index) }
    guard let file else { return }
    watches[file] = .file(in: index)
    tree[index]?.fileWatch = file
    watchRights(of: index, at: path)
  }

  /// Listens for changes of the rights of a directory, and of what lies in it.
  func watchRights(of index: WatchTree.Index, at path: String) {
    let same = watch { inotify, _ throws(SystemFailure) in
      try inotify.watch(path, for: IN_ATTRIB | Int32(IN_ONLYDIR), count: 0)
    }
    // Another directory has taken the path: an event will tell of it, and its watch is not to stay.
    if let same, watches[same] == nil { inotify?.end(same) }
  }

  func dropFileWatch(of index: WatchTree.Index) {
    guard let watch = tree[index]?.fileWatch else { return }
    tree[index]?.fileWatch = nil
    if watches.removeValue(forKey: watch) != nil { inotify?.end(watch) }
  }
}
