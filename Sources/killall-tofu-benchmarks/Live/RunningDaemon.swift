import Foundation

/// The real daemon, on a session bus of its own; without any it would try to reach one over and over, which is work
/// that it does not have on a desktop.
final class RunningDaemon: Sendable {
  /// The bus it is on.
  let bus: PrivateBus
  private let daemon: ChildProgram
  private let logPath: String

  /// Starts the daemon that lies in the folder `programs`, on `bus` or else on one of its own.
  ///
  /// - Throws: `LiveError` if it, or `dbus-daemon`, cannot be started.
  init(in place: DaemonPlace, programs: String, on bus: PrivateBus? = nil) throws {
    let program = "\(programs)/killall-tofu"
    for path in [program, program + "-supervisor"] where access(path, X_OK) != 0 {
      throw LiveError.notBuilt(path: path)
    }
    self.bus = try bus ?? PrivateBus(in: place)
    logPath = "\(place.path)/log"
    let log = open(logPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard log >= 0 else { throw LiveError.last("open") }
    defer { close(log) }
    daemon = try ChildProgram(
      [program, "daemon"], environment: place.environment(bus: self.bus.address), output: log)
  }

  var pid: pid_t { daemon.pid }

  /// The last lines that it wrote.
  var lastWords: String {
    let log = (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? ""
    return log.split(separator: "\n").suffix(5).joined(separator: "\n")
  }

  /// Stops it in good order, and then its bus.
  func end() {
    daemon.end()
    bus.end()
  }
}
