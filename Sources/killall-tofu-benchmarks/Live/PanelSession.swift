import Foundation

/// A screen with a panel that shows tray icons, for measurements: Xvfb, xfce4-panel, and udisks for udiskie.
final class PanelSession: Sendable {
  private let programs: [ChildProgram]
  private let variables: [String: String]
  private let nowhere: Int32

  /// Starts it on `bus`, which serves as the system's bus as well.
  ///
  /// - Throws: `LiveError.notStarted` with the program that is not installed.
  init(in place: DaemonPlace, on bus: PrivateBus) throws {
    nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    let output = nowhere
    // Xvfb chooses a free number and writes it there.
    let display = Pipe()
    let screen = try ChildProgram(
      ["Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
      output: display.fileHandleForWriting.fileDescriptor)
    try display.fileHandleForWriting.close()
    let words = String(decoding: display.fileHandleForReading.availableData, as: UTF8.self)
    guard let number = words.split(whereSeparator: \.isNewline).compactMap({ Int($0) }).first else {
      throw LiveError.notStarted(program: "Xvfb", errno: EIO)
    }
    var variables = place.environment(bus: bus.address)
    variables["DISPLAY"] = ":\(number)"
    variables["XDG_RUNTIME_DIR"] = place.path
    variables["XDG_CURRENT_DESKTOP"] = "XFCE"
    variables["NO_AT_BRIDGE"] = "1"
    self.variables = variables
    let settings = "\(place.path)/config/xfce4/xfconf/xfce-perchannel-xml"
    try FileManager.default.createDirectory(atPath: settings, withIntermediateDirectories: true)
    try Self.panel.write(toFile: "\(settings)/xfce4-panel.xml", atomically: true, encoding: .utf8)
    let udisks = try Self.program(
      ofService: "/usr/share/dbus-1/system-services/org.freedesktop.UDisks2.service")
    let xfconf = try Self.program(ofService: "/usr/share/dbus-1/services/org.xfce.Xfconf.service")
    let started = try [udisks, xfconf, ["xfce4-panel", "--disable-wm-check"]].map { arguments in
      try ChildProgram(arguments, environment: variables, output: output)
    }
    programs = [screen] + started
  }

  deinit {
    close(nowhere)
  }

  /// Starts a program of this session.
  func start(_ arguments: [String]) throws -> ChildProgram {
    try ChildProgram(arguments, environment: variables, output: nowhere)
  }

  /// Ends its programs, the last first.
  func end() {
    for program in programs.reversed() { program.end() }
  }

  /// What the bus would start; ours starts nothing.
  private static func program(ofService path: String) throws(LiveError) -> [String] {
    let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
    guard let line = lines.first(where: { $0.hasPrefix("Exec=") }) else {
      throw .notStarted(program: path, errno: ENOENT)
    }
    return line.dropFirst("Exec=".count).split(separator: " ").map(String.init)
  }

  /// A panel with a tray and nothing else.
  private static let panel = """
    <?xml version="1.0" encoding="UTF-8"?>
    <channel name="xfce4-panel" version="1.0">
    <property name="configver" type="int" value="2"/>
    <property name="panels" type="array"><value type="int" value="1"/>
    <property name="panel-1" type="empty"><property name="position" type="string" value="p=8;x=512;y=752"/>
    <property name="length" type="uint" value="100"/><property name="size" type="uint" value="32"/>
    <property name="plugin-ids" type="array"><value type="int" value="1"/></property></property></property>
    <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
    </channel>
    """
}
