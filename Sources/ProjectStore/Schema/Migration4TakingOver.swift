extension Migration {
  /// What taking over another program's projects needs: a mark on those whose deadline waits for the user.
  static let takingOver = Migration(version: 4) { connection in
    try connection.addColumns(to: "projects", ["awaits_user": "INTEGER NOT NULL DEFAULT 0"])
  }
}
