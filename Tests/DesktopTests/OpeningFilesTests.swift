import Foundation
import RealParts
import Testing

/// What buttons have the desktop open, with a program in the place of xdg-open that says what it was given.
@Suite(.desktop) struct OpeningFilesTests {
  @Test func showLogAndReviewOpenWhatTheySay() async throws {
    try await Desk.with { desk in
      let dunst = try await desk.startDunst()
      desk.set("PATH", "\(desk.folder)/bin:\(desk.environment["PATH"] ?? "")")
      try await writeScript(
        "#!/bin/sh\necho \"$#\" \"$1\" >> '\(desk.folder)/opened'\n",
        at: "\(desk.folder)/bin/xdg-open")
      let opened = { (try? String(contentsOfFile: "\(desk.folder)/opened", encoding: .utf8)) ?? "" }
      try desk.settings("execution:\n  retry:\n    max_attempts: 1\n")
      try await desk.startDaemon()
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "2s", "--command", "echo told; exit 7")
      try await desk.waitForStatus("failed")
      try await desk.wait("the log") {
        try await dunst.press("Show log")
        return !opened().isEmpty
      }
      let log = try #require(opened().split(separator: "\n").first?.dropFirst(2))
      #expect(opened().hasPrefix("1 /"))
      #expect(try String(contentsOfFile: String(log), encoding: .utf8).contains("told"))
      let other = "\(desk.folder)/other"
      try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
      try "version: 1\ntimeout: 2h\ncommand: 'true'\n".write(
        toFile: "\(other)/.killall.yaml", atomically: true, encoding: .utf8)
      _ = try await desk.killallTofu("scan", other)
      try await desk.wait("the file") {
        try await dunst.press("Review")
        return opened().contains("1 \(other)/.killall.yaml\n")
      }
    }
  }
}
