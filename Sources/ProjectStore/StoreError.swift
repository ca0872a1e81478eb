public import Deadlines

/// What went wrong with the file itself; the project rules speak through `Refusal` instead.
public enum StoreError: Error, Hashable, Sendable {
  /// The folder that should hold the file is not there.
  case folderMissing(path: String)
  /// There is no file, and none was to be made.
  case fileMissing(path: String)
  /// The file holds not one byte, and none was to be made of it; or it holds none any more.
  case empty(path: String)
  /// The file is something else than an SQLite database.
  case notADatabase(path: String)
  /// The file is a database, but its tables are not those of the seed schema.
  case notOurs(path: String, detail: String)
  /// Another program kept the file locked for longer than we wait.
  case locked(path: String, holder: LockHolder?)
  /// Another program keeps the file in write-ahead log mode, in which what is written may not survive.
  case keptInWAL(path: String)
  /// The file, its folder or its file system cannot be written.
  case readOnly(path: String)
  /// A newer version of this program wrote the file; `copy` is what was kept beside it of a version that this one knows.
  case newerVersion(path: String, found: Int, known: Int, copy: String?)
  /// The file is of an earlier version and stays so, because no copy of it could be made before.
  case notCopied(path: String, to: String, CopyObstacle)
  /// SQLite found the file damaged; the text is SQLite's.
  case corrupt(path: String, text: String)
  /// No room is left for the transaction; nothing of it was written.
  case diskFull(path: String)
  /// The file cannot be opened for a reason not named above; the text is the system's.
  case cannotOpen(path: String, text: String)
  /// The path no longer names the file that was opened: it was removed or replaced.
  case replaced(path: String)
  /// A cell holds what its column cannot mean.
  case badCell(BadCell)
  /// A row that was spoken of is not there.
  case rowMissing(table: String, id: Int64)
  /// Anything else that SQLite or the system reports; the text is theirs.
  case io(path: String, text: String)
}

/// Why no copy of a file was made beside it.
public enum CopyObstacle: Hashable, Sendable {
  /// No room is left for it.
  case diskFull
  /// The folder of the file cannot be written.
  case readOnly
  /// Anything else; the text is technical.
  case other(String)
}

/// A process that holds a lock on the file.
public struct LockHolder: Hashable, Sendable {
  /// Its process id.
  public var processID: Int32
  /// The name of its program; nil if it cannot be read.
  public var program: String?

  /// Names a process.
  public init(processID: Int32, program: String?) {
    self.processID = processID
    self.program = program
  }
}

/// A cell whose value makes no sense in its column.
public struct BadCell: Error, Hashable, Sendable {
  /// The table it lies in.
  public var table: String
  /// The column it lies in.
  public var column: String
  /// The id of its row; nil if the row has none that can be read.
  public var id: Int64?
  /// What it holds, cut to a length that a person can read.
  public var value: String

  /// Names a cell and what it holds.
  public init(table: String, column: String, id: Int64?, value: String) {
    self.table = table
    self.column = column
    self.id = id
    self.value = value
  }
}

/// Why a project was not changed: the file failed, or the rules refused; either way nothing was written.
public enum ChangeError: Error, Hashable, Sendable {
  /// The file failed.
  case store(StoreError)
  /// The rules refused.
  case refused(Refusal)
}

/// Why an execution was not claimed; either way nothing was written.
public enum ClaimError: Error, Hashable, Sendable {
  /// The file failed.
  case store(StoreError)
  /// The rules refused.
  case refused(Refusal)
  /// Another execution of the project, or in the same directory, is under way.
  case underWay(Execution.ID, of: Project.ID)
}
