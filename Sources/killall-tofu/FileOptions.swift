import ArgumentParser
import Settings
import Wording

/// Which database a command works on.
struct FileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database to use, instead of the one in the data directory or in KILLALL_TOFU_DATABASE.",
      valueName: "file"), completion: .file())
  var database: String?

  /// The path of the database that is meant.
  func path(in places: Places) -> String {
    database.map(absolutePath) ?? places.database
  }

  func validate() throws {
    // Made absolute, no name at all would be that of the current directory.
    guard database?.isEmpty != true else { throw ValidationError("the option --database names no file") }
  }
}

/// Which project a command is about.
struct ProjectArgument: ParsableArguments {
  @Argument(help: "An id, a name, or a path with a “/”; the current directory's project if left out.")
  var project: String?

  func validate() throws {
    guard project?.isBlank != true else {
      throw ValidationError("the project is blank; leave it out for that of the current directory")
    }
  }
}

extension String {
  /// Whether nobody can see anything in it.
  var isBlank: Bool { oneLine.allSatisfy(\.isWhitespace) }
}
