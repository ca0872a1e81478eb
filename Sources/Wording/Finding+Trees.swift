/// What `doctor` says about the directories that are watched for project files.
extension Finding {
  /// What a look at a watched directory found.
  public enum TreeState: Hashable, Sendable {
    /// It can be watched; with how many directories and project files in it, where they could be counted in time.
    case seen(directories: Int?, files: Int?, unseen: Int)
    /// It is not there.
    case absent
    /// It cannot be looked into, for the system's reason.
    case refused(String)
    /// It did not answer in time.
    case silent(within: String)
  }

  /// No directories are watched.
  public static let noTrees = Finding(
    "scanner", .ok,
    "no directories are watched (scanner.watch_dirs in the settings): only projects that were added are known"
  )

  /// A watched directory; `remoteKind` is its file system where changes made elsewhere are not told to this machine.
  public static func tree(_ path: String, _ state: TreeState, remoteKind: String?) -> Finding {
    let subject = path.oneLine.cutInTheMiddle(40)
    switch state {
    case .absent:
      return Finding(
        subject, .warning, "is not there; it is waited for",
        remedy: "make it, or take it out of scanner.watch_dirs")
    case .refused(let why):
      return Finding(
        subject, .error, "cannot be looked into: \(why.oneLine); projects in it stay as they are",
        remedy: "ls -ld \(path.shellWord)")
    case .silent(let limit):
      return Finding(
        subject, .error, "does not answer within \(limit); projects in it stay as they are",
        remedy: "see whether its file system is still there: findmnt -T \(path.shellWord)")
    case .seen(let directories, let files, let unseen):
      var words =
        if let directories, let files {
          "\(files.of("project file")), \(directories) \(directories == 1 ? "directory" : "directories")"
        } else {
          "too large to be counted here"
        }
      if unseen > 0 { words += ", \(unseen) of which cannot be looked into" }
      guard let remoteKind else { return Finding(subject, unseen > 0 ? .warning : .ok, words) }
      return Finding(
        subject, .warning,
        "\(words); it is \(remoteKind.oneLine), and what other machines change there is not noticed",
        remedy: "after such a change: killall-tofu scan \(path.shellWord)")
    }
  }

  /// How many watches of inotify(7) this user has in use, of how many; `wanted` are those a daemon would need besides.
  public static func watches(used: Int, limit: Int, wanted: Int) -> Finding {
    let left = max(0, limit - used)
    let text = "\(used) of \(limit) in use by this user, \(left) left"
    guard wanted > left || left < limit / 20 else { return Finding("watches", .ok, text) }
    let need = wanted > left ? ", and the watched directories need \(wanted)" : ""
    return Finding(
      "watches", .warning, "\(text)\(need): changes of project files may be found late",
      remedy: "sudo sysctl fs.inotify.max_user_watches=\(raised(limit, atLeast: 524_288))")
  }

  /// How many instances of inotify(7) this user has in use, of how many; `isWanted` if a daemon has yet to take one.
  public static func instances(used: Int, limit: Int, isWanted: Bool) -> Finding {
    let left = max(0, limit - used)
    let text = "\(used) of \(limit) in use by this user, \(left) left"
    guard left == 0, isWanted else { return Finding("instances", .ok, text) }
    return Finding(
      "instances", .warning, "\(text): a daemon can watch nothing",
      remedy: "sudo sysctl fs.inotify.max_user_instances=\(raised(limit, atLeast: 256))")
  }

  private static func raised(_ limit: Int, atLeast least: Int) -> Int {
    max(least, limit > 1 << 29 ? 1 << 30 : limit * 2)
  }
}
