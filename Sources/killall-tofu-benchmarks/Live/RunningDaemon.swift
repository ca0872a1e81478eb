import Foundation

/// The real daemon, on a session bus of its own.
///
/// The bus knows no services, so that nobody starts a notification server; without any bus the daemon would try
/// to reach one over and over, which is work that it does not have on a desktop.
final class RunningDaemon: Sendable {
  private let bus: ChildProgram
  /// Where the bus writes; it must not find that closed.
  private let busOutput = Pipe()
  private let daemon: ChildProgram
  private let logPath: String

  /// Starts the daemon that lies in the folder `programs`.
  ///
  /// - Throws: `LiveError` if it, or `dbus-daemon`, cannot be started.
  init(in place: DaemonPlace, programs: String) throws {
    let program = "\(programs)/killall-tofu"
    for path in [program, program + "-supervisor"] where access(path, X_OK) != 0 {
      throw LiveError.notBuilt(path: path)
    }
    let address: String
    (bus, address) = try Self.startBus(in: place, output: busOutput)
    logPath = "\(place.path)/log"
    let log = open(logPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard log >= 0 else { throw LiveError.last("open") }
    defer { close(log) }
    daemon = try ChildProgram(
      [program, "daemon"], environment: place.environment(bus: address), output: log)
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

  private static func startBus(
    in place: DaemonPlace, output: Pipe
  ) throws -> (ChildProgram, String) {
    let settings = "\(place.path)/bus.conf"
    try """
    <busconfig><type>session</type><listen>unix:path=\(place.path)/bus</listen><auth>EXTERNAL</auth>
    <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
    <allow own="*"/></policy></busconfig>
    """.write(toFile: settings, atomically: true, encoding: .utf8)
    let bus = try ChildProgram(
      ["dbus-daemon", "--config-file", settings, "--nofork", "--nosyslog", "--nopidfile", "--print-address"],
      environment: place.environment(bus: ""), output: output.fileHandleForWriting.fileDescriptor)
    try output.fileHandleForWriting.close()
    let words = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let address = words.split(separator: "\n").first, address.hasPrefix("unix:") else {
      throw LiveError.noBus(words)
    }
    return (bus, String(address))
  }
}
