import ExecutionJournal
import Glibc

/// Starts the folder's command, with its start recorded before it can do anything; returns its process.
///
/// - Parameter lock: the number of the folder's lock, which is not the command's.
func startCommand(in folder: ExecutionFolder, _ values: EnvironmentValues, without lock: Int32)
  throws(StartFailure) -> pid_t
{
  let intent = try intent(of: folder)
  let handover = Handover(
    arguments: CStrings(["/bin/sh", "-c"].map { Array($0.utf8) } + [intent.command]),
    environment: CStrings(values.entries), directory: try openDirectory(for: intent),
    output: try createFile(for: .output, in: folder), errors: try createFile(for: .error, in: folder),
    gate: try Pipe.open(), report: try Pipe.open())
  let leader = try handover.fork(without: lock)
  do throws(StartFailure) {
    try recordStart(of: leader, in: folder)
    try handover.letGo()
  } catch {
    // It runs nothing of the command's any more, and must be gone before that is said.
    kill(leader, SIGKILL)
    while waitpid(leader, nil, 0) < 0, errno == EINTR {}
    throw error
  }
  return leader
}

private func openDirectory(for intent: Intent) throws(StartFailure) -> Descriptor {
  // `O_PATH`, which Glibc hides from Swift: a directory that may be entered need not be readable.
  let pathOnly: Int32 = 0o10_000_000
  let number = (intent.directory + [0]).withUnsafeBytes { bytes in
    bytes.withMemoryRebound(to: CChar.self) { path in
      path.baseAddress.map { open($0, pathOnly | O_DIRECTORY | O_CLOEXEC) } ?? -1
    }
  }
  guard number >= 0 else { throw StartFailure(.directory) }
  let directory = Descriptor(adopting: number)
  var status = stat()
  guard fstat(directory.number, &status) == 0 else { throw StartFailure(.directory) }
  let found = DirectoryIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  guard found == intent.directoryIdentity else { throw StartFailure(.directoryIdentity, errno: 0) }
  return directory
}

private func createFile(
  for stream: OutputStream, in folder: ExecutionFolder
) throws(StartFailure) -> Descriptor {
  do throws(JournalError) {
    return try folder.createFile(for: stream)
  } catch {
    throw StartFailure(.output, error)
  }
}

private func recordStart(of leader: pid_t, in folder: ExecutionFolder) throws(StartFailure) {
  do throws(JournalError) {
    guard let identity = try ProcessIdentity(runningAs: leader) else { throw .noProcess(leader) }
    try folder.write(Started(leader: identity, at: Int64(time(nil))))
  } catch {
    throw StartFailure(.record, error)
  }
}

private func intent(of folder: ExecutionFolder) throws(StartFailure) -> Intent {
  do throws(JournalError) {
    return try folder.readIntent()
  } catch {
    throw StartFailure(.intent, error)
  }
}

extension JournalError {
  fileprivate static func noProcess(_ pid: pid_t) -> JournalError {
    .system(call: "open", path: "/proc/\(pid)/stat", errno: ESRCH)
  }
}
