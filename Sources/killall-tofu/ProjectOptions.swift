import ArgumentParser
import Deadlines
import Wording

/// What a user says of a project that is to be registered, by hand or by a file.
struct ProjectOptions: ParsableArguments {
  @Argument(help: "The project's directory; the current one if left out.", completion: .directory)
  var path: String?

  @Option(help: "What people call it; the directory's name if left out.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The shell line that tears it down, run in the directory; left out, tofu or terraform destroy where the "
        + "directory holds their files.", valueName: "command"))
  var command: String?

  /// The directory, with its links resolved.
  ///
  /// - Throws: `Failure` where there is none, or where name or command are blank, or the name holds a `/`.
  func directory() throws -> String {
    let directory = try existingDirectory(path)
    guard name?.isBlank != true else { throw Failure("the name is empty; give --name", .usage) }
    // Commands would take it for a path, and find nothing there.
    if let name, name.contains("/") {
      throw Failure("the name \(name.quoted) holds a “/”, as only paths do; give --name without one", .usage)
    }
    guard command?.isBlank != true else {
      throw Failure("the command is empty; give --command 'what tears it down'", .usage)
    }
    return directory
  }

  /// The command, or the usual one of the directory.
  ///
  /// - Throws: `Failure` where none goes without saying.
  func command(in directory: String) throws -> String {
    try command ?? usualCommand(in: directory, instead: "say what tears it down with --command")
  }
}

/// How long a project may live, as a user wrote it.
///
/// - Throws: `Failure` with examples where that is no duration.
func lifetime(_ text: String) throws -> Duration {
  do {
    return try Duration(text: text)
  } catch {
    throw Failure(error.words(about: text), .usage)
  }
}
