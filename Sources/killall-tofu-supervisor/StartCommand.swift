import ExecutionJournal
import Glibc

/// Where the launching process finds what it is handed.
enum Handed {
  /// A pipe: one byte comes when the start is recorded, and end of file if the supervisor has gone.
  static let gate: Int32 = 3
  /// A pipe: the error number goes here if the shell cannot be run; it closes when it runs.
  static let report: Int32 = 4
  /// The working directory.
  static let directory: Int32 = 5
}

/// Starts the folder's command, with its start recorded before it can do anything; returns its process.
func startCommand(in folder: ExecutionFolder) throws(StartFailure) -> pid_t {
  let intent: Intent
  do { intent = try folder.readIntent() } catch { throw StartFailure(.intent, error) }
  let directory = try openDirectory(of: intent)
  let output: Descriptor
  let errors: Descriptor
  do {
    output = try folder.createFile(for: .output)
    errors = try folder.createFile(for: .error)
  } catch {
    throw StartFailure(.output, error)
  }
  let gate = try Pipe()
  let report = try Pipe()
  let leader = try spawnLauncher(
    folder,
    descriptors: [
      (output.number, STDOUT_FILENO), (errors.number, STDERR_FILENO), (gate.readEnd.number, Handed.gate),
      (report.writeEnd.number, Handed.report), (directory.number, Handed.directory),
    ])
  let failure = report.closingWriteEnd()
  do throws(JournalError) {
    guard let identity = try ProcessIdentity(runningAs: leader) else {
      throw .system(call: "open", path: "/proc/\(leader)/stat", errno: ESRCH)
    }
    try folder.write(Started(leader: identity, at: Int64(time(nil))))
  } catch {
    // The gate closes unopened with its pipe, but the launcher must be gone before this returns.
    kill(leader, SIGKILL)
    waitpid(leader, nil, 0)
    throw StartFailure(.record, error)
  }
  gate.open()
  var errnoOfShell: Int32 = 0
  let count = readFully(failure, &errnoOfShell)
  guard count == 0 else {
    waitpid(leader, nil, 0)
    throw StartFailure(step: .shell, errno: errnoOfShell)
  }
  return leader
}
