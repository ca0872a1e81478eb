import ExecutionJournal
import Glibc

/// Why a teardown cannot be started, or could not be.
public enum ExecutorError: Error, Hashable, Sendable {
  /// The working directory cannot be entered: it has vanished, is none, or is not permitted.
  case directory(path: String, errno: Int32)
  /// The working directory `path`, as its project names it, does not lie in the project's directory.
  case outsideProject(path: String, project: String)
  /// Another directory lies at the path than when the teardown was prepared.
  case directoryReplaced(path: String)
  /// The command is nothing but white space: a shell would call that a success.
  case emptyCommand
  /// The command, or another shell line of it, holds a NUL byte, which no process can be given.
  case commandHoldsNUL
  /// The supervisor program is not there or may not be run.
  case supervisorMissing(path: String, errno: Int32)
  /// The record of the execution could not be written or read at `path`.
  case record(path: String, errno: Int32)
  /// The record at `path` is damaged or of a later version.
  case recordDamaged(path: String)
  /// A process could not be started; `step` names which: `supervisor`, `process`, `shell`, …
  case start(step: String, errno: Int32)
}

extension ExecutorError: CustomStringConvertible {
  /// The technical detail, such as `/srv/demo: No such file or directory`.
  public var description: String {
    switch self {
    case .directory(let path, let errno), .supervisorMissing(let path, let errno),
      .record(let path, let errno):
      "\(path): \(text(ofError: errno))"
    case .outsideProject(let path, let project):
      "\(path): not in \(project)"
    case .directoryReplaced(let path):
      "\(path): another directory lies there now"
    case .emptyCommand:
      "the command is empty"
    case .commandHoldsNUL:
      "the command holds a NUL byte"
    case .recordDamaged(let path):
      "\(path): damaged"
    case .start(let step, let errno):
      errno == 0 ? step : "\(step): \(text(ofError: errno))"
    }
  }
}

extension ExecutorError {
  init(_ error: JournalError) {
    switch error {
    case .system(_, let path, let errno): self = .record(path: path, errno: errno)
    case .damaged(let path, _): self = .recordDamaged(path: path)
    }
  }

  /// What a recorded failure to start means for the directory the command was to run in.
  init(_ step: StartStep, errno: Int32, directory: String) {
    switch step {
    case .directory: self = .directory(path: directory, errno: errno)
    case .directoryIdentity: self = .directoryReplaced(path: directory)
    case .supervisor, .intent, .output, .process, .record, .shell, .environment:
      self = .start(step: step.rawValue, errno: errno)
    }
  }
}

/// The system's text for an error number.
private func text(ofError number: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  // The POSIX variant, as Glibc is imported: it fills the buffer.
  _ = strerror_r(number, &buffer, buffer.count)
  return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
