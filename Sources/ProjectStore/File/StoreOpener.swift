import Deadlines

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
        try connection.makeDurable(path)
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
}
