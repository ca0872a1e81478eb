import Daemon
import Deadlines
import Executor
import Foundation
import ProjectStore
import Settings
import Wording

extension Session {
  /// What the daemon that runs lacks for a project's teardown, as a sentence; nil if nothing is known to be missing.
  ///
  /// Without a daemon nobody knows yet what it will have.
  func shortfall(of project: Project) -> String? {
    guard let daemon = DaemonLock.holder(beside: database),
      let environment = environment(of: daemon.processID)
    else { return nil }
    let shortfall = Shortfall(project, daemonEnvironment: environment, policy: settings.policy.execution)
    return Briefing(lackingVariables: shortfall.variables, missingProgram: shortfall.program).shortfall
  }

  /// What a process was given when it started; nil if that cannot be read.
  private func environment(of process: Int32) -> [String: String]? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/environ"), !data.isEmpty else {
      return nil
    }
    let entries = data.split(separator: 0).compactMap { entry -> (String, String)? in
      guard let end = entry.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return (
        String(decoding: entry[..<end], as: UTF8.self), String(decoding: entry[(end + 1)...], as: UTF8.self)
      )
    }
    return Dictionary(entries) { first, _ in first }
  }
}
