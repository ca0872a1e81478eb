import RealParts

@testable import ProjectStore

/// The tables of the original's second form; with integers as times they are those of the third.
func laterSchema(time: String) -> String {
  """
  CREATE TABLE projects (id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, name TEXT, config TEXT NOT NULL,
    discovered_at \(time) NOT NULL, destroy_at \(time) NOT NULL, status TEXT NOT NULL,
    created_at \(time) DEFAULT CURRENT_TIMESTAMP, updated_at \(time) DEFAULT CURRENT_TIMESTAMP);
  CREATE TABLE executions (id INTEGER PRIMARY KEY AUTOINCREMENT, project_id TEXT NOT NULL, command TEXT NOT NULL,
    working_dir TEXT NOT NULL, started_at \(time) NOT NULL, completed_at \(time), exit_code INTEGER, stdout TEXT,
    stderr TEXT, status TEXT NOT NULL, attempt_number INTEGER DEFAULT 1,
    FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE);
  CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, project_id TEXT, event_type TEXT NOT NULL, details TEXT,
    timestamp \(time) DEFAULT CURRENT_TIMESTAMP);
  CREATE TABLE app_configurations (key TEXT PRIMARY KEY, value TEXT NOT NULL);

  """
}

/// Three projects, one of them overdue, with two attempts and three events.
let laterRows = """
  INSERT INTO projects (id, path, name, config, discovered_at, destroy_at, status) VALUES
    ('proj_a', '/srv/a', 'ahead', '{"timeout":"2 hours","command":"tofu destroy","tags":["x"]}',
      '2026-09-21T13:33:20.000Z', '2030-01-01T00:00:00.000Z', 'active'),
    ('proj_b', '/srv/b', NULL, '{"timeout":"1 day"}', 1789997600, 1789997600, 'active'),
    ('proj_c', '/srv/c', 'gone', '{"timeout":"1 day"}', 1789997600, 1789997600, 'destroyed');
  INSERT INTO executions (project_id, command, working_dir, started_at, completed_at, status, stdout) VALUES
    ('proj_c', 'tofu destroy', '/srv/c', '2026-09-21T13:33:20.000Z', 1789997700, 'completed', 'bye'),
    ('proj_c', 'tofu destroy', '/srv/c', 1789990000, NULL, 'failed', NULL);
  INSERT INTO events (project_id, event_type, details) VALUES
    ('proj_a', 'discovered', '{"action":"created"}'), (NULL, 'error', 'boom'), ('proj_c', 'destroyed', NULL);

  """

/// The same in the seed's tables.
let seedTimes = """
  INSERT INTO projects (path, name, timeout, command, active, destroy_at) VALUES
    ('/srv/a', 'ahead', '2 hours', 'tofu destroy', 1, '2030-01-01 00:00:00'),
    ('/srv/b', 'late', '1 day', 'tofu destroy', 1, 1789997600), ('/srv/c', 'gone', '1 day', 'true', 0, NULL);
  INSERT INTO executions (project_id, status, output, exit_code, started_at) VALUES
    (3, 'completed', 'bye', 0, '2026-09-21 13:33:20'), (3, 'failed', NULL, 3, NULL);
  INSERT INTO events (project_id, type, message, metadata) VALUES
    (1, 'created', 'hello', '{}'), (NULL, 'error', 'boom', NULL), (3, 'destroyed', 'bye', NULL);

  """

/// Every form of the original's file.
let originals = [
  seedSchema + seedTimes, laterSchema(time: "TIMESTAMP") + laterRows,
  laterSchema(time: "integer") + laterRows,
]
