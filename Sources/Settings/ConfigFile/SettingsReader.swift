import Deadlines
import Yams

extension Settings {
  /// Reads settings from the text of `config.yaml`; `file` is what errors call it.
  ///
  /// Every key is optional except `version: 1`; an empty text means the defaults. `home` is what `~` stands for.
  ///
  /// - Throws: `SettingsError` with line and column for anything that is not understood, because a misspelt safety
  ///   setting that is silently ignored is worse than none.
  public init(yaml text: String, file: String, home: String? = nil) throws(SettingsError) {
    self.init()
    guard let root = try YAMLMapping(text: text, file: file) else { return }
    try root.requireVersion1()
    try root.allow([
      "version", "scanner", "ignore", "notifications", "safety", "limits", "advanced", "execution",
      "database",
    ])
    if let section = try root.mapping("scanner") { try scanner.read(section, home: home) }
    if let section = try root.mapping("ignore") {
      try section.allow(["patterns"])
      ignorePatterns = try section.patterns("patterns") ?? ignorePatterns
    }
    if let section = try root.mapping("notifications") { try readNotifications(section) }
    if let section = try root.mapping("safety") {
      try section.allow(["minimum_notice", "protected", "max_resources"])
      if let notice = try section.duration("minimum_notice") { policy.minimumNotice = notice }
      try policy.protection.read(section, home: home)
    }
    if let section = try root.mapping("limits") {
      try section.allow(["maximum_lifetime"])
      policy.maximumLifetime = try section.duration("maximum_lifetime")
    }
    if let section = try root.mapping("advanced") {
      try section.allow(["max_concurrent"])
      if let count = try section.integer("max_concurrent", in: 1...64) { policy.maximumConcurrent = count }
    }
    if let section = try root.mapping("execution") { try policy.execution.read(section) }
    if let section = try root.mapping("database") {
      try section.allow(["retention"])
      if let retention = try section.mapping("retention") { try readRetention(retention) }
    }
  }

  private mutating func readRetention(_ section: YAMLMapping) throws(SettingsError) {
    try section.allow(["executions", "events"])
    let days = 1...36_500
    if let count = try section.integer("executions", in: days) { executionRetention = .days(Int64(count)) }
    if let count = try section.integer("events", in: days) { eventRetention = .days(Int64(count)) }
  }

  private mutating func readNotifications(_ section: YAMLMapping) throws(SettingsError) {
    try section.allow(["enabled", "required", "warning_times", "extend_choices", "sound"])
    policy.notificationsEnabled = try section.boolean("enabled") ?? policy.notificationsEnabled
    policy.notificationsRequired = try section.boolean("required") ?? policy.notificationsRequired
    if let minutes = try section.integers("warning_times", in: 1...525_600) {
      policy.warningOffsets = minutes.map { .minutes(Int64($0)) }.sorted(by: >)
    }
    if let choices = try section.durations("extend_choices", count: 1...3) {
      for choice in choices where choice > Policy.longestExtension {
        throw section.bad("extend_choices", "\(choice)", "durations of at most 30 days")
      }
      extendChoices = choices
    }
    sound = try section.string("sound") ?? sound
    if !policy.notificationsEnabled && policy.notificationsRequired {
      throw section.error(
        .contradiction(
          "notifications are not enabled but required: nothing would ever be destroyed; "
            + "also set “required: false” if this machine has no desktop"))
    }
  }
}
