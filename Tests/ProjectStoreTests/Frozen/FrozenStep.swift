/// The statements by which the builds of their time made a file of each version, written down then and never changed.
///
/// They are no part of the program, so that a migration that is changed by mistake is found out: the sums in
/// `MigrationHistoryTests` are of these texts and of the program's own alike.
enum FrozenStep {
  /// What leads from the version before to `version`, which is at least 1; as its first build did it, or every later one.
  static func sql(to version: Int, ofFirstBuild: Bool) -> String {
    guard steps.indices.contains(version - 1) else { return "" }
    let sql = steps[version - 1]
    guard ofFirstBuild else { return sql }
    return ["destroy_at", "created_at"].reduce(sql) { text, column in
      text.replacing(frozenSeconds(column), with: firstSeconds(column))
    }.replacing(
      "at INTEGER, vouched_at INTEGER,\n  boot TEXT, asleep INTEGER, wall_offset INTEGER, woke_at INTEGER",
      with: "at INTEGER NOT NULL, vouched_at INTEGER")
  }

  private static let steps = [
    """
    CREATE TABLE projects (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      path TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      timeout TEXT NOT NULL,
      command TEXT NOT NULL,
      active INTEGER NOT NULL DEFAULT 1,
      created_at INTEGER NOT NULL DEFAULT (CAST(strftime('%s','now') AS INTEGER)),
      updated_at INTEGER NOT NULL DEFAULT (CAST(strftime('%s','now') AS INTEGER)),
      destroy_at INTEGER
    );
    CREATE TABLE executions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      project_id INTEGER NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
      status TEXT NOT NULL,
      output TEXT,
      error TEXT,
      exit_code INTEGER,
      started_at INTEGER,
      completed_at INTEGER,
      created_at INTEGER NOT NULL DEFAULT (CAST(strftime('%s','now') AS INTEGER))
    );
    CREATE TABLE events (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      project_id INTEGER REFERENCES projects(id) ON DELETE CASCADE,
      type TEXT NOT NULL,
      message TEXT NOT NULL,
      metadata TEXT,
      created_at INTEGER NOT NULL DEFAULT (CAST(strftime('%s','now') AS INTEGER))
    );
    """,
    """
    ALTER TABLE projects ADD COLUMN status TEXT NOT NULL DEFAULT 'scheduled';
    ALTER TABLE projects ADD COLUMN hold_reason TEXT;
    ALTER TABLE projects ADD COLUMN generation INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE projects ADD COLUMN source TEXT NOT NULL DEFAULT 'manual';
    ALTER TABLE projects ADD COLUMN config TEXT;
    ALTER TABLE projects ADD COLUMN tags TEXT DEFAULT '[]';
    ALTER TABLE projects ADD COLUMN scheduled_at INTEGER;
    ALTER TABLE projects ADD COLUMN accepted_generation INTEGER;
    ALTER TABLE projects ADD COLUMN accepted_boot TEXT;
    ALTER TABLE projects ADD COLUMN accepted_awake INTEGER;
    ALTER TABLE projects ADD COLUMN accepted_at INTEGER;
    ALTER TABLE projects ADD COLUMN accepted_offset INTEGER;
    ALTER TABLE executions ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE executions ADD COLUMN command TEXT;
    ALTER TABLE executions ADD COLUMN working_dir TEXT;
    ALTER TABLE executions ADD COLUMN folder TEXT;
    ALTER TABLE executions ADD COLUMN reason TEXT;
    ALTER TABLE executions ADD COLUMN log_path TEXT;
    ALTER TABLE executions ADD COLUMN device INTEGER;
    ALTER TABLE executions ADD COLUMN inode INTEGER;
    ALTER TABLE executions ADD COLUMN under_way INTEGER CHECK (under_way = 1);
    UPDATE projects SET status = CASE
      WHEN EXISTS (SELECT 1 FROM executions WHERE project_id = projects.id AND status = 'completed')
      THEN 'destroyed' ELSE 'cancelled' END
    WHERE active = 0 AND status = 'scheduled';
    CREATE UNIQUE INDEX executions_one_per_project ON executions(project_id) WHERE under_way = 1;
    CREATE UNIQUE INDEX executions_one_per_directory ON executions(device, inode)
      WHERE under_way = 1;
    CREATE INDEX executions_by_project ON executions(project_id);
    CREATE INDEX events_by_project ON events(project_id);
    CREATE INDEX projects_by_deadline ON projects(active, destroy_at);
    CREATE INDEX projects_by_name ON projects(name);
    CREATE TRIGGER projects_grow_generation
    AFTER UPDATE OF destroy_at, active, command, path ON projects
    WHEN NEW.generation = OLD.generation AND (
      NEW.destroy_at IS NOT OLD.destroy_at OR NEW.active IS NOT OLD.active
      OR NEW.command IS NOT OLD.command OR NEW.path IS NOT OLD.path)
    BEGIN
      UPDATE projects SET
        generation = OLD.generation + 1,
        scheduled_at = CAST(strftime('%s','now') AS INTEGER),
        status = CASE
          WHEN NEW.status = 'destroying' OR (NEW.active <> 0) = (OLD.active <> 0) THEN NEW.status
          WHEN NEW.active <> 0 THEN 'scheduled' ELSE 'cancelled' END,
        hold_reason = CASE
          WHEN NEW.status = 'destroying' OR (NEW.active <> 0) = (OLD.active <> 0) THEN NEW.hold_reason END,
        destroy_at = CASE
          WHEN NEW.status <> 'destroying' AND NEW.active <> 0 AND OLD.active = 0
            AND CASE typeof(NEW.destroy_at) WHEN 'text' THEN CAST(strftime('%s', NEW.destroy_at) AS INTEGER)
              ELSE NEW.destroy_at END <= CAST(strftime('%s','now') AS INTEGER) + 300
          THEN NULL ELSE NEW.destroy_at END
      WHERE id = NEW.id;
    END;
    CREATE TRIGGER projects_inserted_inactive
    AFTER INSERT ON projects WHEN NEW.active = 0 AND NEW.status = 'scheduled'
    BEGIN
      UPDATE projects SET status = 'cancelled' WHERE id = NEW.id;
    END;
    """,
    """
    DROP INDEX IF EXISTS projects_by_deadline;
    CREATE INDEX projects_active_by_time ON projects(\(frozenSeconds("destroy_at"))) WHERE active;
    CREATE INDEX projects_by_age ON projects(\(frozenSeconds("created_at")));
    CREATE INDEX executions_by_age ON executions(\(frozenSeconds("created_at")));
    CREATE INDEX events_by_age ON events(\(frozenSeconds("created_at")));
    """,
    """
    ALTER TABLE projects ADD COLUMN awaits_user INTEGER NOT NULL DEFAULT 0;
    """,
    """
    ALTER TABLE projects ADD COLUMN silence TEXT;
    ALTER TABLE projects ADD COLUMN stalled_since INTEGER;
    ALTER TABLE projects ADD COLUMN reminded_offset INTEGER;
    ALTER TABLE projects ADD COLUMN lives_since INTEGER;
    CREATE TABLE clock_mark (
      id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER, vouched_at INTEGER,
      boot TEXT, asleep INTEGER, wall_offset INTEGER, woke_at INTEGER
    );
    """,
    """
    ALTER TABLE projects ADD COLUMN attempts_made INTEGER;
    ALTER TABLE projects ADD COLUMN next_attempt_at INTEGER;
    ALTER TABLE projects ADD COLUMN attempt_generation INTEGER;
    ALTER TABLE projects ADD COLUMN attempt_boot TEXT;
    ALTER TABLE projects ADD COLUMN stop_requested_at INTEGER;
    ALTER TABLE projects ADD COLUMN seen_environment TEXT;
    """,
    """
    ALTER TABLE projects ADD COLUMN consent TEXT;
    ALTER TABLE projects ADD COLUMN file_digest TEXT;
    ALTER TABLE projects ADD COLUMN file_trouble TEXT;
    ALTER TABLE projects ADD COLUMN directory TEXT;
    ALTER TABLE projects ADD COLUMN resource_count INTEGER;
    ALTER TABLE projects ADD COLUMN interrupted INTEGER;
    ALTER TABLE projects ADD COLUMN attempt_typed INTEGER;
    CREATE INDEX projects_by_directory ON projects(directory) WHERE directory IS NOT NULL;
    """,
    """
    ALTER TABLE projects ADD COLUMN removed_at INTEGER;
    CREATE TRIGGER projects_brought_back
    AFTER UPDATE OF active ON projects WHEN NEW.active <> 0 AND NEW.removed_at IS NOT NULL
    BEGIN
      UPDATE projects SET removed_at = NULL WHERE id = NEW.id;
    END;
    """,
  ]
}

