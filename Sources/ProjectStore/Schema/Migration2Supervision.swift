extension Migration {
  /// What supervising needs beyond the seed: states, generations, acceptances, and executions under way.
  static let supervision = Migration(version: 2) { connection in
    try connection.addColumns(
      to: "projects",
      [
        "status": "TEXT NOT NULL DEFAULT 'scheduled'",
        "hold_reason": "TEXT",
        "generation": "INTEGER NOT NULL DEFAULT 1",
        "source": "TEXT NOT NULL DEFAULT 'manual'",
        "config": "TEXT",
        "tags": "TEXT DEFAULT '[]'",
        "scheduled_at": "INTEGER",
        "accepted_generation": "INTEGER",
        "accepted_boot": "TEXT",
        "accepted_awake": "INTEGER",
        "accepted_at": "INTEGER",
        "accepted_offset": "INTEGER",
      ])
    try connection.addColumns(
      to: "executions",
      [
        "attempt": "INTEGER NOT NULL DEFAULT 1",
        "command": "TEXT",
        "working_dir": "TEXT",
        "folder": "TEXT",
        "reason": "TEXT",
        "log_path": "TEXT",
        "device": "INTEGER",
        "inode": "INTEGER",
        "under_way": "INTEGER CHECK (under_way = 1)",
      ])
    try connection.execute(inactiveRows + indexes + triggers)
  }
}

/// Rows that the seed's program gave up or destroyed get the state that says so.
private let inactiveRows = """
  UPDATE projects SET status = CASE
    WHEN EXISTS (SELECT 1 FROM executions WHERE project_id = projects.id AND status = 'completed')
    THEN 'destroyed' ELSE 'cancelled' END
  WHERE active = 0 AND status = 'scheduled';

  """

/// The two unique ones are the promise that nothing is destroyed twice at a time.
private let indexes = """
  CREATE UNIQUE INDEX IF NOT EXISTS executions_one_per_project ON executions(project_id) WHERE under_way = 1;
  CREATE UNIQUE INDEX IF NOT EXISTS executions_one_per_directory ON executions(device, inode)
    WHERE under_way = 1;
  CREATE INDEX IF NOT EXISTS executions_by_project ON executions(project_id);
  CREATE INDEX IF NOT EXISTS events_by_project ON events(project_id);
  CREATE INDEX IF NOT EXISTS projects_by_deadline ON projects(active, destroy_at);
  CREATE INDEX IF NOT EXISTS projects_by_name ON projects(name);

  """

/// What a program of the seed schema means by its writes.
///
/// Ours grow `generation` themselves, so `WHEN` keeps the trigger silent for them, and for the trigger's own
/// update even where `recursive_triggers` is on.
///
/// Switching off is Cancel; while a teardown runs only the flag changes. Switching on is Resume, and a
/// deadline less than 300 s ahead is dropped, so that the next daemon gives the whole timeout.
private let triggers = """
  CREATE TRIGGER IF NOT EXISTS projects_grow_generation
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
  CREATE TRIGGER IF NOT EXISTS projects_inserted_inactive
  AFTER INSERT ON projects WHEN NEW.active = 0 AND NEW.status = 'scheduled'
  BEGIN
    UPDATE projects SET status = 'cancelled' WHERE id = NEW.id;
  END;
  """
