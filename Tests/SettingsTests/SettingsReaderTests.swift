import Deadlines
import Foundation
import RealParts
import Settings
import Testing

@Suite struct SettingsReaderTests {
  @Test(arguments: ["", "\n# nothing\n", "version: 1\n", "version: 1\nsafety:\n"])
  func silenceMeansDefaults(text: String) throws {
    #expect(try Settings(yaml: text, file: "config.yaml") == Settings())
  }

  @Test func everyKey() throws {
    let settings = try Settings(
      yaml: """
        version: 1
        notifications:
          enabled: true
          required: true
          warning_times: [10, 30]
          extend_choices: [30 min, 2h]
          sound: bell
        safety: {minimum_notice: 2 min}
        limits: {maximum_lifetime: 3 days}
        advanced: {max_concurrent: 1}
        execution:
          command_timeout: 90 min
          environment: {AWS_PROFILE: sandbox, _x: "", COUNT: 07, ON: yes, QUOTED: "a b"}
          retry: {max_attempts: 1, delay: 2m}
          mask: [MY_LICENSE, "X_*"]
        database: {retention: {executions: 365, events: 1}}
        """, file: "config.yaml")
    #expect(settings.policy.warningOffsets == [.minutes(30), .minutes(10)])
    #expect(settings.policy.minimumNotice == .minutes(2))
    #expect(settings.policy.maximumConcurrent == 1)
    #expect(settings.policy.maximumLifetime == .days(3))
    let execution = settings.policy.execution
    #expect(execution.commandTimeout == .minutes(90) && execution.masked == ["MY_LICENSE", "X_*"])
    #expect(execution.maximumAttempts == 1 && execution.retryDelay == .minutes(2))
    #expect(
      execution.environment == [
        "AWS_PROFILE": "sandbox", "_x": "", "COUNT": "07", "ON": "yes", "QUOTED": "a b",
      ])
    #expect(settings.extendChoices == [.minutes(30), .hours(2)])
    #expect(settings.sound == "bell")
    #expect(settings.executionRetention == .days(365) && settings.eventRetention == .days(1))
  }

  @Test(arguments: [
    ("notifications: {}", "config.yaml:1:1: “version: 1” is missing; add it as the first line"),
    (
      "version: 2",
      "config.yaml:1:10: version 2 is not understood by this program; update it if the file is newer, or write “version: 1”"
    ),
    ("version: 1\nsafty: {}", "config.yaml:2:1: unknown key “safty”; did you mean “safety”?"),
    ("version: 1\nlimits: {maximum_lifetime: soon}", "“maximum_lifetime” is “soon”"),
    ("version: 1\nlimits: {max_lifetime: 1d}", "did you mean “maximum_lifetime”?"),
    ("version: 1\nx: 1", "config.yaml:2:1: unknown key “x”; remove it"),
    ("version: 1\nadvanced: {max_concurrent: 0}", "expected a number from 1 to 64"),
    ("version: 1\nadvanced: {max_concurrent: many}", "“max_concurrent” is “many”"),
    ("version: 1\nadvanced: []", "a mapping of keys to values is expected here"),
    ("version: 1\nnotifications: {enabled: maybe}", "expected true or false"),
    ("version: 1\nnotifications: {enabled: false}", "not enabled but required"),
    ("version: 1\nnotifications: {warning_times: 5}", "expected a list"),
    ("version: 1\nnotifications: {extend_choices: []}", "1 to 3 durations"),
    ("version: 1\nnotifications: {extend_choices: [60 days]}", "at most 30 days"),
    ("version: 1\nsafety: {minimum_notice: soon}", "a duration such as"),
    ("version: 1\ndatabase: {retention: 90}", "config.yaml:2:23: a mapping of keys"),
    ("version: 1\ndatabase: {retentions: {}}", "unknown key “retentions”; did you mean “retention”?"),
    ("version: 1\ndatabase: {retention: {event: 3}}", "unknown key “event”; did you mean “events”?"),
    (
      "version: 1\ndatabase:\n  retention: {events: 0}",
      "config.yaml:3:23: “events” is “0”; expected a number from 1 to 36500"
    ),
    ("version: 1\ndatabase: {retention: {executions: 36501}}", "“executions” is “36501”"),
    ("version: 1\ndatabase: {retention: {executions: 90 days}}", "“90 days”; expected a number"),
    ("version: 1\ndatabase: {retention: {executions: 1.5}}", "“1.5”; expected a number"),
    ("version: 1\nversion: 1", "stands twice"),
    ("version: 1\nexecutor: {}", "unknown key “executor”; did you mean “execution”?"),
    ("version: 1\nexecution: {timeout: 1h}", "unknown key “timeout”; did you mean “command_timeout”?"),
    ("version: 1\nexecution: {comand_timeout: 1h}", "did you mean “command_timeout”?"),
    (
      "version: 1\nexecution: {command_timeout: 1800}",
      "config.yaml:2:30: “command_timeout” is “1800”; expected a duration such as 30s, 15 min or 2 hours"
    ),
    ("version: 1\nexecution: {command_timeout: 0s}", "“command_timeout” is “0s”"),
    ("version: 1\nexecution: {retry: 3}", "config.yaml:2:20: a mapping of keys"),
    ("version: 1\nexecution: {retry: {attempts: 3}}", "unknown key “attempts”; did you mean “max_attempts”?"),
    (
      "version: 1\nexecution: {retry: {max_attempts: 0}}",
      "“max_attempts” is “0”; expected a number from 1 to 100"
    ),
    ("version: 1\nexecution: {retry: {delay: 30}}", "“delay” is “30”; expected a duration"),
    ("version: 1\nexecution: {environment: [A]}", "a mapping of keys"),
    (
      "version: 1\nexecution:\n  environment:\n    A-B: secret",
      "config.yaml:4:5: “environment” is “A-B”; expected names of letters, digits and _, the first no digit"
    ),
    ("version: 1\nexecution: {environment: {1A: x}}", "“environment” is “1A”"),
    ("version: 1\nexecution: {environment: {A=B: x}}", "“environment” is “A=…”"),
    ("version: 1\nexecution: {environment: {A: [secret]}}", "“A” is “a list or mapping”; expected a text"),
    ("version: 1\nexecution: {environment: {A: \"se\\0cret\"}}", "“A” is “…”; expected text without NUL"),
    ("version: 1\nexecution: {environment: {A: x, A: y}}", "the key “A” stands twice"),
    ("version: 1\nexecution: {mask: MY_X}", "“mask” is “MY_X”; expected a list"),
    ("version: 1\nexecution: {mask: [\"*\"]}", "“mask” is “*”; expected names of variables such as"),
    ("version: 1\nexecution: {mask: [a b]}", "“mask” is “a b”"),
    ("version: 1\n  bad: [", "is no valid YAML"),
    ("- a list", "a mapping of keys to values is expected here"),
  ])
  func saysWhatIsWrongAndWhere(text: String, part: String) {
    do {
      _ = try Settings(yaml: text, file: "config.yaml")
      Issue.record("accepted: \(text)")
    } catch {
      #expect(error.description.contains(part), "\(error.description)")
    }
  }

  @Test func historyIsKeptForMonthsUnlessTheFileSaysOtherwise() throws {
    let settings = try Settings(
      yaml: "version: 1\ndatabase: {retention: {events: 36500}}", file: "config.yaml")
    #expect(settings.executionRetention == .days(90) && settings.eventRetention == .days(36_500))
    #expect(Settings().eventRetention == .days(30))
  }

  @Test func whatASectionLeavesOutStaysAsItIs() throws {
    let settings = try Settings(yaml: "version: 1\nexecution: {environment: , retry: {delay: 1m}}", file: "x")
    var expected = ExecutionPolicy()
    expected.retryDelay = .minutes(1)
    #expect(settings.policy.execution == expected)
  }

  @Test func aFileThatIsNotThereMeansDefaults() throws {
    #expect(try Settings(contentsOf: "/nonexistent/config.yaml", home: nil) == Settings())
  }

  @Test func filesThatCannotBeSettings() throws {
    let folder = try TestFolder("settings")
    let file = folder.path("config.yaml")
    #expect(throws: SettingsError.self) { try Settings(contentsOf: folder.path, home: nil) }
    try Data(repeating: 0x23, count: 70_000).write(to: URL(filePath: file))
    #expect(throws: SettingsError(.tooLarge(limit: 65_536), file: file)) {
      try Settings(contentsOf: file, home: nil)
    }
    try Data([0xFF, 0xFE]).write(to: URL(filePath: file))
    #expect(throws: SettingsError(.syntax("it is not UTF-8 text"), file: file)) {
      try Settings(contentsOf: file, home: nil)
    }
    try Data("version: 1\n".utf8).write(to: URL(filePath: file))
    #expect(try Settings(contentsOf: file, home: nil) == Settings())
  }
}
