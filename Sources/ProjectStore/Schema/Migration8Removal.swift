extension Migration {
  /// What hiding a project needs: since when it is hidden, and that whoever makes it active again ends that.
  ///
  /// Without the trigger a project that another program resumed and gave up again would be hidden once more, although
  /// nobody removed it since.
  static let removal = Migration(version: 8) { connection in
    try connection.addColumns(to: "projects", ["removed_at": "INTEGER"])
    try connection.execute(
      """
      CREATE TRIGGER IF NOT EXISTS projects_brought_back
      AFTER UPDATE OF active ON projects WHEN NEW.active <> 0 AND NEW.removed_at IS NOT NULL
      BEGIN
        UPDATE projects SET removed_at = NULL WHERE id = NEW.id;
      END;
      """)
  }
}
