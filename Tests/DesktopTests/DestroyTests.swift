import Foundation
import RealParts
import Testing

/// `destroy`: a name typed out stands for warning and notice.
@Suite struct DestroyTests {
  @Test func aRehearsalTellsAllAndDoesNothing() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.makeTerraform("[ \"$*\" = 'state list' ] && echo a.b && echo a.c; echo \"$*\" >> asked")
      desk.set("MY_TOKEN", "hunter2hunter2")
      let config =
        #"{"execution": {"environment": {"OWN_KEY": "hunter2hunter2"}, "retries": 0}, "#
        + #""hooks": {"before_destroy": "touch before", "on_failure": "touch failed"}}"#
      try await desk.add("terraform destroy -auto-approve", config: config)
      let before = try await desk.sqlite(
        "SELECT * FROM projects; SELECT * FROM events; SELECT * FROM executions")
      let answer = try await desk.killallTofu("destroy", "demo", "--dry-run")
      #expect(answer.code == 0, "\(answer)")
      for words in [
        "terraform destroy -auto-approve", "touch before", "touch failed", "terraform state list",
        "How many resources go is not known", "MY_TOKEN",
        "OWN_KEY", "TF_IN_AUTOMATION", "Attempts    1\n", "Nothing was run",
      ] {
        #expect(answer.output.contains(words), "\(words)\n\(answer.output)")
      }
      #expect(!answer.output.contains("hunter2"))
      #expect(
        try await desk.sqlite("SELECT * FROM projects; SELECT * FROM events; SELECT * FROM executions")
          == before)
      #expect(!desk.made("asked"))
      #expect(
        !desk.made("before") && !FileManager.default.fileExists(atPath: "\(desk.folder)/home/.local/state"))
    }
  }

  @Test(arguments: [
    ("UPDATE projects SET active = 0", "is cancelled already"),
    ("UPDATE projects SET source = 'file', consent = 'changed'", "what it says now has not been allowed"),
    ("UPDATE projects SET timeout = 'soon'", "cannot be"),
    ("UPDATE projects SET path = '/nowhere'", "“/nowhere” cannot be entered"),
    (
      "UPDATE projects SET config = '{\"execution\": {\"working_directory\": \"gone\"}}'", "cannot be entered"
    ),
  ])
  func whatWouldBeRefusedIsToldBeforeAndRefused(sql: String, words: String) async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("touch made")
      try await desk.sqlite(sql)
      for arguments in [["--dry-run"], ["--yes-destroy", "demo"]] {
        let answer = try await desk.start([Desk.killallTofu, "destroy", "1"] + arguments).finished()
        #expect(answer.code == 1 && answer.errors.contains(words), "\(answer)")
      }
      #expect(!desk.made("made"))
      #expect(try await desk.number("SELECT count(*) FROM executions") == 0)
    }
  }

  @Test func nothingIsDoneWithoutTheVeryName() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("touch made")
      let nobody = try await desk.killallTofu("destroy", "demo")
      #expect(nobody.code == 64 && nobody.errors.contains("--yes-destroy demo"), "\(nobody)")
      for name in ["", "Demo", "1", "demo2"] {
        let wrong = try await desk.killallTofu("destroy", "demo", "--yes-destroy", name)
        #expect(wrong.code == 1 && wrong.errors.contains("nothing was destroyed"), "\(wrong)")
      }
      let typed = try await desk.onTerminal("destroy demo", typed: "demi\\n")
      #expect(typed.code == 1 && typed.output.contains("“demi” is not its name, which is “demo”"), "\(typed)")
      #expect(!desk.made("made"))
      #expect(try await desk.events() == ["created"])
    }
  }

  /// Enter alone, or a variable that is not set in a script, would destroy it.
  @Test(arguments: ["", " ", "\n"])
  func aBlankNameIsNeverTyped(name: String) async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("touch made")
      try await desk.sqlite("UPDATE projects SET name = '\(name)'")
      for arguments in [
        ["destroy", name, "--yes-destroy", name], ["destroy", name, "--dry-run"], ["extend", name, "1h"],
        ["cancel", name],
      ] {
        let answer = try await desk.start([Desk.killallTofu] + arguments).finished()
        #expect(answer.code == 64 && answer.errors.contains("the project is blank"), "\(answer)")
      }
      let blank = try await desk.killallTofu("destroy", "1", "--yes-destroy", name)
      #expect(blank.code == 1 && blank.errors.contains("no name was typed; nothing was dest"), "\(blank)")
      let entered = try await desk.onTerminal("destroy 1", typed: "\\n")
      #expect(entered.code == 1 && entered.output.contains("no name was typed"), "\(entered)")
      #expect(!desk.made("made"))
      let nobody = try await desk.killallTofu("destroy", "1")
      #expect(nobody.errors.contains("--yes-destroy 'Project 1'"), "\(nobody)")
      let typed = try await desk.killallTofu("destroy", "1", "--yes-destroy", "Project 1")
      #expect(typed.code == 0 && desk.made("made"), "\(typed)")
    }
  }

  /// Going by the defaults, the command could reach for another account.
  @Test func nothingIsDoneByBrokenSettings() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("touch made")
      try desk.settings("execution: {enviroment: {AWS_PROFILE: sandbox}}")
      let answer = try await desk.killallTofu("destroy", "demo", "--yes-destroy", "demo")
      #expect(answer.code == 78 && answer.errors.contains("did you mean “environment”?"), "\(answer)")
      #expect(!desk.made("made"))
    }
  }

  @Test func theTypedNameDestroysWithoutADaemon() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add(
        "touch made; echo here; echo there >&2", config: #"{"hooks": {"after_destroy": "touch after"}}"#)
      let answer = try await desk.onTerminal("destroy demo", typed: "demo\\n")
      #expect(answer.code == 0 && answer.output.contains("demo is destroyed."), "\(answer)")
      #expect(answer.output.contains("|  here") && answer.output.contains("\u{1B}[31mthere"))
      #expect(desk.made("made") && desk.made("after"))
      #expect(
        try await desk.sqlite("SELECT status, reason, exit_code, attempt FROM executions")
          == "completed|destroy|0|1")
      #expect(try await desk.events() == ["created", "executed", "destroyed"])
      #expect(try await desk.sqlite("SELECT status, active FROM projects") == "destroyed|0")
    }
  }

  @Test func failedAttemptsAreRepeatedWithoutADaemon() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.settings("execution: {retry: {max_attempts: 3, delay: 1s}}")
      try await desk.add(
        "echo x >> tries; [ $(wc -l < tries) = 2 ]", config: #"{"hooks": {"on_failure": "touch failed"}}"#)
      let answer = try await desk.killallTofu("destroy", "demo", "--yes-destroy", "demo")
      #expect(
        answer.code == 0 && answer.errors.contains("failed with exit code 1; the next attempt follows"),
        "\(answer)")
      #expect(try await desk.sqlite("SELECT status, attempt FROM executions") == "failed|1\ncompleted|2")
      #expect(!desk.made("failed"))
    }
  }

  @Test func theLastFailureIsTheAnswer() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add(
        "exit 7", config: #"{"execution": {"retries": 0}, "hooks": {"on_failure": "touch failed"}}"#)
      let answer = try await desk.killallTofu("destroy", "demo", "--yes-destroy", "demo")
      #expect(
        answer.code == 1
          && answer.errors.contains("“demo” is not destroyed: the command failed with exit code 7"))
      #expect(desk.made("failed"))
      #expect(try await desk.sqlite("SELECT status FROM projects") == "failed")
    }
  }

  /// The command said that all went well.
  @Test func whatIsLeftIsAFailureThatNamesIt() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.makeTerraform("[ \"$*\" = 'state list' ] && printf '%s\\n' a.left data.x.y; exit 0")
      try await desk.add("terraform destroy -auto-approve", config: #"{"execution": {"retries": 0}}"#)
      let answer = try await desk.killallTofu("destroy", "demo", "--yes-destroy", "demo")
      #expect(
        answer.code == 1 && answer.errors.contains("a.left") && !answer.errors.contains("data.x.y"),
        "\(answer)")
    }
  }

  @Test func aTeardownGoesOnAfterControlC() async throws {
    try await Desk.with(bus: false) { desk in
      try await desk.add("touch begun; while [ ! -e go ]; do sleep 0.1; done; touch made")
      let child = try desk.start([Desk.killallTofu, "destroy", "demo", "--yes-destroy", "demo"])
      try await desk.wait("the command") {
        desk.made("begun") && child.output.contains("command: touch begun")
      }
      child.send(SIGINT)
      let answer = await child.finished()
      #expect(answer.code == 130 && answer.errors.contains("The teardown goes on"), "\(answer)")
      let twice = try await desk.killallTofu("destroy", "demo", "--yes-destroy", "demo")
      #expect(twice.code == 1 && !desk.made("made"), "\(twice)")
      try desk.write("", to: "go")
      try await desk.wait("its end") { desk.made("made") }
    }
  }

  @Test func aDaemonRecordsTheSameTeardownOnce() async throws {
    try await Desk.with { desk in
      try desk.settings("execution: {retry: {max_attempts: 2, delay: 1s}}")
      try await desk.add("echo x >> tries; [ $(wc -l < tries) = 2 ]")
      let daemon = try await desk.startDaemon()
      let answer = try await desk.killallTofu("destroy", "demo", "--yes-destroy", "demo")
      let story = try await desk.sqlite("SELECT created_at, type, message FROM events")
      #expect(answer.code == 0, "\(answer)\n\(story)\n\(daemon.errors)")
      #expect(try await desk.sqlite("SELECT status, attempt FROM executions") == "failed|1\ncompleted|2")
      let events = try await desk.events().filter { $0 != "warned" && $0 != "held" }
      #expect(events == ["created", "executed", "error", "executed", "destroyed"])
    }
  }

  @Test(.enabled(if: Desk.hasTerraform, "no terraform is installed"))
  func aRealStackGoesWithAllItsResources() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.write("resource \"terraform_data\" \"a\" { count = 12 }\n", to: "main.tf")
      for arguments in [["init"], ["apply", "-auto-approve"]] {
        let answer = try await desk.start(["terraform", "-chdir=\(desk.project)"] + arguments).finished()
        try #require(answer.code == 0, "\(answer)")
      }
      try await desk.add("terraform destroy -auto-approve")
      #expect(try await desk.killallTofu("destroy", "demo", "--dry-run").output.contains("12 resources go"))
      let answer = try await desk.killallTofu("destroy", "demo", "--yes-destroy", "demo")
      #expect(answer.code == 0 && answer.output.contains("check: terraform state list"), "\(answer)")
      #expect(answer.output.contains("Destroy complete! Resources: 12 destroyed."))
      let left = try await desk.run("terraform", "-chdir=\(desk.project)", "state", "list")
      #expect(left.code == 0 && left.output.isEmpty)
    }
  }
}
