/// A language in which this program speaks to people on the desktop.
///
/// English is the language of the source; the others have a catalogue in `Languages`.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case german = "de"

  /// The language in which texts for the desktop are made at the moment, in this task and those it starts.
  ///
  /// Whoever makes a text that the desktop shows sets it around that. Everywhere else it is nil, and texts are English: on
  /// the command line, in logs, in the file and in the errors of D-Bus, which other programs read and people search for.
  @TaskLocal public static var current: Language?

  /// The language in which texts are made at the moment, for whomever.
  static var spoken: Language { current ?? .english }

  /// The language's name among locales: ISO 639, and ISO 3166 where that matters.
  public var code: String { rawValue }
}
