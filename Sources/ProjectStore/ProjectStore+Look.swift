/// A look at the file: what other programs have committed after it may be unread.
public struct FileLook: Hashable, Sendable {
  /// SQLite's `data_version`, which every commit of another connection changes, and a file copied over this one.
  let version: Int64
}

extension ProjectStore {
  /// Looks at the file; what is read afterwards is at least as new, and an equal look says that nobody else wrote.
  public func look() async throws(StoreError) -> FileLook {
    FileLook(version: try await read { try ChangeObserver.version($0) })
  }

  /// How the file is now; nil if the path does not name the file that was opened, and in memory.
  var state: FileState? {
    guard let state = path.flatMap({ FileState(ofFileAt: $0) }), state.identity == identity else {
      return nil
    }
    return state
  }
}
