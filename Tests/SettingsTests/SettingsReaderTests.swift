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
        database: {retention: {executions: 365, events: 1}}
        """, file: "config.yaml")
    #expect(settings.policy.warningOffsets == [.minutes(30), .minutes(10)])
    #expect(settings.policy.minimumNotice == .minutes(2))
    #expect(settings.policy.maximumConcurrent == 1)
    #expect(settings.policy.maximumLifetime == .days(3))
    #expect(settings.extendChoices == [.minutes(30), .hours(2)])
    #expect(settings.sound == "bell")
    #expect(settings.executionRetention == .days(365) && settings.eventRetention == .days(1))
  }

  @Test(arguments: [
    ("notifications: {}", "config.yaml:1:1: “version: 1” is missing; add it as the first line"),
    ("version: 2", "config.yaml:1:10: version 2 is not understood by this program; expected “version: 1”"),
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

  @Test func aFileThatIsNotThereMeansDefaults() throws {
    #expect(try Settings(contentsOf: "/nonexistent/config.yaml") == Settings())
  }

  @Test func filesThatCannotBeSettings() throws {
    let folder = try TestFolder("settings")
    let file = folder.path("config.yaml")
    #expect(throws: SettingsError.self) { try Settings(contentsOf: folder.path) }
    try Data(repeating: 0x23, count: 70_000).write(to: URL(filePath: file))
    #expect(throws: SettingsError(.tooLarge(limit: 65_536), file: file)) { try Settings(contentsOf: file) }
    try Data([0xFF, 0xFE]).write(to: URL(filePath: file))
    #expect(throws: SettingsError(.syntax("it is not UTF-8 text"), file: file)) {
      try Settings(contentsOf: file)
    }
    try Data("version: 1\n".utf8).write(to: URL(filePath: file))
    #expect(try Settings(contentsOf: file) == Settings())
  }
}
