import Wording

/// How a daemon makes way for another program file in the place of its own.
struct Succession: Sendable {
  /// The program file that runs; nil where it is not known: it stays then.
  var program: ProgramFile?
  /// Which version of this program a file says that it is; nil if it does not, cannot be run, or cannot serve the database.
  var version: @Sendable (_ path: String) async -> String?
  /// How long a new file has to stay as it is before it is looked at: an installation has many files.
  var settling: Duration
  /// After how long a restart no longer waits for what is only better waited for.
  var patience: Duration
  /// Ends the services, and starts the program anew.
  var makeWay: @Sendable (_ version: String) -> Void

  /// It stays what it is, whatever happens to its file.
  static let none = Succession(
    program: nil, version: { _ in nil }, settling: .zero, patience: .zero, makeWay: { _ in })

  /// Where a replaced file stands.
  enum Stage: Hashable, Sendable {
    /// Nothing was replaced, as far as is known.
    case none
    /// There is no file any more, perhaps only for a moment.
    case vanished
    /// There is no file any more, and that was told.
    case missing
    /// This file may still be written, or others beside it.
    case settling(ProgramFile.Mark)
    /// This file is asked for its version.
    case checking(ProgramFile.Mark)
    /// This file cannot take over; another one is waited for.
    case refused(ProgramFile.Mark)
    /// This file takes over at a calm moment.
    case accepted(ProgramFile.Mark, version: String)

    /// The file that it is about.
    var mark: ProgramFile.Mark? {
      switch self {
      case .none, .vanished, .missing: nil
      case .settling(let mark), .checking(let mark), .refused(let mark), .accepted(let mark, _): mark
      }
    }
  }
}

extension Succession {
  /// Which version of this program the file at `path` says that it is, and that it can serve `database`, within 10 seconds;
  /// nil unless it says both in our own words: what only prints a number, or knows no database of this shape, must not take
  /// over from a daemon that does its work.
  static func version(ofProgramAt path: String, serving database: String) async -> String? {
    let program = BriefProgram(path: path, arguments: [path, "daemon", "--check", "--database", database])
    guard case .ended(0, let output) = await program.answer(within: .seconds(10)),
      let line = output.wholeMatch(of: /Killall-Tofu ([0-9]+(?:\.[0-9]+)+(?:[-+][-+.0-9A-Za-z]*)?) .*\n/)
    else { return nil }
    let version = String(line.1)
    return output == ServiceText.canServe(database, version: version) + "\n" ? version : nil
  }
}
