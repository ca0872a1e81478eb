/// What became of a part.
public enum Outcome: Hashable, Sendable {
  /// Its leader exited with this code, 0 to 255.
  case exited(Int32)
  /// A signal of this number ended its leader.
  case signalled(Int32)
  /// It never ran: this step failed, with this error number (0 where the system reported none).
  case couldNotStart(StartStep, errno: Int32)
}

/// The steps on the way to a running shell line; recorded as their raw values.
public enum StartStep: String, Sendable, CaseIterable {
  /// Starting the supervisor.
  case supervisor
  /// Reading the intent.
  case intent
  /// Opening the working directory.
  case directory
  /// Finding the same directory at its path as when it was prepared.
  case directoryIdentity = "directory-identity"
  /// Opening the pipes for the output.
  case output
  /// Making the process.
  case process
  /// Recording that it starts.
  case record
  /// Running the shell.
  case shell
  /// Being given the values of the environment.
  case environment
}

extension RecordReader {
  mutating func outcome() throws(JournalError.Damage) -> Outcome {
    switch try text("outcome") {
    case "exited":
      let code: Int32 = try number("code")
      guard (0...255).contains(code) else { throw .field("code") }
      return .exited(code)
    case "signalled":
      let signal: Int32 = try number("signal")
      guard (1...64).contains(signal) else { throw .field("signal") }
      return .signalled(signal)
    case "could-not-start":
      guard let step = StartStep(rawValue: try text("step")) else { throw .field("step") }
      return .couldNotStart(step, errno: try number("errno"))
    default:
      throw .field("outcome")
    }
  }
}

extension RecordWriter {
  mutating func add(_ outcome: Outcome) {
    switch outcome {
    case .exited(let code):
      add("outcome", text: "exited")
      add("code", code)
    case .signalled(let signal):
      add("outcome", text: "signalled")
      add("signal", signal)
    case .couldNotStart(let step, let errno):
      add("outcome", text: "could-not-start")
      add("step", text: step.rawValue)
      add("errno", errno)
    }
  }
}
