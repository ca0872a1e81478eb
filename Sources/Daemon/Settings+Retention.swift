public import ProjectStore
public import Settings

extension Settings {
  /// How long history is kept, as the store asks for it.
  public var retention: Retention {
    Retention(executions: executionRetention, events: eventRetention)
  }
}
