extension Migration {
  /// What more than one attempt needs: how far a run of them has come, and what the user's environment was at `add`.
  static let attempts = Migration(version: 6) { connection in
    try connection.addColumns(
      to: "projects",
      [
        "attempts_made": "INTEGER",
        "next_attempt_at": "INTEGER",
        "attempt_generation": "INTEGER",
        "attempt_boot": "TEXT",
        "stop_requested_at": "INTEGER",
        "seen_environment": "TEXT",
      ])
  }
}
