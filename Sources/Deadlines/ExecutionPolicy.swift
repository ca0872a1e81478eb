/// The settings by which teardowns are carried out.
public struct ExecutionPolicy: Hashable, Sendable {
  /// How long a command may say nothing before its user is asked.
  public var commandTimeout: Duration = .minutes(30)
  /// Variables that every command gets besides those of the session.
  public var environment: [String: String] = [:]
  /// How many attempts there are in all; at least 1.
  public var maximumAttempts = 3
  /// How long after a failed attempt the next one follows; doubled after each.
  public var retryDelay: Duration = .seconds(30)
  /// Names of variables whose values are secret although they do not look it; `*` stands for any text.
  public var masked: [String] = []

  /// The longest wait between two attempts.
  public static let longestRetryDelay: Duration = .hours(1)

  /// The settings where no file says otherwise.
  public init() {}

  /// How long after the attempt of this number, from 1, the next one follows.
  public func delay(afterAttempt attempt: Int) -> Duration {
    // Doubled more often it would be longer than the longest anyway, and soon no number.
    min(retryDelay * (1 << min(max(0, attempt - 1), 16)), max(retryDelay, Self.longestRetryDelay))
  }
}
