/// A step of an execution with a shell line of its own; recorded and logged as its raw value.
public enum Part: String, Sendable, CaseIterable {
  /// What the project wants done first; if it fails, the command is not run.
  case beforeDestroy = "before_destroy"
  /// The teardown itself.
  case command
  /// Lists what the command left.
  case check
  /// What the project wants done once it is destroyed.
  case afterDestroy = "after_destroy"
  /// What the project wants done when its teardown has failed for good.
  case onFailure = "on_failure"
}
