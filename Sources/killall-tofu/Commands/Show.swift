import ArgumentParser
import Daemon
import Deadlines
import Executor
import ProjectStore
import Settings
import Wording

struct Show: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell all about a project, and what happens next.",
    discussion: """
      What it waits for, why it is held, and what would settle that.

      EXAMPLE:
        killall-tofu show demo
      """)

  @Flag(help: "Print a JSON object for programs.")
  var json = false

  @OptionGroup var argument: ProjectArgument
  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let session = try await Session.open(file)
    let project = try await session.find(argument.project)
    let now = session.clock.now()
    let place = try await session.queuePlace(of: project, at: now)
    if json {
      return try printJSON(
        ProjectRecord(
          project: project, now: now, policy: session.settings.policy, queuePlace: place,
          progress: try await session.progress(of: [project])[project.id]))
    }
    let last = try await session.store.executions.last(of: project.id)
    let events = try await session.store.events.of(project.id).values
    var facts = facts(project, last, at: now, session)
    if project.awaitsUser, let reason = events.last(where: \.tellsWhyItAsks)?.message.oneLine {
      facts.append(("Asks you", reason))
    }
    if let last, project.isRunning, let progress = session.progress(of: last) {
      facts.append(("Progress", progressWords(done: progress.done, of: progress.total)))
    }
    if project.status.isActive, !project.isRunning, let flaw = await DirectoryLook().flaw(of: project) {
      facts.append(("Careful", flaw.words))
    }
    if project.status.isActive, let shortfall = session.shortfall(of: project) {
      facts.append(("Careful", shortfall))
    }
    let circumstances = try await session.circumstances(of: project, isQueued: place != nil, at: now)
    let wait = wait(of: project, events, in: circumstances, place: place)
    if let wait { facts.append(("Waits", wait)) }
    if project.status.isActive,
      let until = Pause.current(in: session.places.state, at: now)?.end(at: now)
    {
      facts.append(("Paused", PauseText.fact(until: until, at: now.wall)))
    }
    var page = Facts()
    for (key, value) in facts { page.add(key, value) }
    for line in page.lines(on: .output) { print(line) }
    print("")
    let next = project.nextStep(in: circumstances, isDelayed: wait != nil, home: session.places.home)
    for line in Terminal.output.wrapped(next) { print(line) }
    if project.status.isActive { await session.warnWithoutDaemon() }
  }

  /// What keeps it waiting past its deadline, as the daemon logged it; nil once that is over.
  private func wait(
    of project: Project, _ events: [LogEvent], in circumstances: Circumstances, place: Int?
  ) -> String? {
    let now = circumstances.now.wall
    guard project.status.awaitsDeadline, let deadline = project.deadline, deadline <= now,
      let delay = events.lazy.compactMap({ $0.delay(of: project) }).last
    else { return nil }
    switch delay.unmet {
    case .placeFree: return place.map { "for a place, \($0) in the queue: \(delay.unmet.words)" }
    case .alone: return project.standing(in: circumstances) == .due ? delay.unmet.words : nil
    default:
      guard let until = delay.until, until > now else { return nil }
      return "until \(until.clockTime(at: now)): \(delay.unmet.words)"
    }
  }

  private func facts(
    _ project: Project, _ last: Execution?, at now: Moment, _ session: Session
  ) -> [(String, String)] {
    var facts = [
      ("Project", "\(project.name.oneLine) (id \(project.id.number))"),
      ("Path", project.path.oneLine.abbreviated(home: session.places.home)),
      ("Command", project.command.oneLine),
      ("Timeout", project.timeout.oneLine),
      (
        "Status",
        project.holdWords(under: session.settings.policy, home: session.places.home).map { "held: \($0)" }
          ?? project.status.rawValue + (project.isRemoved ? ", removed from the lists" : "")
      ),
      ("Deadline", deadline(project, at: now)),
    ]
    if let acceptance = project.validAcceptance(at: now) {
      facts.append(("Warned", "at \(acceptance.wall.clockTime(at: now.wall))"))
    }
    if let flaw = project.flaw(under: session.settings.policy) { facts.append(("Flaw", flaw.words)) }
    facts += bars(project, session)
    facts += wishes(project, session.settings.policy.execution)
    if !project.tags.isEmpty { facts.append(("Tags", project.tags.map(\.oneLine).joined(separator: ", "))) }
    if project.holdReason == .interrupted, let last, last.lives(session.executor) {
      facts.append(
        ("Careful", "a process of its last teardown still runs; killall-tofu cancel asks it to stop"))
    }
    if let last {
      let attempt = last.attempt > 1 ? ", attempt \(last.attempt)" : ""
      let code = last.exitCode.map { ", exit code \($0)" } ?? ""
      facts.append(("Last run", "\(last.status.rawValue)\(code)\(attempt), \(last.createdAt.localDateTime)"))
    }
    return facts
  }

  /// What its file and the settings say about whether it may be torn down.
  private func bars(_ project: Project, _ session: Session) -> [(String, String)] {
    var facts: [(String, String)] = []
    if let file = project.file {
      facts.append(("File", file.consent == .allowed ? file.consent.words : project.untrustedWords))
    }
    if let why = project.protectedWords(under: session.settings.policy, home: session.places.home) {
      facts.append(("Protected", why))
    }
    return facts
  }

  /// How it is torn down, where that is not what goes without saying.
  private func wishes(_ project: Project, _ policy: ExecutionPolicy) -> [(String, String)] {
    var facts: [(String, String)] = []
    let wishes = project.wishes
    if let place = wishes.workingDirectory { facts.append(("Runs in", place.oneLine)) }
    let hooks = wishes.hooks
    for (name, line) in [
      ("Before", hooks.beforeDestroy), ("After", hooks.afterDestroy), ("On failure", hooks.onFailure),
    ] {
      if let line { facts.append((name, line.oneLine)) }
    }
    if !wishes.environment.isEmpty {
      facts.append(("Variables", wishes.environment.keys.sorted().joined(separator: ", ")))
    }
    if let limit = wishes.commandTimeout { facts.append(("Silent for", "\(limit.words) at most")) }
    if let killAfter = wishes.killAfter {
      facts.append(("Killed", "\(killAfter.words) after it was asked to stop"))
    }
    guard project.status.isActive else { return facts }
    let all = project.maximumAttempts(policy)
    let number = project.attempts.map { "\($0.made) of \(all)" }
    facts.append(("Attempts", number ?? (all == 1 ? "1" : "up to \(all)")))
    return facts
  }

  private func deadline(_ project: Project, at now: Moment) -> String {
    guard let deadline = project.deadline else {
      return project.flaw == nil ? "set when a daemon first sees the project" : "none"
    }
    let left = deadline - now.wall
    let relative = left > .zero ? "in \(left.words)" : "\((now.wall - deadline).words) ago"
    return "\(deadline.localDateTime), \(relative)"
  }
}
