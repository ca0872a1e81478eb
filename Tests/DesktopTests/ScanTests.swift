import Foundation
import RealParts
import Testing

/// `scan`: what is found is registered and waits, what is wrong is named, and no deadline moves.
@Suite struct ScanTests {
  private func layOut(_ desk: Desk) throws -> String {
    let root = "\(desk.directory)"
    try desk.writeFile("timeout: 2h\ncommand: true", in: "\(root)/one")
    try desk.writeFile("timeout: 2h\ncommand: true", in: "\(root)/deep/er/two")
    try desk.writeFile("timeout: 2h\ncommand: true", in: "\(root)/node_modules/three")
    try desk.writeFile("timeout: 2h\ncommand: true", in: "\(root)/build/four")
    return root
  }

  @Test func theWatchedDirectoriesAreLookedThrough() async throws {
    try await Desk.with(bus: false) { desk in
      let root = try layOut(desk)
      try desk.settings("scanner: {watch_dirs: [\(root)]}\nignore: {patterns: [build/]}")
      let answer = try await desk.killallTofu("scan")
      #expect(answer.code == 0, "\(answer)")
      #expect(answer.output.contains("2 of them wait for your word"), "\(answer.output)")
      #expect(
        try await desk.sqlite("SELECT name, status, consent FROM projects ORDER BY name")
          == "one|held|unasked\ntwo|held|unasked")
      let before = try await desk.sqlite("SELECT id, destroy_at, generation FROM projects")
      #expect(try await desk.killallTofu("scan").code == 0)
      #expect(try await desk.sqlite("SELECT id, destroy_at, generation FROM projects") == before)
    }
  }

  @Test func theIgnoreFileCountsAndDepthIsLimited() async throws {
    try await Desk.with(bus: false) { desk in
      let root = try layOut(desk)
      try desk.settings("scanner: {max_depth: 2}")
      try "/build\n".write(
        toFile: "\(desk.folder)/home/.config/killall-tofu/ignore", atomically: true, encoding: .utf8)
      _ = try await desk.killallTofu("scan", root)
      #expect(try await desk.sqlite("SELECT name FROM projects") == "one")
    }
  }

  @Test func whatIsWrongIsNamedByLineAndTheRestIsTaken() async throws {
    try await Desk.with(bus: false) { desk in
      let root = try layOut(desk)
      try desk.writeFile("timeout: 2h\ncomand: true", in: "\(root)/bad")
      try desk.writeFile("timeout: 2h\ncommand: true", in: "\(root)/open", mode: 0o666)
      let answer = try await desk.killallTofu("scan", root)
      #expect(answer.code == 1)
      #expect(
        answer.output.contains("wrong, line 3") && answer.output.contains("not safe"), "\(answer.output)")
      #expect(answer.output.contains("bad/.killall.yaml:3:1: unknown key “comand”; did you mean “command”?"))
      #expect(answer.output.contains("chmod go-w"))
      #expect(try await desk.number("SELECT count(*) FROM projects") == 3)
      let json = try await desk.killallTofu("scan", root, "--json")
      let records = try #require(
        try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
      let bad = try #require(records.first { ($0["path"] as? String)?.hasSuffix("/bad") == true })
      #expect(bad["change"] as? String == "bad" && bad["line"] as? Int == 3)
      #expect(json.code == 1 && records.count == 5)
    }
  }

  @Test func whatIsOverStaysSo() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile("timeout: 2h\ncommand: true")
      _ = try await desk.killallTofu("allow", desk.project)
      _ = try await desk.killallTofu("cancel", "1")
      let answer = try await desk.killallTofu("scan", desk.project)
      #expect(answer.code == 0 && answer.output.contains("cancelled"), "\(answer)")
      #expect(try await desk.row("status") == "cancelled")
    }
  }

  /// The one place where a file was is looked at, although no walk finds it there; what is out of sight stays.
  @Test func aFileThatVanishedIsNoticed() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.writeFile("timeout: 2h\ncommand: true", in: "\(desk.directory)/one")
      try desk.writeFile("timeout: 2h\ncommand: true", in: "\(desk.folder)/other")
      for directory in ["\(desk.directory)/one", "\(desk.folder)/other"] {
        #expect(try await desk.killallTofu("allow", directory).code == 0)
        try FileManager.default.removeItem(atPath: "\(directory)/.killall.yaml")
      }
      let answer = try await desk.killallTofu("scan", desk.directory)
      #expect(answer.code == 0 && answer.output.contains("deleted"), "\(answer)")
      #expect(
        try await desk.sqlite("SELECT status, consent FROM projects ORDER BY id")
          == "held|gone\nscheduled|allowed")
    }
  }

  @Test func withoutAnythingToLookThroughItSaysWhatToDo() async throws {
    try await Desk.with(bus: false) { desk in
      let answer = try await desk.killallTofu("scan")
      #expect(answer.code == 64 && answer.errors.contains("scanner.watch_dirs"), "\(answer)")
      #expect(try await desk.killallTofu("scan", "\(desk.folder)/nowhere").code == 1)
      #expect(try await desk.killallTofu("scan", desk.project).output.contains("No .killall.yaml was found"))
    }
  }
}
