/// Something that happened to the file, and not by our hand.
public enum StoreChange: Hashable, Sendable {
  /// Another connection committed; what was read before may be old.
  case changed
  /// The path names another file now. The store still speaks to the old one: open anew.
  case replaced
  /// Not one byte is left of the file.
  case emptied
  /// The path names nothing any more.
  case gone
}

extension ProjectStore {
  /// Tells of commits by other connections within about a tenth of a second, and of the file's being
  /// replaced.
  ///
  /// It waits on inotify, so nothing wakes up while nothing is written; our own writes wake it but are not
  /// told. Commits in quick succession are told once. What was committed before the call is not told: listen
  /// first, then list. A store in memory never changes. The stream ends only with its consumer, and keeps the
  /// file open.
  ///
  /// Where the system gives no watch (their number is limited per user), it looks twice a second instead.
  ///
  /// - Parameter notWatched: told why it has to look.
  /// - Throws: `StoreError` if the file cannot be read.
  public func changes(
    notWatched: (StoreError) -> Void = { _ in }
  ) async throws(StoreError) -> AsyncStream<StoreChange> {
    let (stream, continuation) = AsyncStream<StoreChange>.makeStream(bufferingPolicy: .bufferingNewest(8))
    guard let path, let identity else { return stream }
    var watch: FileWatch?
    do {
      watch = try FileWatch(path: path)
    } catch {
      notWatched(error)
    }
    let version = try await read { try ChangeObserver.version($0) }
    let observer = ChangeObserver(
      watch: watch, path: path, opened: identity, file: file, version: version,
      continuation: continuation)
    observer.start()
    return stream
  }
}
