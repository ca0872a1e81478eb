import Foundation
import Glibc
import RealParts
import Testing

/// A stranger's repository under a watched directory, with a daemon that runs: nothing of it is ever run, and each file is
/// said clearly.
@Suite(.desktop) struct HostileCloneTests {
  private func marks(_ desk: Desk) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(desk.folder)/marks")
  }

  /// A repository with all that such a file can be up to, and what git keeps of links.
  private func makeRepository(_ desk: Desk) async throws {
    let origin = "\(desk.folder)/origin"
    try FileManager.default.createDirectory(atPath: "\(desk.folder)/marks", withIntermediateDirectories: true)
    for file in HostileFile.all(marks: "\(desk.folder)/marks") {
      try desk.writeFile(bytes: file.bytes, in: "\(origin)/\(file.name)")
    }
    let files = FileManager.default
    try files.createDirectory(atPath: "\(origin)/linked", withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: "\(origin)/linked/.killall.yaml", withDestinationPath: "../plain/.killall.yaml")
    try files.createSymbolicLink(atPath: "\(origin)/inner-link/link", withDestinationPath: "/etc")
    try files.createSymbolicLink(atPath: "\(origin)/way", withDestinationPath: "plain")
    try desk.writeFile("timeout: 1s\ncommand: true", in: "\(origin)/folder/.killall.yaml")
    try desk.writeFile("timeout: 1s\ncommand: touch ../../../marks/\u{1B}", in: "\(origin)/a\u{1B}[2J\nb")
    for arguments in [
      ["init", "-q"], ["add", "-A"],
      ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"],
    ] {
      let answer = try await desk.start(["git", "-C", origin] + arguments).finished()
      try #require(answer.code == 0, "\(answer.errors)")
    }
  }

  @Test func nothingOfItIsEverRunAndEachIsSaid() async throws {
    try await Desk.with { desk in
      let stacks = "\(desk.directory.dropLast("project".count))stacks"
      try FileManager.default.createDirectory(atPath: stacks, withIntermediateDirectories: true)
      try desk.settings("scanner: {watch_dirs: [\(stacks)]}")
      try await makeRepository(desk)
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      let clone = try await desk.run("git", "clone", "-q", "\(desk.folder)/origin", "\(stacks)/clone")
      try #require(clone.code == 0, "\(clone.errors)")
      let pipe = "\(stacks)/clone/pipe"
      try FileManager.default.createDirectory(atPath: pipe, withIntermediateDirectories: true)
      try #require(mkfifo("\(pipe)/.killall.yaml", 0o600) == 0)

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
      #expect(try marks(desk).isEmpty)
      #expect(
        try await desk.sqlite(
          "SELECT DISTINCT status, hold_reason, consent FROM projects WHERE source = 'file'")
          == "held|untrusted|unasked")
      #expect(try await desk.number("SELECT count(*) FROM executions") == 1)

      let scan = try await desk.killallTofu("scan")
      #expect(scan.code == 1)
      for file in all {
        if let trouble = file.trouble {
          #expect(scan.output.contains(trouble), "\(file.name) in \(scan.output)")
        }
      }
      for words in ["symbolic link", "no regular file"] {
        #expect(scan.output.contains(words), "\(scan.output)")
      }
      #expect(!scan.output.contains("\u{1B}"))
      for file in all {
        let answer = try await desk.killallTofu("review", "\(stacks)/clone/\(file.name)")
        #expect(answer.code == (file.trouble == nil ? 0 : 1), "\(file.name): \(answer.errors)")
        #expect(!answer.output.contains("\u{1B}"))
      }
      for file in all where file.trouble != nil {
        #expect(try await desk.killallTofu("allow", "\(stacks)/clone/\(file.name)").code == 1, "\(file.name)")
      }
      let destroy = try await desk.killallTofu("destroy", "plain", "--yes-destroy", "plain")
      #expect(destroy.code == 1 && destroy.errors.contains("has not been allowed"), "\(destroy)")
      #expect(try marks(desk).isEmpty)
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
      #expect(try self.marks(desk).isEmpty)
      #expect(
        try await desk.sqlite("SELECT status, hold_reason FROM projects WHERE name = 'demo'")
          == "held|untrusted")
    }
  }
}
