import Deadlines
import Foundation
import RealParts
import Settings
import Testing

/// The original's `killall.yaml`: what is written must never keep a daemon from starting.
@Suite struct SettingsTranslationTests {
  /// As the original's specification shows it.
  private let specified = """
    version: 1
    scanner: {watch_dirs: [~/terraform, ~/projects], interval: 30, max_depth: 10, follow_symlinks: false}
    ignore: {patterns: ["*.tfstate*", ".terraform/"], ignore_file: "ignore"}
    execution:
      command_timeout: 300
      environment: {TF_IN_AUTOMATION: "true"}
      retry: {enabled: true, max_attempts: 3, delay: 30}
    notifications:
      enabled: true
      warning_times: [30, 10]
      sound: {enabled: true, warning: "Submarine"}
    ui: {icon: {style: "monochrome"}}
    database: {auto_vacuum: true, retention: {projects: 0, executions: 90, events: 30}}
    advanced: {max_concurrent: 2, process_priority: "normal"}
    """

  /// As its program wrote it.
  private let written = """
    database: {path: /home/me/.killall/killall.db, maxConnections: 10}
    watcher: {paths: [/home/me/code], ignored: ['**/.git/**'], pollInterval: 30000}
    scheduler: {maxConcurrentJobs: 5, defaultTimeout: 2 hours, retryAttempts: 3}
    executor: {maxConcurrentExecutions: 4, defaultShell: /bin/bash, environment: {HOME: /home/me}}
    notifications: {enabled: true, desktop: true, sound: true}
    """

  private func settings(_ translation: SettingsTranslation) throws -> Settings {
    try Settings(yaml: try #require(translation.text), file: "config.yaml", home: "/home/me")
  }

  private func reasons(_ translation: SettingsTranslation) -> [String: SettingsTranslation.LeftOut.Reason] {
    Dictionary(uniqueKeysWithValues: translation.leftOut.map { ($0.key, $0.reason) })
  }

  @Test func theSpecifiedForm() throws {
    let translation = try SettingsTranslation(original: specified, file: "killall.yaml")
    let settings = try settings(translation)
    #expect(settings.policy.warningOffsets == [.minutes(30), .minutes(10)])
    #expect(settings.policy.maximumConcurrent == 2)
    #expect(translation.taken.contains("notifications.warning_times"))
    #expect(
      settings.scanner == ScannerSettings(watchDirectories: ["/home/me/terraform", "/home/me/projects"]))
    #expect(settings.ignorePatterns == ["*.tfstate*", ".terraform/"])
    #expect(!reasons(translation).values.contains(.notYet))
    let execution = settings.policy.execution
    #expect(execution.commandTimeout == .minutes(5) && execution.environment == ["TF_IN_AUTOMATION": "true"])
    #expect(execution.maximumAttempts == 3 && execution.retryDelay == .seconds(30))
    let reasons = reasons(translation)
    for key in [
      "scanner.interval", "ui.icon.style", "notifications.sound.warning", "advanced.process_priority",
    ] {
      #expect(reasons[key] == .noMeaning, "\(key)")
    }
  }

