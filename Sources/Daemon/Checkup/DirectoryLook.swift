public import Deadlines
import Executor
import Glibc
public import Wording

/// A look at the directories of projects; a file system that does not answer holds it up no longer than a limit.
public struct DirectoryLook: Sendable {
  /// What is mounted where, which tells what may hang together.
  var mounts = Mounts.ofThisProcess()
  /// How long each file system may take.
  var limit = Checkup.limit
  /// Looks at one path, and may hang.
  var look: @Sendable (String) -> DirectoryFlaw? = DirectoryLook.flaw(at:)

  /// Prepares to look, by the mounts there are now.
  public init() {}

  /// What is wrong with each project's directory; those that are well, or whose path is none, are left out.
  public func flaws(of projects: [Project]) async -> [Project.ID: DirectoryFlaw] {
    let sound = projects.filter { $0.path.hasPrefix("/") && !$0.path.utf8.contains(0) }
    let groups = Dictionary(grouping: sound) { mounts.place(of: $0.path) ?? "/" }
    return await withTaskGroup(of: [Project.ID: DirectoryFlaw].self) { group in
      for projects in groups.values { group.addTask { await flaws(together: projects) } }
      return await group.reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
    }
  }

  /// What is wrong with the project's directory; nil where it is well.
  public func flaw(of project: Project) async -> DirectoryFlaw? {
    await flaws(of: [project])[project.id]
  }

  /// One thread for all of one file system: where that hangs, all of them do.
  private func flaws(together projects: [Project]) async -> [Project.ID: DirectoryFlaw] {
    let places = projects.map { ($0.id, $0.path) }
    let found = await onOwnThread(within: limit) { [look] in
      places.compactMap { id, path in look(path).map { (id, $0) } }
    }
    let flaws = found ?? places.map { ($0.0, .silent(within: limit)) }
    return Dictionary(flaws) { first, _ in first }
  }

  private static func flaw(at path: String) -> DirectoryFlaw? {
    var facts = Glibc.stat()
    if stat(path, &facts) == 0 { return facts.st_mode & S_IFMT == S_IFDIR ? nil : .notDirectory }
    let code = errno
    return code == ENOENT || code == ENOTDIR ? .gone : .unseen(String(cString: strerror(code)))
  }
}
