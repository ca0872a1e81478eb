import Foundation
import RealParts
import Testing

/// A desk at which one round follows the other: a project, its deadline, a kill, and what becomes of it.
actor KillLane {
  /// What happens to whom in a round.
  enum Kill: Hashable, Sendable {
    case at(KillPoint, Set<Victim>)
    /// Somewhere between shortly before the deadline, 0, and some time after the command's end, 1.
    case atRandom(Double, Set<Victim>)
    /// The claimer is the command line of a user who typed the project's name, and no daemon runs.
    case typed(KillPoint, Set<Victim>)
    case nothing
  }

  /// A round that is over.
  struct Round: Hashable, Sendable {
    var kill: Kill
    /// Whether anybody was killed: a point that is never reached proves nothing.
    var hasStruck: Bool
    var findings: KillFindings
    /// Where the marks are, to be read once more at the end.
    var file: String
    /// For people: the events of the project and the daemon's last lines.
    var story: String
  }

  let desk: Desk
  private let library: KillLibrary
  var daemon: ChildProcess
  private var count = 0
  /// From the deadline to the end of a command that nobody disturbs.
  private var usualCourse = Duration.milliseconds(400)

  /// How long a round may take to come to rest.
  static let patience = Duration.seconds(60)

  init(at desk: Desk) async throws {
    self.desk = desk
    library = try await KillLibrary(for: desk)
    try Marks.program.write(toFile: "\(desk.folder)/mark", atomically: true, encoding: .utf8)
    try desk.needNoWarnings()
    // Supervisors are started without an environment, so a script does what the daemon's gets from us.
    try await writeScript(
      """
      #!/bin/sh
      echo $$ >'\(desk.folder)/supervisor.pid'
      . '\(desk.folder)/supervisor.env'
      exec '\(BuiltPrograms.path("killall-tofu-supervisor"))' "$@"
      """, at: "\(desk.folder)/supervisor")
    desk.set("KILLALL_TOFU_SUPERVISOR", "\(desk.folder)/supervisor")
    try "".write(toFile: "\(desk.folder)/supervisor.env", atomically: true, encoding: .utf8)
    _ = try await desk.startDunst()
    daemon = try await desk.startDaemon()
  }

  /// Runs one round to its end.
  func round(_ kill: Kill) async throws -> Round {
    count += 1
    let folder = "\(desk.folder)/round-\(count)"
    try FileManager.default.createDirectory(atPath: folder + "/project", withIntermediateDirectories: true)
    let struck: Set<Victim>
    if case .typed(let point, let victims) = kill {
      struck = try await strikeTyped(point, victims, in: folder)
    } else {
      try await arm(kill, in: folder)
      if case .at(let point, _) = kill, point.hasHooks {
        try await addWithHooks(folder)
      } else {
        try await add(folder, timeout: "1s")
      }
      struck = try await strike(kill, in: folder)
    }
    let isSettled = try await settle(folder)
    var findings = try await findings(killed: struck, isSettled: isSettled, folder)
    if case .at(let point, _) = kill { findings.isAfterVerdict = point.isAfterVerdict }
    if kill == .nothing { noteCourse(folder) }
    return Round(
      kill: kill, hasStruck: !struck.isEmpty, findings: findings, file: folder + "/marks",
      story: try await story(folder))
  }

  /// Registers a project of the name of its round.
  func add(_ folder: String, timeout: String) async throws {
    let added = try await desk.killallTofu(
      "add", folder + "/project", "--timeout", timeout, "--name", "round-\(count)", "--command",
      mark(folder, "marks"))
    try #require(added.code == 0, "\(added)")
  }

  /// Makes the programs that are started from now on kill at this point, once.
  private func arm(_ kill: Kill, in folder: String) async throws {
    guard case .at(let point, let victims) = kill else { return try armSupervisors([:]) }
    let variables = try variables(for: point, victims, in: folder)
    guard point.process == .daemon else { return }
    await daemon.end()
    daemon = try await with(variables) { try await desk.startDaemon() }
  }

  /// Does something with more variables in the environment than usual.
  func with<Result>(
    _ variables: [String: String], _ body: () async throws -> Result
  ) async throws -> Result {
    for (name, value) in variables { desk.set(name, value) }
    defer { for name in variables.keys { desk.set(name, nil) } }
    return try await body()
  }

  /// What a claimer is to have in its environment; the next supervisors are armed by this.
  func variables(
    for point: KillPoint, _ victims: Set<Victim>, in folder: String
  ) throws -> [String: String] {
    var variables = [
      "LD_PRELOAD": library.path, "KILL_POINT": point.line(killing: victims), "KILL_MARK": folder + "/struck",
    ]
    try armSupervisors(variables)
    variables["KILL_PROCESS"] = "daemon"
    return variables
  }

  private func armSupervisors(_ variables: [String: String]) throws {
    let script = variables.map { "export \($0)='\($1)'\n" }.joined() + "export KILL_PROCESS=supervisor\n"
    try script.write(toFile: "\(desk.folder)/supervisor.env", atomically: true, encoding: .utf8)
  }

  /// As another program does, in one statement: hooks that came after it might miss the deadline.
  private func addWithHooks(_ folder: String) async throws {
    let (before, command, after) = (mark(folder, "before"), mark(folder, "marks"), mark(folder, "after"))
    try await desk.sqlite(
      """
      INSERT INTO projects (path, name, timeout, command, config) VALUES
        ('\(folder)/project', 'round-\(count)', '1s', '\(command)',
        '{"hooks": {"before_destroy": "\(before)", "after_destroy": "\(after)"}}')
      """)
  }

  /// A command that leaves its marks in the file of this name; folders of tests need no quotes.
  private func mark(_ folder: String, _ name: String) -> String {
    "sh \(desk.folder)/mark \(folder)/\(name)"
  }

  /// Kills, or waits until the library has; whom.
  private func strike(_ kill: Kill, in folder: String) async throws -> Set<Victim> {
    switch kill {
    case .nothing, .typed: return []
    case .at(_, let victims):
      let end = ContinuousClock.now + Self.patience
      while !FileManager.default.fileExists(atPath: folder + "/struck") {
        // Looked at in this order: the rest may have come by the kill.
        let isAtRest = try await isAtRest(folder)
        if isAtRest || ContinuousClock.now > end, !FileManager.default.fileExists(atPath: folder + "/struck")
        {
          return []
        }
        try await Task.sleep(for: .milliseconds(20))
      }
      if victims.contains(.daemon) { await daemon.end(SIGKILL) }
      return victims
    case .atRandom(let place, let victims):
      let deadline = try await desk.number("SELECT destroy_at FROM projects WHERE path = '\(folder)/project'")
      // A supervisor alone lives only in between.
      let (before, after): (Duration, Duration) =
        victims == [.supervisor] ? (.zero, .zero) : (.milliseconds(100), .milliseconds(300))
      let moment = .seconds(deadline) - before + (before + usualCourse + after) * place
      let pidFile = "\(desk.folder)/supervisor.pid"
      let supervisorBefore = try? String(contentsOfFile: pidFile, encoding: .utf8)
      let killed = await onOwnThread { [daemon] in
        sleep(untilWallTime: moment)
        var killed = victims
        let pid = (try? String(contentsOfFile: pidFile, encoding: .utf8)) ?? ""
        if victims.contains(.daemon) { daemon.send(SIGKILL) }
        if victims.contains(.supervisor), pid == supervisorBefore || !killSupervisor(pid) {
          killed.remove(.supervisor)
        }
        return killed
      }
      if victims.contains(.daemon) { await daemon.end(SIGKILL) }
      return killed
    }
  }

  /// Waits until the project is at rest and its command quiet, with the daemon started again if it is gone.
  private func settle(_ folder: String) async throws -> Bool {
    let end = ContinuousClock.now + Self.patience
    while ContinuousClock.now < end {
      if kill(daemon.pid, 0) != 0 {
        _ = await daemon.finished()
        // Nobody looks into the file before it: what a kill left behind is for the daemon to mend.
        daemon = try await desk.startDaemon()
      }
      if try await isAtRest(folder),
        ["before", "marks", "after"].allSatisfy({ Marks(in: "\(folder)/\($0)").isQuiet })
      {
        return true
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  private func noteCourse(_ folder: String) {
    var status = stat()
    guard stat(folder + "/marks", &status) == 0 else { return }
    // The deadline is a whole second, and the usual course well below one.
    usualCourse = .nanoseconds(status.st_mtim.tv_nsec)
  }
}
