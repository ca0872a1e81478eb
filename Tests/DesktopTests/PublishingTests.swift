import Foundation
import RealParts
import Testing

@Suite(.desktop) struct PublishingTests {
  /// Whoever waits for the name asks at once, and takes what is listed then for all there is.
  @Test func whoeverWaitsForTheNameFindsAllProjects() async throws {
    try await Desk.with { desk in
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "1h", "--command", "true")
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
      // Rows of ours in every column that counts, so that nothing has to be written for them first.
      try await desk.sqlite(
        """
        WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000)
        INSERT INTO projects (path, name, timeout, command, destroy_at, scheduled_at)
        SELECT '/far/' || n, 'p' || n, '300 days', 'true', strftime('%s', 'now') + 9000000, strftime('%s', 'now')
        FROM numbers
        """)
      let name = "io.github.killallgit.KillallTofu1"
      let client = try desk.start([
        "sh", "-c",
        """
        gdbus wait --session --timeout 60 \(name) && gdbus call --session --dest \(name) \
        --object-path /io/github/killallgit/KillallTofu1 \
        --method org.freedesktop.DBus.ObjectManager.GetManagedObjects
        """,
      ])
      _ = try desk.start([Desk.killallTofu, "daemon"])
      let answer = await client.finished()
      #expect(answer.code == 0, "\(answer.errors)")
      #expect(answer.output.split(separator: "'LastExecution'").count - 1 == 10_000)
    }
  }
}
