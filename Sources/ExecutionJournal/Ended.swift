/// How a command ended: written once the last process of its group has gone.
public struct Ended: Hashable, Sendable {
  /// What became of the command.
  public enum Outcome: Hashable, Sendable {
    /// Its leader exited with this code, 0 to 255.
    case exited(Int32)
    /// A signal of this number ended its leader.
    case signalled(Int32)
    /// It never ran: this step failed, with this error number (0 where the system reported none).
    case couldNotStart(StartStep, errno: Int32)
  }

  /// The steps on the way to a running command; recorded as their raw values.
  public enum StartStep: String, Sendable, CaseIterable {
    /// Starting the supervisor.
    case supervisor
    /// Reading the intent.
    case intent
    /// Opening the working directory.
    case directory
    /// Finding the same directory at its path as when it was prepared.
    case directoryIdentity = "directory-identity"
    /// Opening the files for the command's output.
    case output
    /// Making the command's process.
    case process
    /// Recording that it starts.
    case record
    /// Running the shell.
    case shell
  }

  /// What became of the command.
  public var outcome: Outcome
  /// When, in seconds since the Unix epoch.
  public var at: Int64

  /// Makes an entry.
  public init(outcome: Outcome, at: Int64) {
    self.outcome = outcome
    self.at = at
  }
}

extension Ended: Entry {
  static let name = "ended"

  init(from record: inout RecordReader) throws(JournalError.Damage) {
    switch try record.text("outcome") {
    case "exited":
      let code: Int32 = try record.number("code")
      guard (0...255).contains(code) else { throw .field("code") }
      outcome = .exited(code)
    case "signalled":
      let signal: Int32 = try record.number("signal")
      guard (1...64).contains(signal) else { throw .field("signal") }
      outcome = .signalled(signal)
    case "could-not-start":
      guard let step = StartStep(rawValue: try record.text("step")) else { throw .field("step") }
      outcome = .couldNotStart(step, errno: try record.number("errno"))
    default:
      throw .field("outcome")
    }
    at = try record.number("at")
  }

  func write(to record: inout RecordWriter) {
    switch outcome {
    case .exited(let code):
      record.add("outcome", text: "exited")
      record.add("code", code)
    case .signalled(let signal):
      record.add("outcome", text: "signalled")
      record.add("signal", signal)
    case .couldNotStart(let step, let errno):
      record.add("outcome", text: "could-not-start")
      record.add("step", text: step.rawValue)
      record.add("errno", errno)
    }
    record.add("at", at)
  }
}
