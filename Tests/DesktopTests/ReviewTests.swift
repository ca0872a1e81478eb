import Foundation
import RealParts
import Testing

/// `review`: all of the file, and what would run; nothing is run, written or allowed by it.
@Suite struct ReviewTests {
  @Test func everythingThatWouldRunIsShownAndNothingRuns() async throws {
    try await Desk.with(bus: false) { desk in
      try FileManager.default.createDirectory(
        atPath: "\(desk.project)/infra", withIntermediateDirectories: true)
      try desk.writeFile(
        """
        timeout: 90m
        name: demo
        command: |
          # only looks
          touch destroyed
        tags: [aws]
        protected: true
        execution: {working_directory: infra, environment: {AWS_PROFILE: dev}, retries: 0, kill_after: 5 min}
        hooks: {before_destroy: touch before, after_destroy: touch after, on_failure: touch failed}
        """)
      let answer = try await desk.killallTofu("review", desk.project)
      #expect(answer.code == 0, "\(answer)")
      for words in [
        "\n  1 | version: 1\n", "\n  5 |   # only looks\n",
        "Command     # only looks\n            touch destroyed",
        "Directory   \(desk.directory)/infra", "Before      touch before", "After       touch after",
        "On failure  touch failed", "Attempts    1\n", "Of its own  AWS_PROFILE", "Timeout     90m",
        "Killed      5 minutes",
        "Tags        aws", "Protected   its .killall.yaml protects it", "Allowed     not yet",
        "Registered  not yet",
        "To allow exactly this: killall-tofu allow \(desk.directory)",
      ] { #expect(answer.output.contains(words), "\(words) in \(answer.output)") }
      #expect(!FileManager.default.fileExists(atPath: desk.database))
      for name in ["destroyed", "before", "infra/destroyed", "infra/before"] { #expect(!desk.made(name)) }
    }
  }

  @Test func itTellsWhatWasDecided() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile("timeout: 2h\ncommand: true")
      _ = try await desk.killallTofu("allow", desk.project)
      let allowed = try await desk.killallTofu("review", desk.project).output
      #expect(
        allowed.contains("Allowed     yes, exactly this") && allowed.contains("killall-tofu deny"),
        "\(allowed)")
      #expect(allowed.contains("Registered  as project 1; it is destroyed at "))
      _ = try await desk.killallTofu("deny", desk.project)
      #expect(try await desk.killallTofu("review", desk.project).output.contains("no, you denied it"))
    }
  }

  /// A terminal must not be made to hide a line of what is allowed.
  @Test func nothingInItIsHidden() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile("timeout: 2h\ncommand: \"true\" # \u{202E}\r# x\u{85}# y")
      let output = try await desk.killallTofu("review", desk.project).output
      #expect(!output.unicodeScalars.contains { ["\u{202E}", "\r", "\u{85}"].contains($0) })
      #expect(output.contains("<U+202E>") && output.contains("␍"), "\(output)")
    }
  }

  @Test func whatIsWrongIsShownWithItsLine() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile("timeout: 2h\ncomand: touch destroyed")
      let answer = try await desk.killallTofu("review", desk.project)
      #expect(answer.code == 1 && answer.output.contains(".killall.yaml:3:1: unknown key"), "\(answer)")
      #expect(answer.output.contains("  3 | comand: touch destroyed"))
      #expect(answer.output.contains("it cannot be allowed as it is"))
    }
  }

  @Test func whatIsTooLargeToBeReadIsNamed() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile(bytes: [UInt8](repeating: UInt8(ascii: "#"), count: 70_000))
      let answer = try await desk.killallTofu("review", desk.project)
      #expect(answer.code == 1 && answer.errors.contains("larger than 65536 bytes"), "\(answer)")
    }
  }

  /// Whoever allows it knows before what that does to the deadline.
  @Test func itNamesTheDeadlineThatAllowingWouldGive() async throws {
    try await Desk.with(bus: false) { desk in
      let file = "timeout: 4h\ncommand: ./down"
      try desk.writeFile(file)
      let first = try await desk.killallTofu("review", desk.directory)
      #expect(first.output.contains("4 hours after it is first seen"), "\(first.output)")
      _ = try await desk.killallTofu("allow", desk.directory)
      try desk.writeFile(file.replacing("4h", with: "2h"))
      _ = try await desk.killallTofu("scan", desk.directory)
      let changed = try await desk.killallTofu("review", desk.directory)
      #expect(changed.output.contains("once it is allowed, destroyed at "), "\(changed.output)")
      #expect(changed.output.contains("in 2 hours") || changed.output.contains("in 1 hour 59 minutes"))
    }
  }
}
