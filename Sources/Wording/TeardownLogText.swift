/// What is said where a log was to be shown.
public enum TeardownLogText {
  /// There was no teardown, so there is no log.
  public static var none: String { tr("It has not been torn down yet, so there is no log.") }

  /// The desktop could not open it; the text is the system's.
  public static func notOpened(_ path: String, because reason: String) -> String {
    tr("\(path.quoted) could not be opened (\(reason)). To read it: killall-tofu logs")
  }
}
