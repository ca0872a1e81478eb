import Foundation
import RealParts
import Testing

/// Where something stands in the way, nothing is changed; what was broken off, is made whole by the next run.
@Suite(.timeLimit(.minutes(2))) struct InstallTroubleTests {
  /// The script is killed right after it has renamed its first, third or last file.
  @Test(arguments: [1, 3, 59])
  func brokenOffItIsWholeAfterTheNextRun(renamed: Int) async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      let before = try await Installation.tree(place.home)
      let path = desk.environment["PATH"]
      try await makeFatalMove(desk, at: renamed)
      #expect(try await place.install("--user", "--no-autostart").code == 128 + SIGKILL)
      desk.set("PATH", path)
      let broken = try await Installation.tree(place.home)
      #expect(broken.contains { $0.contains(".killall-tofu-new") } == (renamed == 3))
      // Uninstalling finds every piece.
      #expect(try await place.uninstall().code == 0)
      #expect(try await Installation.tree(place.home) == before)
      #expect(try await place.install("--user", "--no-autostart").code == 0)
      let whole = try await Installation.tree(place.home)
      #expect(!whole.contains { $0.contains(".killall-tofu-new") })
      for (path, mode) in try Installation.listed(place.roots) { #expect(desk.mode(path) == mode, "\(path)") }
      #expect(try await place.uninstall().code == 0)
      #expect(try await Installation.tree(place.home) == before)
    }
  }

  @Test func aFolderInTheWayIsNamedAndNothingIsChanged() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      try FileManager.default.createDirectory(atPath: place.program, withIntermediateDirectories: true)
      let before = try await Installation.tree(place.home)
      let answer = try await place.install("--user")
      #expect(answer.code == 1)
      #expect(answer.errors.contains("\(place.program) is a folder"))
      #expect(try await Installation.tree(place.home) == before)
    }
  }

  /// Both would write to the same temporary names.
  @Test func twoAtOnceTakeTurns() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      let go = "\(desk.folder)/go"
      let other = try desk.start([
        "flock", place.home, "sh", "-c", "echo locked >&2; until test -e '\(go)'; do sleep 0.1; done",
      ])
      try await desk.wait("the lock") { other.errors.contains("locked") }
      let before = try await Installation.tree(place.home)
      let ours = try desk.start([
        "bash", "\(Installation.desktop)/install", "--user", "--no-autostart", "--programs", place.built,
      ])
      try await desk.wait("its word") { ours.errors.contains("waiting for its end") }
      #expect(try await Installation.tree(place.home) == before)
      try "".write(toFile: go, atomically: true, encoding: .utf8)
      #expect(await ours.finished().code == 0)
      #expect(FileManager.default.fileExists(atPath: place.program))
      _ = await other.finished()
    }
  }

  @Test(arguments: ["two\nlines", "bell\u{7}"])
  func aPathThatCannotBeWrittenIsRefused(name: String) async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk, home: name)
      let answer = try await place.install("--user")
      #expect(answer.code == 1)
      #expect(answer.errors.contains("control character"))
      #expect(try await Installation.tree(place.home).count == 1)
    }
  }

  /// As somebody who is not root, first in a home that is his, then in one that is not.
  @Test func itNeedsNoRoot() async throws {
    try await Desk.with(bus: false) { desk in
      let place = try Installation(desk)
      // The desk's own is root's.
      desk.set("TMPDIR", nil)
      let copies = "\(desk.folder)/copies"
      #expect(try await place.install("--destdir", "\(desk.folder)/root").code == 0)
      let usr = "\(desk.folder)/root/usr"
      let prepared = try await desk.run(
        "sh", "-c",
        """
        mkdir '\(copies)' && cp -r '\(Installation.desktop)' '\(copies)/desktop' &&
        mv '\(usr)/bin/killall-tofu' '\(usr)/libexec/killall-tofu/killall-tofu-supervisor' '\(copies)' &&
        chmod -R a+rX '\(desk.folder)' && { test "$(id -u)" != 0 || chown nobody '\(place.home)'; }
        """)
      try #require(prepared.code == 0, "\(prepared.errors)")
      var asNobody = ["bash", "\(copies)/desktop/install", "--user", "--programs", copies]
      if getuid() == 0 { asNobody = ["setpriv", "--reuid", "nobody", "--clear-groups"] + asNobody }
      let answer = try await desk.start(asNobody).finished()
      // A toolchain in somebody's home keeps its libraries to that user.
      if answer.errors.contains("does not start") { return }
      #expect(answer.code == 0, "\(answer.errors)")
      #expect(desk.mode(place.program) == 0o755)

      guard getuid() == 0 else { return }
      _ = try await desk.run("chown", "-R", "root", place.home)
      let before = try await Installation.tree(place.home)
      let refused = try await desk.start(asNobody).finished()
      #expect(refused.code == 1)
      #expect(refused.errors.contains("cannot be written. Nothing was changed."), "\(refused.errors)")
      #expect(try await Installation.tree(place.home) == before)
    }
  }

  /// A `mv` first in the PATH that kills who calls it once it has done its work for the given time.
  private func makeFatalMove(_ desk: Desk, at count: Int) async throws {
    let move = """
      #!/bin/sh
      echo >>'\(desk.folder)/moves'
      /bin/mv "$@"
      test "$(wc -l <'\(desk.folder)/moves')" -lt \(count) || kill -KILL "$PPID"
      """
    try await writeScript(move, at: "\(desk.folder)/bin/mv")
    desk.set("PATH", "\(desk.folder)/bin:\(desk.environment["PATH"] ?? "")")
  }
}
