import Foundation
import RealParts
import Testing

/// What other programs may write into the file: the bad is named and left alone, the good is not held up by it.
@Suite(.desktop) struct ForeignRowTests {
  @Test(arguments: [
    ("'soon'", "'true'", "“soon”"), ("''", "'true'", "the duration is empty"),
    ("'1h'", "'  '", "the command is empty"),
  ])
  func whatMakesNoSenseIsHeld(timeout: String, command: String, words: String) async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      try await desk.sqlite(
        "INSERT INTO projects (path, name, timeout, command, destroy_at) "
          + "VALUES ('\(desk.project)', 'demo', \(timeout), \(command), 1)")
      try await desk.waitForStatus("held")
      #expect(try await desk.sqlite("SELECT hold_reason FROM projects") == "invalid")
      #expect(try await desk.killallTofu("show", "1").output.contains(words))
      try await desk.wait("the notification") { try await dunst.shown() == 1 }
    }
  }

  @Test func damagedRowsAreNamedAndHoldNobodyUp() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      try await desk.sqlite(
        """
        INSERT INTO projects (path, name, timeout, command) VALUES ('/a', CAST(X'66FF' AS TEXT), '1h', 'true');
        INSERT INTO projects (path, name, timeout, command) VALUES ('/b', 'b', '1h', CAST(X'7274006D' AS TEXT));
        INSERT INTO projects (path, name, timeout, command, destroy_at) VALUES ('/c', 'c', '1h', 'true', 'never');
        INSERT INTO projects (path, name, timeout, command) VALUES ('\(desk.project)', 'good', '3s', 'true');
        """)
      try await desk.waitForStatus("destroyed", of: 4)
      for cell in ["projects.name of row 1", "projects.command of row 2", "projects.destroy_at of row 3"] {
        #expect(daemon.errors.contains(cell), "\(daemon.errors)")
      }
      let list = try await desk.killallTofu("list", "--all")
      #expect(list.errors.contains("projects.destroy_at of row 3 holds “never”"))
      #expect(list.output.contains("good"))
    }
  }

  @Test(arguments: ["<b>bold</b> & \"quoted\"", "two\nlines", "it''s $(reboot)"])
  func textIsShownAsItIs(name: String) async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      try desk.settings("execution: {retry: {max_attempts: 1}}")
      try await desk.startDaemon()
      try await desk.sqlite(
        "INSERT INTO projects (path, name, timeout, command) VALUES ('\(desk.project)', '\(name)', '8s', "
          + "'echo \"<i>&amp;\" > said; false')")
      try await desk.waitForStatus("failed")
      #expect(try String(contentsOfFile: "\(desk.project)/said", encoding: .utf8) == "<i>&amp;\n")
      try await desk.wait("the texts") {
        _ = try await desk.run("dunstctl", "close-all")
        return try await dunst.texts().contains { $0.contains("could not be destroyed") }
      }
    }
  }

  @Test func aVanishedDirectoryFailsAtOnceAndSaysSo() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "3s", "--command", "true")
      try FileManager.default.removeItem(atPath: desk.project)
      try await desk.waitForStatus("failed")
      #expect(try await desk.number("SELECT count(*) FROM executions") == 0)
      #expect(try await desk.killallTofu("history", "1").output.contains("cannot be entered"))
    }
  }

  @Test func withoutItsSupervisorNothingIsClaimed() async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      desk.set("KILLALL_TOFU_SUPERVISOR", "\(desk.folder)/missing")
      try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "3s", "--command", "touch destroyed")
      try await desk.waitForStatus("failed")
      #expect(try await desk.killallTofu("history", "1").output.contains("is missing"))
      #expect(!FileManager.default.fileExists(atPath: "\(desk.project)/destroyed"))
    }
  }
}
