import ArgumentParser
import Daemon

/// The process: its tasks run on threads that sleep while there is nothing to do.
@main
enum Program {
  static func main() {
    // Before there are threads, because it sets a variable.
    if CommandLine.arguments.dropFirst().first == DaemonCommand._commandName { settleSessionBus() }
    TaskThreads.run { await KillallTofu.begin() }
  }
}
