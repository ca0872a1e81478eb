import Deadlines
import Testing

@testable import ProjectStore

/// What becomes of each row, before anything is written.
@Suite("The plan of an import")
struct ImportPlanTests {
  /// One project of the later shapes, with `status`, `deadline` and `config`.
  private func plan(
    status: Cell = .text("active"), deadline: Cell = .integer(noon.seconds + 7_200),
    path: Cell = .text("/srv/demo"), name: Cell = .text("demo"),
    config: Cell = .text(#"{"timeout":"2 hours","command":"tofu destroy"}"#), executions: [[Cell]] = [],
    events: [[Cell]] = []
  ) -> ImportPlan {
    ImportPlan(
      ForeignFile(
        path: "/old.db", shape: .integerTimes,
        projects: ForeignTable(
          "projects", columns: ["id", "path", "name", "config", "destroy_at", "status", "created_at"],
          rows: [[.text("proj_1"), path, name, config, deadline, status, .integer(1_789_000_000)]]),
        executions: ForeignTable(
          "executions", columns: ["id", "project_id", "status", "started_at", "exit_code", "stdout"],
          rows: executions),
        events: ForeignTable(
          "events", columns: ["id", "project_id", "event_type", "details", "timestamp"], rows: events)),
      at: noon, resolve: { $0 })
  }

  private func seedPlan(active: Cell, deadline: Cell, executions: [[Cell]] = []) -> ImportPlan {
    ImportPlan(
      ForeignFile(
        path: "/old.db", shape: .seed,
        projects: ForeignTable(
          "projects", columns: ["id", "path", "name", "timeout", "command", "active", "destroy_at"],
          rows: [[.integer(1), .text("/srv/a"), .text("a"), .text("1 day"), .text("true"), active, deadline]]),
        executions: ForeignTable(
          "executions", columns: ["id", "project_id", "status", "created_at"], rows: executions),
        events: ForeignTable("events", columns: [])),
      at: noon, resolve: { $0 })
  }

  @Test("takes a project as it stands")
  func project() throws {
    let imported = try #require(plan().projects.first)
    #expect(
      imported.project
        == Project(
          id: Project.ID(0), path: "/srv/demo", name: "demo", timeout: "2 hours", command: "tofu destroy",
          deadline: noon + .hours(2), scheduledAt: noon, createdAt: Timestamp(1_789_000_000), updatedAt: noon)
    )
    #expect(imported.notes.isEmpty)
  }

  @Test(
    "gives every state a state of ours, and none that runs",
    arguments: [
      ("active", 7_200, .scheduled, nil, false), ("pending", 7_200, .scheduled, nil, false),
      ("scheduled", 7_200, .scheduled, nil, false), ("active", 0, .held, .overdue, true),
      ("active", -60, .held, .overdue, true), ("pending", -9_000_000, .held, .overdue, true),
      ("destroying", 7_200, .held, .interrupted, true), ("destroying", -60, .held, .interrupted, true),
      ("destroyed", -60, .destroyed, nil, false), ("failed", -60, .failed, nil, false),
      ("cancelled", 7_200, .cancelled, nil, false), ("dancing", 7_200, .held, .interrupted, true),
    ] as [(String, Int64, ProjectStatus, HoldReason?, Bool)])
  func states(
    word: String, left: Int64, status: ProjectStatus, reason: HoldReason?, awaitsUser: Bool
  ) throws {
    let imported = plan(status: .text(word), deadline: .integer(noon.seconds + left))
    let project = try #require(imported.projects.first?.project)
    #expect(project.status == status && project.holdReason == reason && project.awaitsUser == awaitsUser)
    #expect(project.isActive == status.isActive)
  }

  @Test(
    "gives the flag of the seed a state",
    arguments: [
      (.integer(1), 7_200, .scheduled, nil), (.text("true"), -1, .held, .overdue),
      (.integer(0), 7_200, .cancelled, nil),
      (.null, 7_200, .held, .interrupted),
    ] as [(Cell, Int64, ProjectStatus, HoldReason?)])
  func flags(active: Cell, left: Int64, status: ProjectStatus, reason: HoldReason?) throws {
    let plan = seedPlan(active: active, deadline: .integer(noon.seconds + left))
    #expect(plan.projects.first?.project.status == status)
    #expect(plan.projects.first?.project.holdReason == reason)
  }

