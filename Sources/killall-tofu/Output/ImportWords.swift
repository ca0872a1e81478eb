import Daemon
import ProjectStore
import Settings
import Wording

extension ImportError {
  /// What is wrong with the file, and a way out; one line.
  var words: String {
    switch self {
    case .missing(let path): "there is no file \(path.quoted); check the spelling"
    case .notAFile(let path):
      "\(path.quoted) is no plain file; name the database itself, as in DIRECTORY/killall.db"
    case .empty(let path): "\(path.quoted) is empty; there is nothing to import"
    case .notADatabase(let path): "\(path.quoted) is not an SQLite database; name the original's killall.db"
    case .locked(let path, let holder):
      "\(path.quoted) is in use by "
        + (holder?.words ?? "another program") + "; quit the original program and try again"
    case .corrupt(let path, let text):
      "\(path.quoted) is damaged (\(text.oneLine)); nothing was imported. "
        + "What can be saved, sqlite3 saves: sqlite3 FILE .recover"
    case .unreadable(let path, let text): "\(path.quoted) cannot be read: \(text.oneLine)"
    case .ours(let path):
      "\(path.quoted) is a database of this program, not of the original; use it with --database "
        + "instead of importing it"
    case .unknownTables(let path, let found):
      "\(path.quoted) is no database of the original program: it holds \(found.oneLine.cutInTheMiddle(200))"
    }
  }
}

extension ImportNote {
  /// Whether a teardown must not start by itself because of it.
  var asksUser: Bool {
    switch self {
    case .variables, .hooks, .followed, .workingDirectory, .globalVariables, .unknownVariables: true
    default: false
    }
  }

  /// The variables that its command is not given any more.
  var variableNames: [String] {
    switch self {
    case .variables(let names), .globalVariables(let names): names
    default: []
    }
  }

  /// What was settled differently from what the row says, as a sentence without a full stop.
  var words: String {
    switch self {
    case .named: "it had no name; its directory's is used"
    case .defaultCommand: "it named no command; what the original ran is used"
    case .unreadableConfig(let value): "its config cannot be used (\(value.quoted)), so it is held"
    case .unreadableText(let column, let value):
      "its \(column) is not text that can be used (\(value.quoted)), so it is held"
    case .newDeadline: "it had no deadline; it gets its whole timeout from now"
    case .unreadableDeadline(let value): "its deadline \(value.quoted) is no time, so it waits for you"
    case .noDeadline(let value): "its deadline \(value.quoted) is no time"
    case .followed(let names):
      "it came with \(names.joined(separator: ", ").quoted) of its project file, so you are asked first"
    case .projectFile:
      "there is a .killall.yaml in its directory, so nothing of it runs before you allow that"
    case .variables(let names):
      "its command was given \(names.joined(separator: ", ").quoted), which is not taken over"
    case .hooks(let names):
      "its \(names.count == 1 ? "hook" : "hooks") \(names.joined(separator: ", ").quoted) "
        + "\(names.count == 1 ? "is" : "are") not taken over; only its command is run"
    case .workingDirectory(let path):
      "its command was to run in \(path.quoted), which is not taken over; it would run in its own directory"
    case .retries(let count):
      "its retries (\(count.quoted)) are not taken over; a failed command is not tried again by itself"
    case .globalVariables(let names):
      "killall.yaml gave its command \(names.joined(separator: ", ").quoted), which is not taken over"
    case .unknownVariables:
      "killall.yaml cannot be read, so it is not known which variables it gave its command"
    case .underWay: "a teardown was under way when the original ended, and nobody saw its end"
    case .unknownStatus(let value): "its state \(value.quoted) is unknown"
    }
  }
}

extension RefusedRow {
  /// Which row, which cell, and why; one line.
  var words: String {
    "\(table) row \(id?.oneLine ?? "?"): \(column) is \(value.quoted), \(reason.words)"
  }
}

extension RefusedRow.Reason {
  var words: String {
    switch self {
    case .noTime: "which is no time"
    case .missing: "but must say something"
    case .unreadable: "which is not UTF-8 text"
    case .unknownWord: "which is not a word known there"
    case .noNumber: "which is no whole number that fits"
    case .sameDirectory(let other): "the same directory as row \(other.oneLine)"
    case .projectNotTaken: "a project that is not there or was not taken"
    }
  }
}

extension SettingsTranslation.LeftOut.Reason {
  var words: String {
    switch self {
    case .noMeaning: "has no meaning here"
    case .notYet: "is not taken: this version has no such setting"
    case .warningsAreNeeded: "is not taken: without notifications nothing would be destroyed"
    case .notAccepted(let text): "is not taken: \(text.oneLine)"
    }
  }
}