  @Test func theWrittenForm() throws {
    let translation = try SettingsTranslation(original: written, file: "killall.yaml")
    let settings = try settings(translation)
    #expect(settings.policy.maximumConcurrent == 4 && settings.policy.execution.maximumAttempts == 3)
    #expect(
      settings.scanner.watchDirectories == ["/home/me/code"] && settings.ignorePatterns == ["**/.git/**"])
    // Its own HOME is no wish of anybody.
    #expect(settings.policy.execution.environment.isEmpty)
    #expect(reasons(translation)["executor.defaultShell"] == .noMeaning)
  }

  @Test func nothingIsTriedAgainWhereTheOriginalDidNot() throws {
    let text = "execution: {retry: {enabled: false, max_attempts: 3}}"
    let translation = try SettingsTranslation(original: text, file: "killall.yaml")
    #expect(try settings(translation).policy.execution.maximumAttempts == 1)
    #expect(translation.leftOut.isEmpty)
  }

  @Test func variablesOfBothFormsAreTaken() throws {
    let text = """
      execution: {environment: {A: 1, PATH: /bin}, environment_variables: {B: "x: y", C: }}
      executor: {environment: {D: true, HOME: /home/me}}
      """
    let settings = try settings(try SettingsTranslation(original: text, file: "killall.yaml"))
    #expect(settings.policy.execution.environment == ["A": "1", "B": "x: y", "C": "", "D": "true"])
  }

  @Test(arguments: ["{A-B: 1}", "{A: [1]}", "{A: {b: c}}", "{}", "[A]", "{HOME: /home/me}"])
  func variablesThatOursWouldRefuseAreNamed(value: String) throws {
    let translation = try SettingsTranslation(
      original: "execution: {environment: \(value)}", file: "killall.yaml")
    #expect(translation.text == nil && translation.leftOut.map(\.key) == ["execution.environment"])
  }

  /// Each key of the original is either taken or named.
  @Test func nothingIsLostInSilence() throws {
    for text in [specified, written] {
      let translation = try SettingsTranslation(original: text, file: "killall.yaml")
      let keys = translation.taken + translation.leftOut.map(\.key)
      #expect(Set(keys).count == keys.count)
      #expect(keys.contains { $0.hasSuffix("environment") } && keys.contains { $0.contains("watch") })
    }
  }

  @Test(arguments: [
    ("advanced: {max_concurrent: 1000}", "advanced.max_concurrent"),
    ("notifications: {warning_times: [never]}", "notifications.warning_times"),
    ("notifications: {warning_times: {a: 1}}", "notifications.warning_times.a"),
    ("notifications: {enabled: false}", "notifications.enabled"), ("surprise: 1", "surprise"),
    ("notifications: 7", "notifications"), ("1: 2", "1"),
    ("scanner: {watch_dirs: [code]}", "scanner.watch_dirs"),
    ("scanner: {max_depth: 0}", "scanner.max_depth"), ("watcher: {paths: ~/code}", "watcher.paths"),
  ])
  func whatOursWouldRefuseIsNotWritten(text: String, key: String) throws {
    let translation = try SettingsTranslation(original: text, file: "killall.yaml")
    #expect(translation.text == nil)
    #expect(translation.leftOut.map(\.key) == [key])
  }

  /// Without them a command may reach for another account.
  ///
  /// What the original sets by itself is no such thing.
  @Test(arguments: [
    ("execution: {environment: {AWS_PROFILE: sandbox, PATH: /bin}}", ["AWS_PROFILE"]),
    ("executor: {environment: {B: 1, A: 2, HOME: /home/me, USER: me}}", ["A", "B"]),
    ("execution: {environment_variables: {A: 1}}\nexecutor: {environment: {A: 2}}", ["A"]),
    ("executor: {environment: {PATH: /bin, HOME: /home/me, USER: me}}", []),
    ("execution: {environment: }", []),
    ("execution: 3\nexecutor: [a]", []), ("environment: {A: 1}", []),
  ])
  func variablesOfEveryCommandAreNamed(text: String, names: [String]) throws {
    #expect(try SettingsTranslation(original: text, file: "killall.yaml").variables == names)
  }

  /// The good keys are taken although a bad one stands among them.
  @Test func oneBadKeySpoilsNoOther() throws {
    let text = "notifications: {enabled: false, warning_times: [5]}\nadvanced: {max_concurrent: 0}"
    let translation = try SettingsTranslation(original: text, file: "killall.yaml")
    #expect(translation.taken == ["notifications.warning_times"])
    #expect(try settings(translation).policy.warningOffsets == [.minutes(5)])
  }

  /// It is the original's file that its user can look at.
  @Test func aValueThatIsNotAcceptedIsNamedWhereItStands() throws {
    let text = "ui: {theme: dark}\ndatabase:\n  retention:\n    events: 0\n"
    let translation = try SettingsTranslation(original: text, file: "killall.yaml")
    guard case .notAccepted(let words)? = reasons(translation)["database.retention.events"] else {
      Issue.record("\(translation.leftOut)")
      return
    }
    #expect(words.hasPrefix("killall.yaml:4:13: “events” is “0”"), "\(words)")
  }

  @Test(arguments: ["- a", "a: [", "a: b: c", "\u{0}", "a: &x [1]\nb: *x"])
  func whatIsNoMappingIsRefused(text: String) {
    #expect(throws: SettingsError.self) { try SettingsTranslation(original: text, file: "killall.yaml") }
  }

  @Test(arguments: ["", "# nothing\n", "version: 1\n", "{}"])
  func nothingToTake(text: String) throws {
    #expect(try SettingsTranslation(original: text, file: "killall.yaml").text == nil)
  }

  @Test func files() throws {
    let folder = try TestFolder("settings")
    let file = folder.path("killall.yaml")
    #expect(try SettingsTranslation(contentsOf: file) == nil)
    #expect(try ignorePatterns(at: file) == nil)
    try Data("*.tfstate\n".utf8).write(to: URL(filePath: file))
    #expect(try ignorePatterns(at: file) == "*.tfstate\n")
    try Data([0xFF]).write(to: URL(filePath: file))
    #expect(throws: SettingsError.self) { try ignorePatterns(at: file) }
    #expect(throws: SettingsError.self) { try SettingsTranslation(contentsOf: folder.path) }
  }

  @Test func places() throws {
    let places = try Places(environment: ["HOME": "/home/me", "XDG_CONFIG_HOME": "/etc/me"])
    #expect(places.ignore == "/etc/me/killall-tofu/ignore")
    #expect(OriginalPlaces(home: "/home/me").database == "/home/me/.killall/killall.db")
  }
}