  @Test("knows from its attempts whether a project of the seed was destroyed")
  func destroyed() {
    let plan = seedPlan(
      active: .integer(0), deadline: .null,
      executions: [[.integer(1), .integer(1), .text("completed"), .integer(5)]])
    #expect(plan.projects.first?.project.status == .destroyed)
    #expect(plan.projects.first?.project.deadline == nil)
    #expect(plan.projects.first?.notes == [])
  }

  @Test(
    "holds what cannot be carried out rather than losing it",
    arguments: [
      (.text("{nope"), .text("/srv/demo"), [.unreadableConfig("{nope")]),
      (.null, .text("/srv/demo"), [.unreadableConfig("NULL")]),
      (.text(#"{"timeout":"soon","command":"x"}"#), .text("/srv/demo"), []),
      (.text(#"{"timeout":"1h","command":"x"}"#), .text("srv/demo"), []),
      (.text(#"{"timeout":"1h","command":"x"}"#), .text(""), []),
      (
        .text(#"{"timeout":"1h","command":"x","execution":{"kill_after":9}}"#), .text("/srv/demo"),
        [.unreadableConfig("execution.kill_after is 9, no duration such as 30s, 15 min or 2 hours")]
      ),
      (
        .text(#"{"timeout":"1h","command":"x\u0000y"}"#), .text("/srv/demo"),
        [.unreadableText(column: "config.command", value: "x\0y")]
      ),
    ] as [(Cell, Cell, [ImportNote])])
  func invalid(config: Cell, path: Cell, notes: [ImportNote]) throws {
    let imported = try #require(plan(path: path, config: config).projects.first)
    #expect(imported.project.status == .held && imported.project.holdReason == .invalid)
    #expect(imported.notes == notes)
  }

  @Test("uses the original's command where none is named, and says so", arguments: ["", #","command":" ""#])
  func defaultCommand(command: String) {
    let imported = plan(config: .text(#"{"timeout":"1h""# + command + "}")).projects.first
    #expect(imported?.project.command == "terraform destroy -auto-approve")
    #expect(imported?.notes == [.defaultCommand])
  }

  /// Without its variables a command may reach for the wrong account.
  @Test("asks the user about a command that was given variables")
  func variables() {
    let config =
      #"{"timeout":"1h","command":"x","execution":{"environment_variables":{"AWS_PROFILE":"secret"}}}"#
    let imported = plan(config: .text(config)).projects.first
    #expect(imported?.project.status == .scheduled && imported?.project.awaitsUser == true)
    #expect(imported?.notes == [.variables(["AWS_PROFILE"])])
    #expect(imported?.config == config)
  }

  @Test(
    "asks the user about a command that lost its check or its directory, and notes what else is lost",
    arguments: [
      (#""hooks":{"beforeDestroy":["./check"],"afterDestroy":[]}"#, .hooks(["beforeDestroy"]), true),
      (#""hooks":{"pre_destroy":["x"],"onFailure":["y"]}"#, .hooks(["onFailure", "pre_destroy"]), true),
      (#""hooks":{"afterDestroy":["./tell"]}"#, .hooks(["afterDestroy"]), false),
      (#""hooks":{"beforeDestroy":[],"onFailure":null}"#, nil, false),
      (#""execution":{"workingDirectory":"infra"}"#, .workingDirectory("infra"), true),
      (#""execution":{"workingDir":"/srv/other"}"#, .workingDirectory("/srv/other"), true),
      (#""working_directory":"infra""#, .workingDirectory("infra"), true),
      (
        #""execution":{"attempts":3},"hooks":{"pre_destroy":"x","on_failure":"y"}"#, .hooks(["pre_destroy"]),
        true
      ),
      (#""execution":{"working_directory":"/srv/demo"}"#, nil, false),
      (#""execution":{"workingDirectory":"."}"#, nil, false),
      // What our own form says as well is followed, and was chosen by whoever wrote the file.
      (
        #""execution":{"retries":3,"working_directory":"infra","environment":{"A":"b"}}"#, .followed(["A"]),
        true
      ),
      (#""hooks":{"before_destroy":"./check"}"#, .followed(["before_destroy"]), true),
    ] as [(String, ImportNote?, Bool)])
  func notTaken(config: String, note: ImportNote?, awaitsUser: Bool) throws {
    let plan = plan(config: .text(#"{"timeout":"1h","command":"x",\#(config)}"#))
    let imported = try #require(plan.projects.first)
    #expect(imported.notes.first == note)
    #expect(imported.project.awaitsUser == awaitsUser && imported.project.status == .scheduled)
  }

  /// What the original found by itself nobody has allowed.
  @Test("waits for consent where a project file lies in the directory", arguments: [true, false])
  func projectFile(isThere: Bool) throws {
    var plan = plan(config: .text(#"{"timeout":"1h","command":"x"}"#))
    plan.demandConsent(
      at: Moment(wall: noon, awake: .zero, bootID: ""), policy: Policy(), where: { _ in isThere })
    let imported = try #require(plan.projects.first)
    #expect(imported.notes.contains(.projectFile) == isThere)
    #expect(imported.project.isAllowed == !isThere)
    #expect(imported.project.holdReason == (isThere ? .untrusted : nil))
  }

  @Test(
    "asks the user about every command that was given variables",
    arguments: [
      ("active", 7_200, true), ("active", -60, true), ("destroying", 60, true), ("failed", -60, false),
      ("destroyed", -60, nil), ("cancelled", 7_200, nil),
    ] as [(String, Int64, Bool?)])
  func globalVariables(word: String, left: Int64, awaitsUser: Bool?) throws {
    var plan = plan(status: .text(word), deadline: .integer(noon.seconds + left))
    let status = plan.projects.first?.project.status
    plan.askUser(because: .globalVariables(["AWS_PROFILE"]))
    let imported = try #require(plan.projects.first)
    #expect(imported.project.awaitsUser == (awaitsUser ?? false) && imported.project.status == status)
    #expect(imported.notes.contains(.globalVariables(["AWS_PROFILE"])) == (awaitsUser != nil))
  }

  @Test("names a project by its directory", arguments: [Cell.null, .text(" "), .text("")])
  func name(name: Cell) {
    #expect(plan(name: name).projects.first?.project.name == "demo")
    #expect(plan(name: name).projects.first?.notes == [.named])
    #expect(plan(name: .brokenText("a\0b")).projects.first?.project.name == "a\u{2400}b")
  }

  @Test("gives the whole timeout where there is no deadline")
  func noDeadline() {
    let imported = plan(deadline: .null).projects.first
    #expect(imported?.project.status == .scheduled && imported?.project.deadline == noon + .hours(2))
    #expect(imported?.notes == [.newDeadline("NULL")])
  }

  @Test(
    "asks the user where a deadline is no time: it may be long past",
    arguments: [Cell.text("never"), .integer(-5), .integer(1_795_302_847_000_000), .text("1795302847000.0x")])
  func unreadableDeadline(cell: Cell) {
    let imported = plan(deadline: cell).projects.first
    #expect(imported?.project.holdReason == .overdue && imported?.project.awaitsUser == true)
    #expect(imported?.notes == [.unreadableDeadline(cell.display)])
  }

  /// Only where the original had none does its own default stand for a command.
  @Test("holds a project whose command is no text", arguments: [#"["a", "b"]"#, "3", "{}", "true"])
  func senselessCommand(json: String) {
    let imported = plan(config: .text(#"{"timeout":"2 hours","command":\#(json)}"#)).projects.first
    #expect(imported?.project.holdReason == .invalid && imported?.project.command == "")
    let absent = plan(config: .text(#"{"timeout":"2 hours","command":null}"#)).projects.first
    #expect(absent?.project.status == .scheduled && absent?.notes == [.defaultCommand])
  }

  @Test(
    "refuses a path that is no text", arguments: [Cell.null, .brokenText("/a\0b"), .integer(3), .blob(2)])
  func path(path: Cell) {
    let reason: RefusedRow.Reason = path == .null ? .missing : .unreadable
    #expect(
      plan(path: path).refused
        == [RefusedRow(table: "projects", id: "proj_1", column: "path", value: path.display, reason: reason)])
  }

  @Test(
    "records every attempt as over",
    arguments: [
      ("completed", .null, .completed, 0), ("completed", .integer(0), .completed, 0),
      ("failed", .integer(3), .failed, 3),
      ("failed", .integer(-1), .failed, nil), ("timeout", .null, .failed, nil),
      ("cancelled", .null, .cancelled, nil),
      ("running", .null, .failed, nil), ("queued", .null, .failed, nil),
    ] as [(String, Cell, Execution.Status, Int32?)])
  func attempts(word: String, code: Cell, status: Execution.Status, exitCode: Int32?) throws {
    let plan = plan(executions: [
      [.integer(4), .text("proj_1"), .text(word), .integer(77), code, .text("bye")]
    ])
    let execution = try #require(plan.projects.first?.executions.first)
    #expect(execution.status == status && execution.exitCode == exitCode)
    #expect(execution.createdAt == Timestamp(77) && execution.output == "bye")
  }

  @Test("holds a project whose last attempt was under way, and only then")
  func underWay() {
    let running: [Cell] = [.integer(1), .text("proj_1"), .text("running"), .integer(7), .null, .null]
    let failed: [Cell] = [.integer(2), .text("proj_1"), .text("failed"), .integer(8), .integer(1), .null]
    #expect(plan(executions: [failed, running]).projects.first?.project.holdReason == .interrupted)
    #expect(plan(executions: [failed, running]).projects.first?.notes == [.underWay])
    #expect(plan(executions: [running, failed]).projects.first?.project.status == .scheduled)
    #expect(
      plan(status: .text("destroyed"), executions: [running]).projects.first?.project.status == .destroyed)
  }

  @Test(
    "names each row that cannot be taken",
    arguments: [
      (
        [.integer(9), .text("proj_1"), .text("dancing"), .integer(7), .null, .null], "status", "dancing",
        .unknownWord
      ),
      ([.integer(9), .text("proj_1"), .text("failed"), .null, .null, .null], "started_at", "NULL", .missing),
      (
        [.integer(9), .text("proj_1"), .text("failed"), .text("x"), .null, .null], "started_at", "x", .noTime
      ),
      (
        [.integer(9), .text("proj_1"), .text("failed"), .integer(7), .text("x"), .null], "exit_code", "x",
        .noNumber
      ),
      (
        [.integer(9), .text("proj_2"), .text("failed"), .integer(7), .null, .null], "project_id", "proj_2",
        .projectNotTaken
      ),
      (
        [.integer(9), .null, .text("failed"), .integer(7), .null, .null], "project_id", "NULL",
        .projectNotTaken
      ),
    ] as [([Cell], String, String, RefusedRow.Reason)])
  func refusedAttempts(row: [Cell], column: String, value: String, reason: RefusedRow.Reason) {
    #expect(
      plan(executions: [row]).refused
        == [RefusedRow(table: "executions", id: "9", column: column, value: value, reason: reason)])
  }

  @Test(
    "gives every event a kind of ours",
    arguments: [
      ("discovered", LogEvent.Kind.created), ("registered", .created), ("warning", .warned),
      ("destroying", .executed), ("destroyed", .destroyed), ("failed", .error), ("cancelled", .cancelled),
      ("extended", .extended), ("error", .error),
    ])
  func events(word: String, kind: LogEvent.Kind) throws {
    let plan = plan(events: [
      [.integer(1), .text("proj_1"), .text(word), .text(#"{"reason":"why"}"#), .integer(9)],
      [.integer(2), .null, .text(word), .text("plain"), .text("2026-09-21 13:33:20")],
    ])
    let event = try #require(plan.projects.first?.events.first)
    #expect(event.kind == kind && event.createdAt == Timestamp(9))
    #expect(event.message.hasSuffix("by the original program: why"))
    #expect(event.metadata == #"{"reason":"why"}"#)
    #expect(plan.events.first?.metadata == #"{"text":"plain"}"#)
  }

  @Test("takes one directory once")
  func sameDirectory() {
    let row = { (id: String, path: String) -> [Cell] in
      [.text(id), .text(path), .text(#"{"timeout":"1h"}"#), .integer(1), .text("active")]
    }
    let plan = ImportPlan(
      ForeignFile(
        path: "/old.db", shape: .integerTimes,
        projects: ForeignTable(
          "projects", columns: ["id", "path", "config", "destroy_at", "status"],
          rows: [row("a", "/srv/x"), row("b", "/link")]),
        executions: ForeignTable("executions", columns: []), events: ForeignTable("events", columns: [])),
      at: noon, resolve: { $0 == "/link" ? "/srv/x" : $0 })
    #expect(plan.projects.map(\.project.path) == ["/srv/x"])
    #expect(plan.refused.map(\.reason) == [.sameDirectory(as: "a")])
  }
}
