import Foundation
import RealParts
import Testing

/// What `add` remembers, and what `show` makes of it.
@Suite struct SeenEnvironmentTests {
  @Test func whatTheDaemonLacksIsSaid() async throws {
    try await Desk.with { desk in
      try await desk.makeTerraform("exit 0")
      desk.set("AWS_PROFILE", "sandbox-account")
      try await desk.add("terraform destroy", config: #"{"hooks": {"after_destroy": "./tell"}}"#)
      let seen = try await desk.sqlite("SELECT seen_environment FROM projects")
      #expect(
        seen.contains("AWS_PROFILE") && seen.contains("\(desk.folder)/bin:") && !seen.contains("sandbox"),
        "\(seen)")
      let without = try await desk.killallTofu("show", "demo").output
      #expect(!without.contains("Careful") && without.contains("After       ./tell"), "\(without)")

      // A login starts the daemon with less; the program is found where it was seen.
      desk.set("AWS_PROFILE", nil)
      let path = desk.environment["PATH"] ?? ""
      desk.set("PATH", String(path.drop { $0 != ":" }.dropFirst()))
      try await desk.startDaemon()
      desk.set("AWS_PROFILE", "sandbox-account")
      let show = try await desk.killallTofu("show", "demo").output
      #expect(show.contains("Careful     the daemon lacks AWS_PROFILE, which was set when"), "\(show)")
      try FileManager.default.removeItem(atPath: "\(desk.folder)/bin/terraform")
      try await desk.sqlite("UPDATE projects SET command = 'gone-tofu destroy'")
      let gone = try await desk.killallTofu("show", "demo").output
      #expect(gone.contains("the daemon does not find the program “gone-tofu”"), "\(gone)")
    }
  }
}
