import ExecutionJournal
import Glibc

/// What all shell lines of an execution have in common: directory and environment.
struct Workplace: ~Copyable {
  let directory: Descriptor
  let environment: CStrings

  init(of intent: Intent, _ values: EnvironmentValues) throws(StartFailure) {
    directory = try openDirectory(for: intent)
    environment = CStrings(values.entries)
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
