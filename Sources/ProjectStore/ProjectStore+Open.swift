import Foundation
import SystemPackage

extension ProjectStore {
  /// What to make if it is not there.
  public enum Creation: Sendable {
    /// Nothing: a missing file is an error.
    case nothing
    /// The file, in a folder that exists.
    case file
    /// The file and the folders above it, as for the default place.
    case fileAndFolders
  }

  /// Opens the file at `path`, migrates it, and makes sure that commits to it will survive a power cut.
  ///
  /// New folders get mode 0700 and the file mode 0600, whatever the umask. The journal mode is TRUNCATE:
  /// DELETE does not sync the folder after removing the journal, and WAL has a corruption bug with several
  /// writers before SQLite 3.51.3. A file in WAL mode is converted. A file that holds rows is copied to
  /// `FILE.backup-VERSION` (or `.2` and so on after it) before it is migrated; a migration that fails leaves the file as it was. An empty
  /// file counts as a new one where one may be made.
  ///
  /// - Parameters:
  ///   - patience: how long to wait for another program's lock, here and in every later call.
  ///   - engine: who speaks to the file; the other one may at the same time, or at the next start.
  /// - Throws: `StoreError`; nothing was changed then.
  public static func open(
    at path: String, create creation: Creation = .nothing, patience: Duration = .seconds(5),
    engine: Engine = .typed
  ) async throws(StoreError) -> ProjectStore {
    let opener = StoreOpener(path: path, creation: creation, patience: patience, engine: engine)
    return try await onOwnThread { () throws(StoreError) in try opener.open() }
  }

  /// Makes a store in memory, with the tables, rules and migrations of a file.
  public static func inMemory(engine: Engine = .typed) throws(StoreError) -> ProjectStore {
    do {
      let file = try engine.open(nil, patience: .zero)
      let upgrade = try file.work { connection in
        try Migrator(path: ":memory:", migrations: Migration.all).migrate(connection)
      }
      return ProjectStore(file: file, engine: engine, path: nil, identity: nil, upgrade: upgrade)
    } catch {
      throw StoreError(error, path: ":memory:")
    }
  }
}
