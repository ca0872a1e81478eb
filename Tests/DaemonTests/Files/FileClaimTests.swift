import Deadlines
import Discovery
import Foundation
import Notifications
import ProjectStore
import RealParts
import RemoteControl
import Settings
import Testing

@testable import Daemon

/// What is asked once more of a project file in the moment of its teardown; nobody watches the files here.
@Suite(.timeLimit(.minutes(1))) struct FileClaimTests {
  private func file(_ command: String) -> String { projectFile(command, timeout: "1h") }

  /// An allowed project whose command leaves a mark.
  private func allowed(_ watch: Watch) async throws -> Project.ID {
    let path = watch.project + "/" + ProjectFile.name
    try Data(file("touch ../ran").utf8).write(to: URL(filePath: path))
    try set(0o644, path)
    try set(0o755, watch.project)
    let found = await FileRegistrar.read(in: watch.project)
    let outcome = try await watch.registrar().allow(
      found, in: SeenEnvironment(path: "/usr/bin:/bin", credentials: []))
    watch.mailbox.post(.storeChanged(.changed))
    return try #require(outcome.project?.id)
  }

  /// It is a quarter of an hour before the deadline, and its user has been warned.
  private func warned(_ watch: Watch) async throws {
    await watch.settle()
    watch.pass(.minutes(45))
    _ = try await watch.rows.first { $0.acceptance != nil }
  }

  private func set(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func isMarked(_ watch: Watch) -> Bool {
    FileManager.default.fileExists(atPath: watch.folder + "/ran")
  }

  @Test func whatIsAllowedRuns() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      _ = try await allowed(watch)
      try await warned(watch)
      watch.pass(.minutes(15))
      _ = try await watch.row(.destroyed)
      #expect(isMarked(watch))
    }
  }

  @Test(arguments: [
    "changed", "deleted", "directory deleted", "group-writable", "directory group-writable", "link",
    "directory link",
    "other directory", "no consent", "row", "bad", "path", "consent in the row",
  ])
  func whatIsNotAllowedAnyMoreDoesNot(what: String) async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await allowed(watch)
      try await warned(watch)
      let path = watch.project + "/" + ProjectFile.name
      let (files, other) = (FileManager.default, watch.folder + "/other")
      switch what {
      case "changed":
        try Data(file("touch ../ran; true").utf8).write(to: URL(filePath: path))
        try set(0o644, path)
      case "deleted": try files.removeItem(atPath: path)
      case "directory deleted": try files.removeItem(atPath: watch.project)
      case "group-writable": try set(0o664, path)
      case "directory group-writable": try set(0o775, watch.project)
      case "link":
        try files.moveItem(atPath: path, toPath: other)
        try files.createSymbolicLink(atPath: path, withDestinationPath: other)
      case "directory link":
        try files.moveItem(atPath: watch.project, toPath: other)
        try files.createSymbolicLink(atPath: watch.project, withDestinationPath: other)
      case "other directory":
        try files.moveItem(atPath: watch.project, toPath: other)
        try files.createDirectory(atPath: watch.project, withIntermediateDirectories: false)
        try set(0o755, watch.project)
      case "bad": try Data((file("touch ../ran") + "tgas: [x]\n").utf8).write(to: URL(filePath: path))
      case "no consent": try files.removeItem(atPath: watch.folder + "/consent")
      case "path":
        await watch.settle()
        try await watch.sqlite("UPDATE projects SET path = path || '/' WHERE id = \(id.number)")
        watch.mailbox.post(.storeChanged(.changed))
        // Warned of anew, as for every other path.
        _ = try await watch.rows.first {
          $0.path.hasSuffix("/") && $0.acceptance?.generation == $0.generation
        }
      case "consent in the row":
        try Data(file("touch ../ran; true").utf8).write(to: URL(filePath: path))
        try set(0o644, path)
        await watch.settle()
        try await watch.sqlite(
          "UPDATE projects SET consent = 'allowed', command = 'touch ../ran; true', file_digest = NULL")
        watch.mailbox.post(.storeChanged(.changed))
        // Whoever still looks at the file as it was looks once more.
        watch.mailbox.post(.placesChanged([watch.project], registers: false))
      default:
        await watch.settle()
        try await watch.sqlite("UPDATE projects SET command = 'touch ../ran #' WHERE id = \(id.number)")
        watch.mailbox.post(.storeChanged(.changed))
      }
      watch.pass(.minutes(15))
      let held = try await watch.rows.first { $0.status == .held || $0.status == .failed }
      #expect(
        held.holdReason == (what == "bad" ? .invalid : .untrusted) || what == "directory deleted", "\(held)")
      if what == "bad" { _ = try await watch.shown.first { $0.summary == "project is held" } }
      watch.pass(.minutes(15))
      await watch.settle()
      #expect(!isMarked(watch))
      let executions = try await watch.store.executions.all().values
      #expect(executions.isEmpty)
    }
  }

  /// What another program wrote and a write of ours has brought back is no news to the look at the whole file.
  @Test func whatAWriteBringsBackIsHeldAgainstItsFile() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await allowed(watch)
      try await warned(watch)
      await watch.settle()
      try await watch.sqlite("UPDATE projects SET command = 'touch ../ran #'")
      _ = try await watch.mailbox.ask(Command(project: .id(id), action: .extend(by: .hours(1))))
      let held = try await watch.row(.held)
      #expect(held.holdReason == .untrusted)
    }
  }

  @Test func aTypedNameDoesNotStandForConsent() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await allowed(watch)
      try FileManager.default.removeItem(atPath: watch.folder + "/consent")
      let project = try #require(try await watch.store.projects.find(id))
      let typed = TypedTeardown(
        store: watch.store, executor: watch.executor(in: "executions"), policy: Settings().policy,
        files: watch.registrar(), clock: Clock { watch.now })
      await #expect(throws: TypedTeardownError.self) { _ = try await typed.begin(project) }
      #expect(!isMarked(watch))
      #expect(try await watch.store.projects.find(id)?.holdReason == .untrusted)
    }
  }

  /// Who typed the name saw another row.
  @Test(arguments: ["command", "deadline"])
  func aTypedNameIsForWhatWasSeen(what: String) async throws {
    try await Watch.with { watch in
      let id = try await watch.add(command: "touch ../ran", in: 7_200)
      let seen = try #require(try await watch.store.projects.find(id))
      let now = watch.now.wall
      _ = try await watch.store.projects.update(id, at: now) { row throws(Refusal) in
        if what == "command" { row.command = "touch ../ran; true" } else { row.deadline = now + .hours(9) }
        return nil
      }
      let typed = TypedTeardown(
        store: watch.store, executor: watch.executor(in: "executions"), policy: Settings().policy,
        files: watch.registrar(), clock: Clock { watch.now })
      await #expect(throws: TypedTeardownError.self) { _ = try await typed.begin(seen) }
      #expect(!isMarked(watch))
      #expect(try await watch.store.executions.all().values.isEmpty)
    }
  }

  /// Has the project's state hold so many resources.
  private func put(_ resources: Int, in watch: Watch) throws {
    let instances = Array(repeating: "{}", count: resources).joined(separator: ", ")
    let state = """
      {"version": 4, "resources": [{"mode": "managed", "type": "a", "name": "b", "instances": [\(instances)]}]}
      """
    try Data(state.utf8).write(to: URL(filePath: watch.project + "/terraform.tfstate"))
    try Data().write(to: URL(filePath: watch.project + "/main.tf"))
  }

  private var twoAtMost: Settings {
    var settings = Settings.oneAttempt
    settings.policy.protection.maximumResources = 2
    return settings
  }

  /// Nobody was shown more than the limit, so no deadline destroys it.
  @Test(arguments: [
    (2, "terraform destroy"), (3, "terraform destroy"), (3, "(terraform destroy)"), (3, "true"),
  ])
  func moreResourcesThanAllowedAreProtected(limit: Int, command: String) async throws {
    var settings = Settings.oneAttempt
    settings.policy.protection.maximumResources = limit
    try await Watch.with(settings: settings) { watch in
      try put(3, in: watch)
      try await watch.serverComes()
      _ = try await watch.add(timeout: "1 hour", command: command, in: 3_600)
      try await warned(watch)
      watch.pass(.minutes(15))
      let row = try await watch.rows.first { $0.status != .scheduled }
      #expect(
        limit == 2 || command != "terraform destroy"
          ? row.holdReason == .protected : row.status == .destroying || row.status == .failed)
    }
  }

  /// What cannot be written down is not few.
  @Test func aCountThatCannotBeWrittenHoldsUpTheClaim() async throws {
    try await Watch.with(settings: twoAtMost) { watch in
      try put(3, in: watch)
      try await watch.serverComes()
      _ = try await watch.add(timeout: "1 hour", command: "terraform destroy", in: 3_600)
      try await warned(watch)
      try await watch.sqlite(
        """
        CREATE TRIGGER tired BEFORE UPDATE OF resource_count ON projects
        BEGIN SELECT RAISE(ABORT, 'tired'); END;
        """)
      watch.pass(.minutes(15))
      _ = try await watch.alarms.first { $0 == watch.now.wall + Schedule.rest }
      #expect(try await watch.store.executions.all().values.isEmpty)
      try await watch.sqlite("DROP TRIGGER tired")
      watch.pass(Schedule.rest)
      let row = try await watch.rows.first { $0.status != .scheduled }
      #expect(row.holdReason == .protected && row.resourceCount == .known(3))
    }
  }

  /// Resources may have come since; those of another time say nothing of this one.
  @Test func anotherDeadlineIsCountedAnew() async throws {
    try await Watch.with(settings: twoAtMost) { watch in
      try put(1, in: watch)
      try await watch.serverComes()
      let id = try await watch.add(timeout: "1 minute", command: "terraform destroy; false", in: 60)
      await watch.settle()
      watch.pass(.seconds(30))
      _ = try await watch.rows.first { $0.acceptance != nil }
      watch.pass(.seconds(30))
      _ = try await watch.row(.failed)
      try put(3, in: watch)
      let extended = try await watch.mailbox.ask(
        Command(project: .id(id), action: .extend(by: .minutes(1))))
      watch.pass(.seconds(30))
      _ = try await watch.rows.first { $0.generation == extended.generation && $0.acceptance != nil }
      watch.pass(.seconds(30))
      let row = try await watch.rows.first {
        $0.generation >= extended.generation && $0.status != .scheduled
      }
      #expect(row.holdReason == .protected && row.resourceCount == .known(3))
    }
  }

  /// Nor do those of half an hour ago, where nothing could be claimed since.
  @Test func whatWasCountedLongAgoIsCountedAnew() async throws {
    try await Watch.with(settings: twoAtMost) { watch in
      try put(1, in: watch)
      try await watch.serverComes()
      _ = try await watch.add(timeout: "1 hour", command: "terraform destroy", in: 3_600)
      try await warned(watch)
      try await watch.sqlite(
        "CREATE TRIGGER tired BEFORE INSERT ON executions BEGIN SELECT RAISE(ABORT, 'tired'); END;")
      watch.pass(.minutes(15))
      _ = try await watch.alarms.first { $0 == watch.now.wall + Schedule.rest }
      try put(3, in: watch)
      try await watch.sqlite("DROP TRIGGER tired")
      watch.pass(.minutes(10))
      _ = try await watch.rows.first { $0.holdReason == .overdue && $0.acceptance != nil }
      watch.pass(.minutes(30))
      let row = try await watch.rows.first { $0.status != .scheduled && $0.holdReason != .overdue }
      #expect(row.holdReason == .protected && row.resourceCount == .known(3))
    }
  }

  /// A click on Retry is no typed name: what came since the teardown failed is counted before it is tried again.
  @Test func whatIsTriedAgainIsCountedFirst() async throws {
    try await Watch.with(settings: twoAtMost) { watch in
      try put(1, in: watch)
      try await watch.serverComes()
      let id = try await watch.add(timeout: "1 hour", command: "terraform destroy; false", in: 3_600)
      try await warned(watch)
      watch.pass(.minutes(15))
      let failed = try await watch.row(.failed)
      try put(3, in: watch)
      _ = try await watch.mailbox.ask(Command(project: .text("\(id.number)"), action: .retry))
      let row = try await watch.rows.first {
        $0.generation > failed.generation && ($0.status == .held || $0.status == .failed)
      }
      #expect(row.holdReason == .protected && row.resourceCount == .known(3))
      #expect(try await watch.store.executions.all().values.count == 1)
    }
  }

  /// Some of it may have gone since: it is looked at again when its user is reminded.
  @Test func whatIsHeldForItsResourcesIsCountedAgain() async throws {
    try await Watch.with(settings: twoAtMost) { watch in
      try put(3, in: watch)
      try await watch.serverComes()
      _ = try await watch.add(timeout: "1 hour", command: "terraform destroy", in: 3_600)
      try await warned(watch)
      watch.pass(.minutes(15))
      _ = try await watch.rows.first { $0.holdReason == .protected }
      try put(1, in: watch)
      watch.pass(.hours(25))
      let row = try await watch.rows.first { $0.resourceCount == .known(1) }
      #expect(row.holdReason != .protected)
    }
  }
}
