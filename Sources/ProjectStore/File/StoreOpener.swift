import GRDB

/// The steps from a path to a store that may be trusted with a record.
struct StoreOpener: Sendable {
  let path: String
  let creation: ProjectStore.Creation
  let patience: Duration
  var migrations = Migration.all

  /// Opens the file; blocks the calling thread for up to `patience` where another program holds a lock.
  func open() throws(StoreError) -> ProjectStore {
    try StorePlace(path: path).prepare(creation)
    do {
      let before = FileIdentity(ofFileAt: path)
      let queue = try DatabaseQueue(path: path, configuration: Self.configuration(patience: patience))
      try makeDurable(queue)
      let upgrade = try Migrator(path: path, migrations: migrations).migrate(queue)
      guard let identity = FileIdentity(ofFileAt: path), identity == before else {
        throw StoreError.replaced(path: path)
      }
      return ProjectStore(queue: queue, path: path, identity: identity, upgrade: upgrade)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  static func configuration(patience: Duration) -> Configuration {
    var configuration = Configuration()
    configuration.label = "ProjectStore"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience / .seconds(1))
    return configuration
  }

  /// Sets journal and sync mode and reads both back: SQLite keeps the old mode in silence when it cannot
  /// change it.
  private func makeDurable(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { database in
      let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode = TRUNCATE")
      guard journal == "truncate" else {
        throw StoreError.locked(path: path, holder: LockHolder.find(onFileAt: path))
      }
      try database.execute(sql: "PRAGMA synchronous = FULL")
      guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
        throw StoreError.cannotOpen(path: path, text: "PRAGMA synchronous = FULL had no effect")
      }
    }
  }
}
