import Executor
import Foundation
import Logging
import SystemPackage
import Testing

/// A folder of its own for one test, and an executor in it that uses the built supervisor.
final class Bench: Sendable {
  let root: FilePath
  let executor: Executor

  /// Where the commands run.
  var project: FilePath { root.appending("project") }
  var executions: FilePath { root.appending("state/executions") }

  init(session: [String: String] = ["PATH": "/usr/bin:/bin"], supervisor: FilePath = builtSupervisor) throws {
    let template = FileManager.default.temporaryDirectory.appending(path: "executor-\(UUID().uuidString)")
    root = FilePath(template.path(percentEncoded: false))
    try FileManager.default.createDirectory(
      atPath: root.appending("project").string, withIntermediateDirectories: true)
    executor = Executor(
      folders: ExecutionFolders(root: root.appending("state/executions")),
      supervisor: SupervisorProgram(path: supervisor), session: session,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  deinit {
    try? FileManager.default.removeItem(atPath: root.string)
  }

  func prepare(_ command: String) async throws -> PreparedExecution {
    try await executor.prepare(Teardown(command: Array(command.utf8), directory: project))
  }

  /// Runs a command to its end.
  func run(_ command: String) async throws -> ExecutionResult {
    try await prepare(command).launch().ending()
  }

  func start(_ command: String) async throws -> RunningExecution {
    try await prepare(command).launch()
  }
}

/// The supervisor lies beside the test bundle.
let builtSupervisor: FilePath = {
  let folder = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
    .deletingLastPathComponent()
  let program = CommandLine.arguments.first.map { URL(filePath: $0).deletingLastPathComponent() }
  let beside = folder ?? program ?? URL(filePath: "/")
  return FilePath(beside.appending(path: "killall-tofu-supervisor").path(percentEncoded: false))
}()
