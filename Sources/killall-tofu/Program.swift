import Daemon

/// The process: its tasks run on threads that sleep while there is nothing to do.
@main
enum Program {
  static func main() {
    TaskThreads.run { await KillallTofu.begin() }
  }
}
