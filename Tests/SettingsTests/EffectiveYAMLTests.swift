import Deadlines
import Settings
import Testing

@Suite struct EffectiveYAMLTests {
  private let full = """
    version: 1
    scanner: {watch_dirs: [/srv/a, "/srv/b c\\u00e9\\"\\\\"], max_depth: 64, follow_symlinks: yes}
    ignore: {patterns: ["*.bak", "!a", "# b", "\\\\ c ", "é\\u202E"]}
    execution: {command_timeout: 90s, retry: {max_attempts: 7, delay: 1 day}, mask: ["X_*", Y]}
    notifications: {enabled: false, required: false, warning_times: [90, 2], extend_choices: [30s, 1h30m], sound: "a: b"}
    safety: {minimum_notice: 2h, protected: {paths: [/, /srv], tags: ["a b", "[x]", "*"]}, max_resources: 9}
    limits: {maximum_lifetime: 3 days}
    advanced: {max_concurrent: 64}
    database: {retention: {executions: 1, events: 36500}}
    """

  @Test func readsBackEqual() throws {
    for settings in [Settings(), try Settings(yaml: full, file: "config.yaml")] {
      let text = settings.effectiveYAML
      #expect(try Settings(yaml: text, file: "config.yaml") == settings, "\(text)")
    }
  }

  @Test func nothingMeansNothing() throws {
    let settings = try Settings(
      yaml: "version: 1\nnotifications: {warning_times: []}", file: "config.yaml")
    #expect(settings.policy.warningOffsets.isEmpty)
    #expect(try Settings(yaml: settings.effectiveYAML, file: "config.yaml") == settings)
  }

  @Test func namesEveryKey() {
    let text = Settings().effectiveYAML
    for key in [
      "version", "watch_dirs", "max_depth", "follow_symlinks", "patterns", "command_timeout", "environment",
      "max_attempts", "delay", "mask", "enabled", "required", "warning_times", "extend_choices", "sound",
      "minimum_notice", "paths", "tags", "max_resources", "maximum_lifetime", "max_concurrent", "executions",
      "events",
    ] {
      #expect(text.contains("\(key): "), "\(key)")
    }
    #expect(text.contains("command_timeout: 30 min") && text.contains("[15 min, 1 hour, 1 day]"))
  }

  @Test func noValueOfAVariableIsShown() throws {
    let settings = try Settings(
      yaml: "version: 1\nexecution: {environment: {TOKEN: s3cret, A: s3cret}}", file: "config.yaml")
    let text = settings.effectiveYAML
    #expect(!text.contains("s3cret") && text.contains("    A: \"***\"\n    TOKEN: \"***\"\n"))
    #expect(text.contains("not to be used as a settings file"))
  }
}
