import ExecutionJournal
import Glibc

/// What all shell lines of an execution have in common: directory, environment and pipes.
struct Workplace: ~Copyable {
  let directory: Descriptor
  let environment: CStrings
  let pipes: OutputPipes

  init(of intent: Intent, _ values: EnvironmentValues, in folder: ExecutionFolder) throws(StartFailure) {
    let directory = try openDirectory(for: intent)
    let pipes = try createPipes(in: folder)
    self.directory = directory
    self.pipes = pipes
    environment = CStrings(values.entries)
  }
}

private func createPipes(in folder: ExecutionFolder) throws(StartFailure) -> OutputPipes {
  do throws(JournalError) {
    return try OutputPipes(creatingIn: folder)
  } catch {
    throw StartFailure(.output, error)
  }
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
