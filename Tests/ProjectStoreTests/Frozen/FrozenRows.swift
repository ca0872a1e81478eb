/// Rows as the builds of each version, and other programs beside them, left them in a file.
enum FrozenRows {
  /// The rows that a file of `version` had and one of the version before could not have.
  static func sql(of version: Int) -> String {
    switch version {
    case 0: seed
    case 2: supervision
    case 4: "\(project(30, "held", "'held', 'unwarned'", "awaits_user", "1"))"
    case 5: time
    case 6: attempts
    case 7: files
    case 8: "\(project(70, "removed", "'destroyed', NULL", "removed_at", "1789999999", active: 0))"
    default: ""
    }
  }

  private static func project(
    _ id: Int, _ name: String, _ status: String, _ columns: String, _ values: String, active: Int = 1
  ) -> String {
    """
    INSERT INTO projects (id, path, name, timeout, command, active, created_at, updated_at, destroy_at,
      status, hold_reason, \(columns)) VALUES (\(id), '/srv/\(id)', '\(name)', '2 hours', 'true', \(active),
      1789997600, 1789997600, 1790000000, \(status), \(values));

    """
  }

  /// Every type a cell can have, texts of every kind, and cells that make no sense: projects 6, 8 and 9, executions
  /// 6 to 8, events 4 and 7.
  private static let seed = """
    INSERT INTO projects (id, path, name, timeout, command, active, created_at, updated_at, destroy_at) VALUES
      (1, '/srv/text', 'text', '2 hours', 'tofu destroy', 1, '2026-09-21 13:33:20', 1789997600,
        '2026-09-21T15:33:20,9+02'),
      (2, '/srv/whole', 'ganz “neu” ''q'' 🏗', ' 1 Day ', 'echo ''a
    b''; true', 1, 1789997600, 1789997600, 1790000000),
      (3, '/srv/given-up', 'given up', '1 day', 'false', 0, 1789997600, 1789997600, NULL),
      (4, '/srv/done', 'done', '1 day', 'true', 0, 1789997600, 1789997601, 1790000000),
      (5, '/srv/undated', 'undated', '90 min', 'true', 1, 1789997600, 1789997600, NULL),
      (6, '/srv/negative', 'negative', '1h', 'true', 1, -1, -2, -5),
      (7, 'relative', '', '5 parsecs', '', 1, 0, 0, 1790000000),
      (8, '/srv/blob', x'00ff', '1h', 'true', 1, 1789997600, 1789997600, 1790000000),
      (9, '/srv/never', 'never', '1h', 'true', 1, 'yesterday', 1789997600, 'soon');
    INSERT INTO executions (id, project_id, status, output, error, exit_code, started_at, completed_at, created_at)
    VALUES
      (1, 1, 'pending', NULL, NULL, NULL, NULL, NULL, 1789997600),
      (2, 1, 'running', 'half a l', '', NULL, 1789997601, NULL, '2026-09-21 13:33:20'),
      (3, 4, 'completed', 'größer' || char(10) || 'fertig', NULL, 0, 1789997601, 1789997602, 1789997600),
      (4, 2, 'failed', NULL, 'no', 3, '2026-09-21T13:33:20Z', '2026-09-21T13:33:21.5Z', 1789997600),
      (5, 2, 'failed', NULL, NULL, -1, 1789997601, 1789997602, 1789997600),
      (6, 3, 'cancelled', NULL, NULL, 130, -7, -6, -8),
      (7, 2, 'failed', NULL, NULL, 99999999999, 1789997601, 1789997602, 1789997600),
      (8, 2, 'exploded', x'00', NULL, 'abc', 1789997601, 1789997602, 1789997600);
    INSERT INTO events (id, project_id, type, message, metadata, created_at) VALUES
      (1, 1, 'created', 'Registered', '{"timeout": "2 hours", "n": [1, -2, 3.50]}', '2026-09-21 13:33:20'),
      (2, 1, 'configured', 'Configured', '0123', 1789997600), (3, 4, 'executed', 'ran', NULL, 1789997600),
      (4, 4, 'destroyed', 'gone', '{"a":', -1), (5, 2, 'error', '', '', 1789997600),
      (6, NULL, 'error', 'of nobody', 'null', 1789997600), (7, 2, 'sung', 'a song', x'01', 'then');

    """

  /// All states, holds and kinds of events, a large generation, an accepted warning, and an execution under way.
  private static let supervision =
    ([
      project(10, "warned", "'scheduled', NULL", acceptance, "7, 7, 'boot-1', 12345, 1789999000, -900"),
      project(
        11, "grown", "'scheduled', NULL", "generation, tags", "9000000000000000000, '[\"aws\", \"Größe\"]'"),
      project(
        12, "under way", "'destroying', NULL", "config", "'{\"execution\": {\"retries\": 0, \"future\": 1}}'"),
      project(13, "failed", "'failed', NULL", "scheduled_at", "1789997600"),
      project(14, "destroyed", "'destroyed', NULL", "source", "'manual'", active: 0),
      project(15, "cancelled", "'cancelled', NULL", "source", "'manual'", active: 0),
      project(16, "strange", "'asleep', NULL", "source", "'manual'"),
    ]
    + ["invalid", "untrusted", "protected", "clock", "interrupted", "overdue", "unwarned"].enumerated().map {
      project(20 + $0.offset, $0.element, "'held', '\($0.element)'", "generation", "3")
    }).joined() + """
      INSERT INTO executions (id, project_id, status, exit_code, created_at, attempt, command, working_dir, folder,
        reason, log_path, device, inode, under_way) VALUES
        (10, 12, 'running', NULL, 1789997600, 3, 'true', '/srv/12', '20260921-133320-1', 'deadline', '/log', 7, -9, 1),
        (11, 13, 'failed', 1, 1789997600, 2, 'true', '/srv/13', NULL, 'retry', NULL, 7, 9, NULL);
      INSERT INTO events (project_id, type, message, metadata, created_at) VALUES
        (10, 'warned', 'Warned', '{"generation":7}', 1789999000), (10, 'extended', 'Extended', NULL, 1789999000),
        (15, 'cancelled', 'Cancelled', NULL, 1789999000), (21, 'held', 'Held', NULL, 1789999000);

      """

  private static let acceptance =
    "generation, accepted_generation, accepted_boot, accepted_awake, accepted_at, accepted_offset"

  private static let time =
    project(
      40, "silent", "'held', 'unwarned'", "silence, stalled_since, reminded_offset, lives_since",
      "'no_server', 1789999000, 14400, 1780000000")
    + project(41, "odd", "'failed', NULL", "stalled_since, reminded_offset", "1789999000, -3")
    + "INSERT INTO clock_mark (id, at, vouched_at) VALUES (1, 1789999980, 1789990000);\n"

  private static let attempts = project(
    50, "again", "'destroying', NULL",
    """
    attempts_made, next_attempt_at, attempt_generation, attempt_boot, stop_requested_at, seen_environment
    """, #"2, 1790000030, 4, 'boot-1', NULL, '{"credentials":["AWS_PROFILE"],"path":"/usr/bin"}'"#)

  private static let files =
    project(
      60, "from a file", "'held', 'untrusted'", "source, consent, file_digest, directory, resource_count",
      "'file', 'changed', '\(String(repeating: "ab", count: 32))', '7:9:1789990000.000000000', 12")
    + project(
      61, "turned bad", "'held', 'invalid'", "source, file_trouble, interrupted, attempt_typed",
      "'file', 'unreadable', 1, 1")
}
