public import Deadlines

/// What is to be taken over from another program's file: values only, nothing is written yet.
public struct ImportPlan: Hashable, Sendable {
  /// The file it comes from.
  public var source: String
  /// What kind of file that is.
  public var shape: ForeignShape
  /// The projects that can be taken, in the order of the file.
  public var projects: [ImportedProject] = []
  /// Events that belong to no project.
  public var events: [LogEvent] = []
  /// Rows that cannot be taken.
  public var refused: [RefusedRow] = []
  /// How many settings the original kept in its database; they are not taken.
  public var storedSettings = 0
}

/// One project to be taken over, with its history.
public struct ImportedProject: Hashable, Sendable {
  /// The project as it will be; its id is not given yet.
  public var project: Project
  /// The JSON of its project file, as the original kept it.
  public var config: String?
  /// Its attempts, oldest first; none of them counts as under way.
  public var executions: [Execution] = []
  /// Its events, oldest first.
  public var events: [LogEvent] = []
  /// What was settled differently from what its row says.
  public var notes: [ImportNote] = []
}

/// Something about a row that was taken over other than as it stood.
public enum ImportNote: Hashable, Sendable {
  /// It had no name; the last part of its path serves.
  case named
  /// It named no command; the original's own default serves.
  case defaultCommand
  /// Its `config` is no JSON, so neither timeout nor command are known, or makes no sense to us; the text says which.
  case unreadableConfig(String)
  /// A text that decides was not UTF-8 or held a NUL, and is left empty.
  case unreadableText(column: String, value: String)
  /// It had no deadline that can be read; now plus its timeout serves.
  case newDeadline(String)
  /// It had a deadline that is no time; when it was is for the user to say.
  case unreadableDeadline(String)
  /// It had no deadline that can be read, and no timeout to make one of.
  case noDeadline(String)
  /// Its command was given these variables, which are not taken over.
  case variables([String])
  /// Its hooks, by their keys, are not taken over.
  case hooks([String])
  /// Its project file names these hooks and variables, which are followed: whoever wrote the file chose them.
  case followed([String])
  /// There is a project file in its directory, and nothing of it runs before that is allowed.
  case projectFile
  /// Its command was to run in this directory, and will run in the project's.
  case workingDirectory(String)
  /// A failed command was to be tried again so often; the number is not taken over.
  case retries(String)
  /// The original gave every command these variables, which are not taken over.
  case globalVariables([String])
  /// The settings that may have given every command variables cannot be read.
  case unknownVariables
  /// A teardown was under way when the original was left.
  case underWay
  /// Its state is unknown.
  case unknownStatus(String)
}

/// A row that was not taken over.
public struct RefusedRow: Error, Hashable, Sendable {
  /// Why not.
  public enum Reason: Hashable, Sendable {
    /// The cell is no time.
    case noTime
    /// The cell must hold something.
    case missing
    /// The text is not UTF-8 or holds a NUL.
    case unreadable
    /// The word is unknown.
    case unknownWord
    /// The number is out of range or none.
    case noNumber
    /// Another row of the file is the same directory.
    case sameDirectory(as: String)
    /// The project it belongs to is not there or was not taken.
    case projectNotTaken
  }

  /// The table it lies in.
  public var table: String
  /// Its id; nil if that cannot be read.
  public var id: String?
  /// The column that is at fault.
  public var column: String
  /// What that holds, cut to a length that a person can read.
  public var value: String
  /// Why the row was not taken.
  public var reason: Reason
}
