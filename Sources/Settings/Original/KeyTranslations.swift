import Yams

/// Says where a value of the original belongs in our settings, and how it is written there; nil if it means nothing.
typealias KeyTranslation = @Sendable (Node) -> (place: [String], value: Node)?

/// The keys of the original's two forms of `killall.yaml` that mean something here.
let translations: [String: KeyTranslation] = [
  "scanner.watch_dirs": keep("scanner", "watch_dirs"),
  "scanner.max_depth": keep("scanner", "max_depth"),
  "scanner.follow_symlinks": keep("scanner", "follow_symlinks"),
  "ignore.patterns": keep("ignore", "patterns"),
  "execution.command_timeout": seconds("execution", "command_timeout"),
  "execution.environment": variables,
  "execution.environment_variables": variables,
  "execution.retry.enabled": { value in
    value.bool == false ? (["execution", "retry", "max_attempts"], Node("1")) : nil
  },
  "execution.retry.max_attempts": keep("execution", "retry", "max_attempts"),
  "execution.retry.delay": seconds("execution", "retry", "delay"),
  "notifications.enabled": keep("notifications", "enabled"),
  "notifications.warning_times": keep("notifications", "warning_times"),
  "database.retention.executions": keep("database", "retention", "executions"),
  "database.retention.events": keep("database", "retention", "events"),
  "advanced.max_concurrent": keep("advanced", "max_concurrent"),
  // The form of its later versions.
  "watcher.paths": keep("scanner", "watch_dirs"),
  "watcher.ignored": keep("ignore", "patterns"),
  "executor.environment": variables,
  "executor.maxConcurrentExecutions": keep("advanced", "max_concurrent"),
  "scheduler.retryAttempts": keep("execution", "retry", "max_attempts"),
]

private func keep(_ place: String...) -> KeyTranslation {
  { value in (place, plain(value)) }
}

/// The variables it gave every command, without those that it sets by itself to what its own environment holds.
private let variables: KeyTranslation = { value in
  guard let mapping = value.mapping else { return nil }
  let given = mapping.filter { !defaultVariables.contains($0.key.scalar?.string ?? "") }
  guard !given.isEmpty else { return nil }
  return (["execution", "environment"], Node(given.map { (plain($0.key), plain($0.value)) }))
}

/// The original counted in seconds without a unit; ours wants the unit.
private func seconds(_ place: String...) -> KeyTranslation {
  { value in value.int.map { (place, Node("\($0)s")) } }
}

/// The value without the place it stood at and the anchors it bore.
private func plain(_ node: Node) -> Node {
  switch node {
  case .scalar(let scalar): Node(scalar.string, scalar.tag)
  case .sequence(let sequence): Node(sequence.map(plain), sequence.tag)
  case .mapping(let mapping):
    Node(mapping.map { (plain($0.key), plain($0.value)) }, mapping.tag)
  case .alias: Node("")
  }
}
