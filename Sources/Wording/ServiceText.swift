public import Deadlines

/// What is said to and about whoever runs the daemon as a service.
public enum ServiceText {
  /// What `systemctl --user status` shows: how much is watched over, and what is due next.
  ///
  /// It names the time and not how far off it is, so it changes only with the projects.
  public static func status(of projects: [Project]) -> String {
    guard !projects.isEmpty else { return "no project is watched over" }
    var parts = [projects.count.of("active project")]
    let running = projects.count { $0.isRunning }
    if running > 0 { parts.append("\(running.of("teardown")) under way") }
    let stalled = projects.count { $0.status.isStalled }
    if stalled > 0 { parts.append("\(stalled) held or failed") }
    let next = projects.filter { $0.status == .scheduled }.compactMap { project in
      project.deadline.map { (project, at: $0) }
    }.min { ($0.at, $0.0.id) < ($1.at, $1.0.id) }
    if let (project, deadline) = next {
      parts.append("the next deadline is that of \(project.shownName), \(deadline.localDateTime)")
    }
    return parts.joined(separator: ", ")
  }

  /// Another program file lies in the place of the one that runs, and is good.
  public static func successor(path: String, version: String) -> String {
    "\(path.quoted) was replaced by version \(version.oneLine): it takes over when nothing is under way or due soon"
  }

  /// Another program file lies in the place of the one that runs, and cannot take over.
  public static func badSuccessor(path: String) -> String {
    "\(path.quoted) was replaced by something that cannot be run, is no Killall-Tofu or cannot serve this database: this daemon "
      + "goes on, and looks again when that changes; what it says: \(path.quoted) daemon --check"
  }

  /// A program could serve a database, in the words that a daemon asks its successor for.
  public static func canServe(_ database: String, version: String) -> String {
    "Killall-Tofu \(version) can serve \(database.quoted)"
  }

  /// The program file of the daemon that runs is no longer there.
  public static func missingProgram(path: String) -> String {
    "\(path.quoted) is gone: this daemon goes on until it is ended, and warns, but starts no teardown without the programs; "
      + "end it by kill, or install Killall-Tofu again"
  }

  /// The program file that was to take over did not start.
  public static func lostSuccessor(path: String, why: String) -> String {
    "\(path.quoted) did not start: \(why): this daemon goes on"
  }

  /// A variable that is not gone by.
  public static func ignored(variable: String, value: String, expected: String) -> String {
    "\(variable) is ignored: it must be \(expected), not \(value.quoted)"
  }

  /// Notices that did not get through.
  public static func untold(place: String, why: String) -> String {
    "whoever runs this as a service is not told of it: NOTIFY_SOCKET \(place.quoted): \(why)"
  }
}