/// The expression of the indexes of version 3.
private func frozenSeconds(_ column: String) -> String {
  let whole = "substr(upper(\(column)), 1, 19) || ltrim(substr(upper(\(column)), 20), '.,0123456789')"
  let text = "CASE WHEN \(column) GLOB '*[.,]*' THEN \(whole) ELSE upper(\(column)) END"
  let two = "[0-9][0-9]"
  return """
    CASE typeof(\(column)) WHEN 'integer' THEN \(column) WHEN 'text' THEN CASE \
    WHEN \(column) NOT GLOB '\(two)\(two)-\(two)-\(two)*' THEN NULL \
    WHEN \(column) GLOB '*:*[+-]\(two)\(two)' THEN CAST(strftime('%s', \
    substr(\(text), 1, length(\(text)) - 2) || ':' || substr(\(column), -2)) AS INTEGER) \
    WHEN \(column) GLOB '*:*[+-]\(two)' THEN CAST(strftime('%s', (\(text)) || ':00') AS INTEGER) \
    ELSE CAST(strftime('%s', \(text)) AS INTEGER) END END
    """
}

/// What it was in the first build of version 3.
private func firstSeconds(_ column: String) -> String {
  let text = "replace(upper(\(column)), ',', '.')"
  let two = "[0-9][0-9]"
  return """
    CASE typeof(\(column)) WHEN 'integer' THEN \(column) WHEN 'text' THEN CASE \
    WHEN \(column) NOT GLOB '\(two)\(two)-\(two)-\(two)*' THEN NULL \
    WHEN \(column) GLOB '*:*[+-]\(two)\(two)' THEN CAST(strftime('%s', \
    substr(\(text), 1, length(\(column)) - 2) || ':' || substr(\(column), -2)) AS INTEGER) \
    WHEN \(column) GLOB '*:*[+-]\(two)' THEN CAST(strftime('%s', \(text) || ':00') AS INTEGER) \
    ELSE CAST(strftime('%s', \(text)) AS INTEGER) END END
    """
}
