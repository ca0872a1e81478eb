import Foundation
import Glibc
import RealParts
import Testing

/// A stranger's repository under a watched directory, with a daemon that runs: nothing of it is ever run, and each file is
/// said clearly.
@Suite(.desktop) struct HostileCloneTests {
  @Test func nothingOfItIsEverRun() async throws {
    try await Desk.with { desk in
      let stacks = try desk.makeStacks()
      try desk.settings("scanner: {watch_dirs: [\(stacks)]}")
      try await desk.makeHostileRepository()
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      try await desk.cloneHostileRepository(into: stacks)

      let all = HostileFile.all(marks: "\(desk.folder)/marks")
      let waiting = all.filter { $0.trouble == nil }
      try await desk.wait("those that make sense") {
        // The one with a name of its own to break screens is one more.
        try await desk.number("SELECT count(*) FROM projects WHERE source = 'file'") == waiting.count + 1
      }
      // All of them were due within a second; one that is registered after them and is destroyed proves that time passed.
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "4s", "--command", "true", "--name", "mine")
      try await desk.wait("the honest one") {
        try await desk.sqlite("SELECT status FROM projects WHERE name = 'mine'") == "destroyed"
      }
      #expect(try desk.marks().isEmpty)
      #expect(
        try await desk.sqlite(
          "SELECT DISTINCT status, hold_reason, consent FROM projects WHERE source = 'file'")
          == "held|untrusted|unasked")
      #expect(try await desk.number("SELECT count(*) FROM executions") == 1)

      let destroy = try await desk.killallTofu("destroy", "plain", "--yes-destroy", "plain")
      #expect(destroy.code == 1 && destroy.errors.contains("has not been allowed"), "\(destroy)")
      #expect(try desk.marks().isEmpty)
      try await desk.wait("the notifications") {
        let shown = try await dunst.everShown()
        return shown.contains("new projects found") && shown.contains("project files cannot be taken")
      }
    }
  }

  /// What was allowed is not what lies there when the time has come.
  @Test(arguments: ["bytes", "link", "folder", "mode"])
  func whatIsSwappedAfterItWasAllowedIsNotRun(how: String) async throws {
    try await Desk.with { desk in
      let marks = "\(desk.folder)/marks"
      try FileManager.default.createDirectory(atPath: marks, withIntermediateDirectories: true)
      let place = "\(desk.directory)/demo"
      try desk.writeFile("timeout: 6s\nname: demo\ncommand: touch \(marks)/good", in: place)
      try desk.writeFile("timeout: 6s\nname: demo\ncommand: touch \(marks)/evil", in: "\(desk.folder)/evil")
      _ = try await desk.startDunst()
      try await desk.startDaemon()
      #expect(try await desk.killallTofu("allow", place).code == 0)
      try await desk.wait("the warning") { try await desk.events().contains("warned") }
      let files = FileManager.default
      switch how {
      case "bytes": try desk.writeFile("timeout: 6s\nname: demo\ncommand: touch \(marks)/evil", in: place)
      case "link":
        try files.removeItem(atPath: "\(place)/.killall.yaml")
        try files.createSymbolicLink(
          atPath: "\(place)/.killall.yaml", withDestinationPath: "\(desk.folder)/evil/.killall.yaml")
      case "folder":
        try files.moveItem(atPath: place, toPath: "\(desk.directory)/former")
        try files.createSymbolicLink(atPath: place, withDestinationPath: "\(desk.folder)/evil")
      default: try #require(chmod("\(place)/.killall.yaml", 0o666) == 0)
      }
      _ = try await desk.killallTofu(
        "add", desk.folder, "--timeout", "8s", "--command", "true", "--name", "mine")
      try await desk.wait("the honest one") {
        try await desk.sqlite("SELECT status FROM projects WHERE name = 'mine'") == "destroyed"
      }
      #expect(try desk.marks().isEmpty)
      #expect(
        try await desk.sqlite("SELECT status, hold_reason FROM projects WHERE name = 'demo'")
          == "held|untrusted")
    }
  }
}
