import Foundation

/// A session bus for one daemon; it knows no services, so that nobody starts a notification server.
final class PrivateBus: Sendable {
  /// Where it listens.
  let address: String
  private let daemon: ChildProgram
  /// Where it writes; it must not find that closed.
  private let output: Pipe

  /// Starts it in the folder of the daemon.
  ///
  /// - Throws: `LiveError` if `dbus-daemon` cannot be started.
  init(in place: DaemonPlace) throws {
    output = Pipe()
    let settings = "\(place.path)/bus.conf"
    try """
    <busconfig><type>session</type><listen>unix:path=\(place.path)/bus</listen><auth>EXTERNAL</auth>
    <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
    <allow own="*"/></policy></busconfig>
    """.write(toFile: settings, atomically: true, encoding: .utf8)
    daemon = try ChildProgram(
      ["dbus-daemon", "--config-file", settings, "--nofork", "--nosyslog", "--nopidfile", "--print-address"],
      environment: place.environment(bus: ""), output: output.fileHandleForWriting.fileDescriptor)
    try output.fileHandleForWriting.close()
    let words = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let address = words.split(separator: "\n").first(where: { $0.hasPrefix("unix:") }) else {
      throw LiveError.noBus(words)
    }
    self.address = String(address)
  }

  /// Stops it.
  func end() {
    daemon.end()
  }
}
