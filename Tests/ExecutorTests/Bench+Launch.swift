import ExecutionJournal
import Executor
import Foundation
import RealParts
import SystemPackage
import Testing

extension Bench {
  /// Starts the supervisor from a shell that opens the lock and the environment's values, with the supervisor and its
  /// arguments as `"$@"`.
  func launch(_ folder: String, _ script: String) throws -> ChildProcess {
    let values = try FileDescriptor.open(
      root.appending("values"), .readWrite, options: [.create, .truncate], permissions: .ownerReadWrite)
    try values.closeAfter {
      let names = try record(folder).readIntent().variables
      let path = Array("PATH".utf8)
      try EnvironmentValues(names.map { $0 + ($0 == path ? "=/usr/bin:/bin" : "=1").utf8 })
        .write(to: values.rawValue)
    }
    return try free([
      "/bin/sh", "-c",
      """
      exec 9<> "$1/$2/lock" 7< "$4"; root=$1; name=$2
      set -- "$3" supervise "$root" "$name" 9 7; \(script)
      """,
      "sh", executions.string, folder, builtSupervisor.string, root.appending("values").string,
    ])
  }

  /// The same once nobody holds the lock: a program that another test starts just now has a copy until its `exec`.
  func launchFree(_ folder: String, _ script: String) async throws -> ChildProcess {
    #expect(try await executor.follow(folder)?.ending().ending == .neverStarted)
    return try launch(folder, "flock 9; \(script)")
  }
}

/// Starts a program in an environment that names only where programs lie.
func free(_ arguments: [String]) throws -> ChildProcess {
  try ChildProcess(arguments, environment: ["PATH": "/usr/bin:/bin"])
}
