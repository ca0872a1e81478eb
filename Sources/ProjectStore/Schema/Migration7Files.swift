extension Migration {
  /// What projects that come from files need: what is known of the file, how much goes, and what must not be forgotten
  /// behind another hold.
  static let files = Migration(version: 7) { connection in
    try connection.addColumns(
      to: "projects",
      [
        "consent": "TEXT",
        "file_digest": "TEXT",
        "file_trouble": "TEXT",
        "directory": "TEXT",
        "resource_count": "INTEGER",
        "interrupted": "INTEGER",
        "attempt_typed": "INTEGER",
      ])
    try connection.execute(
      "CREATE INDEX IF NOT EXISTS projects_by_directory ON projects(directory) WHERE directory IS NOT NULL;")
  }
}
