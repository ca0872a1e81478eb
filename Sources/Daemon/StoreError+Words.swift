import Foundation
public import ProjectStore
import Wording

extension UnknownEngine {
  /// What is wrong with the variable, and a way out; one line.
  public var words: String {
    let known = ProjectStore.Engine.allCases.map(\.rawValue).joined(separator: " or ")
    return
      "KILLALL_TOFU_STORE is \(name.quoted), which is no engine for the database; set it to \(known), or "
      + "leave it unset"
  }
}

extension StoreError {
  /// What is wrong with the file, where, and a way out; one line.
  public var words: String {
    switch self {
    case .folderMissing(let path):
      "the folder \(path.quoted) is not there; make it, or name another database with --database"
    case .fileMissing(let path):
      "there is no database at \(path.quoted) yet; killall-tofu add makes it"
    case .notADatabase(let path) where path.isFolder:
      "\(path.quoted) is a folder; name the file in it with --database, as in \("\(path)/killall-tofu.db".quoted)"
    case .empty(let path):
      "\(path.quoted) is empty, and may have held projects: restore a backup, or make it a new database with "
        + "killall-tofu add or import"
    case .notADatabase(let path):
      "\(path.quoted) is not an SQLite database; it was left as it is. Name another with --database"
    case .notOurs(let path, let detail):
      "\(path.quoted) is a database of another program (\(detail.oneLine)); name another with --database"
    case .locked(let path, let holder):
      "\(path.quoted) is locked by \(holder?.words ?? "another program"); try again when it is done"
    case .keptInWAL(let path):
      "another program keeps \(path.quoted) in journal mode WAL, in which a record can be lost; nothing is destroyed "
        + "until it has closed the file"
    case .readOnly(let path):
      "\(path.quoted) cannot be written; check its permissions and those of its folder"
    case .newerVersion(let path, let found, let known, let copy):
      UpgradeText.newer(path, found: found, known: known, copy: copy)
    case .notCopied(let path, let copy, let obstacle):
      obstacle.words(of: path, copy: copy)
    case .corrupt(let path, let text):
      "\(path.quoted) is damaged (\(text.oneLine)); restore a backup, nothing is destroyed meanwhile"
    case .diskFull(let path):
      "no room is left on the disk of \(path.quoted); nothing was written. Free some space"
    case .cannotOpen(let path, let text):
      "\(path.quoted) cannot be opened: \(text.oneLine)"
    case .replaced(let path):
      "\(path.quoted) was replaced or removed while it was open; nothing runs on it. Start the daemon again"
    case .badCell(let cell):
      "\(cell.words); killall-tofu doctor tells how to mend it"
    case .rowMissing(let table, let id):
      "row \(id) of \(table) is not there any more"
    case .io(let path, let text):
      "\(path.quoted) cannot be used: \(text.oneLine)"
    }
  }
}

extension StoreError {
  /// The same from a program that tries again by itself.
  var wordsOfDaemon: String {
    guard case .locked(let path, let holder) = self else { return words }
    return "\(path.quoted) is locked by \(holder?.words ?? "another program"); end it if it does not let go"
  }
}

extension String {
  /// Whether a folder has this path now: what is no database for SQLite is something else for people.
  fileprivate var isFolder: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: self, isDirectory: &isFolder) && isFolder.boolValue
  }
}

extension LockHolder {
  /// The program and its number, as a part of a sentence.
  public var words: String {
    "\(program.map { "\($0.oneLine) " } ?? "process ")(pid \(processID))"
  }
}
