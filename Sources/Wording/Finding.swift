/// One thing that `doctor` looked at.
public struct Finding: Hashable, Sendable {
  /// How it is.
  public enum Level: String, Sendable {
    /// As it should be.
    case ok
    /// Something may be missed.
    case warning
    /// Something does not work.
    case error
  }

  /// What was looked at, in a word or two.
  public var subject: String
  /// How it is.
  public var level: Level
  /// What was found, on one line.
  public var text: String
  /// The way to mend it; nil where nothing is to be mended, or the text says it.
  public var remedy: String?

  /// Makes a finding.
  public init(_ subject: String, _ level: Level, _ text: String, remedy: String? = nil) {
    self.subject = subject
    self.level = level
    self.text = text
    self.remedy = remedy
  }
}
