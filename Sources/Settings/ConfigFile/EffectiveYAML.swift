import Deadlines

extension Settings {
  /// All keys of `config.yaml` with the values in force.
  ///
  /// Read as a settings file it gives these settings again, but for the values of variables: they may be secrets, and
  /// `***` stands in their place.
  public var effectiveYAML: String {
    ([["version: 1"], scannerLines, executionLines, notificationLines, safetyLines, otherLines].joined())
      .joined(separator: "\n") + "\n"
  }

  private var scannerLines: [String] {
    [
      "scanner:", "  watch_dirs: \(scanner.watchDirectories.map(\.yaml).yaml)",
      "  max_depth: \(scanner.maxDepth)", "  follow_symlinks: \(scanner.followsSymlinks)",
      "ignore:", "  patterns: \(ignorePatterns.map(\.yaml).yaml)",
    ]
  }

  private var executionLines: [String] {
    let execution = policy.execution
    var lines = ["execution:", "  command_timeout: \(execution.commandTimeout.yaml)"]
    if execution.environment.isEmpty {
      lines.append("  environment: {}")
    } else {
      lines += [
        "  # *** stands for the values: this text is to be read, not to be used as a settings file.",
        "  environment:",
      ]
      lines += execution.environment.keys.sorted().map { "    \($0): \"***\"" }
    }
    return lines + [
      "  retry:", "    max_attempts: \(execution.maximumAttempts)", "    delay: \(execution.retryDelay.yaml)",
      "  mask: \(execution.masked.map(\.yaml).yaml)",
    ]
  }

  private var notificationLines: [String] {
    [
      "notifications:", "  enabled: \(policy.notificationsEnabled)",
      "  required: \(policy.notificationsRequired)",
      "  warning_times: \(policy.warningOffsets.map { "\($0.wholeSeconds / 60)" }.yaml)",
      "  extend_choices: \(extendChoices.map(\.yaml).yaml)",
      sound.map { "  sound: \($0.yaml)" } ?? "  # sound: the notification server's own choice",
    ]
  }

  private var safetyLines: [String] {
    [
      "safety:", "  minimum_notice: \(policy.minimumNotice.yaml)", "  protected:",
      "    paths: \(policy.protection.paths.map(\.yaml).yaml)",
      "    tags: \(policy.protection.tags.map(\.yaml).yaml)",
      policy.protection.maximumResources.map { "  max_resources: \($0)" } ?? "  # max_resources: any number",
      "limits:",
      policy.maximumLifetime.map { "  maximum_lifetime: \($0.yaml)" } ?? "  # maximum_lifetime: none",
    ]
  }

  private var otherLines: [String] {
    [
      "advanced:", "  max_concurrent: \(policy.maximumConcurrent)", "database:", "  retention:",
      "    executions: \(executionRetention.wholeSeconds / 86_400)",
      "    events: \(eventRetention.wholeSeconds / 86_400)",
    ]
  }
}
