/// The steps from a path to a store that may be trusted with a record.
struct StoreOpener: Sendable {
  let path: String
  let creation: ProjectStore.Creation
  let patience: Duration
  var engine = ProjectStore.Engine.typed
  var migrations = Migration.all

  /// Opens the file; blocks the calling thread for up to `patience` where another program holds a lock.
  func open() throws(StoreError) -> ProjectStore {
    try StorePlace(path: path).prepare(creation)
    do {
      let before = FileIdentity(ofFileAt: path)
      let file = try engine.open(path, patience: patience)
      let upgrade = try file.work { connection in
        try makeDurable(connection)
        return try Migrator(path: path, migrations: migrations).migrate(connection)
      }
      guard let identity = FileIdentity(ofFileAt: path), identity == before else {
        throw StoreError.replaced(path: path)
      }
      return ProjectStore(file: file, engine: engine, path: path, identity: identity, upgrade: upgrade)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Sets journal and sync mode and reads both back: SQLite keeps the old mode in silence when it cannot
  /// change it.
  private func makeDurable(_ connection: any Connection) throws {
    guard try connection.text("PRAGMA journal_mode = TRUNCATE") == "truncate" else {
      throw StoreError.locked(path: path, holder: LockHolder.find(onFileAt: path))
    }
    try connection.execute("PRAGMA synchronous = FULL")
    guard try connection.integer("PRAGMA synchronous") == 2 else {
      throw StoreError.cannotOpen(path: path, text: "PRAGMA synchronous = FULL had no effect")
    }
  }
}
