import ArgumentParser
import Daemon
import Deadlines
import Discovery
import ProjectStore
import Settings
import Wording

struct Allow: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Allow what a .killall.yaml says now.",
    discussion: """
      Its project is registered. Nothing that a project file names is run before you have allowed exactly these \
      bytes at exactly this path. If either changes, nothing runs until you allow that; a timeout that only grows \
      keeps your consent. Look first, with killall-tofu review.

      EXAMPLE:
        killall-tofu review ~/stacks/demo
        killall-tofu allow ~/stacks/demo
      """)

  @OptionGroup var argument: FileArgument
  @OptionGroup var options: FileOptions

  func carryOut() async throws {
    let places = try Places.ofThisUser()
    let found = ProjectFileReader().read(in: argument.directory)
    if let failure = found.failure(in: places) {
      throw Failure("\(failure); nothing was allowed", failure.code)
    }
    guard case .sound(let file, _) = found.content else { return }
    if file.command == nil {
      _ = try usualCommand(in: found.directory, instead: "say in the file what tears it down, as command: …")
    }
    let session = try await Session.open(options, creates: true)
    try session.demandLifetime(file.lifetime, as: file.timeout)
    let outcome = try await session.allow(found)
    print("Allowed \(places.shown(found.path)) as it is now.")
    for line in try await session.whatFollows(outcome) { print(line) }
    await session.startDaemon()
  }
}

extension Session {
  /// Allows these bytes at this path, and has their project registered; one that was registered by hand and is over
  /// begins anew by the file.
  func allow(_ found: FoundFile) async throws -> FileOutcome {
    do {
      let outcome = try await registrar.allow(found, in: seenEnvironment)
      guard case .atRest(let former) = outcome.change, former.source != .file,
        case .sound(let file, _) = found.content
      else { return outcome }
      try await schedule(former, anewBy: file)
      return try await registrar.allow(found, in: seenEnvironment)
    } catch let error as FileDecisionError {
      throw Failure(error, in: places)
    }
  }

  /// Schedules a project that is over by what a file says, with its history; nothing of it runs until that is allowed.
  func schedule(_ former: Project, anewBy file: ProjectFile) async throws {
    let now = clock.now().wall
    let new = NewProject(
      path: former.path, name: file.name ?? former.name, timeout: file.timeout,
      command: file.command ?? former.command, tags: file.tags, source: .file,
      seenEnvironment: seenEnvironment, deadline: now + file.lifetime)
    do {
      _ = try await store.projects.add(new, at: now) { .registered($0, at: now) }
    } catch {
      throw Failure(error, about: former)
    }
  }

  /// Refuses a timeout that is longer than a project may live.
  func demandLifetime(_ lifetime: Duration, as text: String) throws {
    guard let limit = settings.policy.maximumLifetime, lifetime > limit else { return }
    throw Failure(
      "the timeout \(text.quoted) is longer than limits.maximum_lifetime in the settings allows, which is "
        + "\(limit.words); give a shorter one")
  }

  /// What follows from a file that was just allowed.
  ///
  /// - Throws: `Failure` where it is another file by now.
  fileprivate func whatFollows(_ outcome: FileOutcome) async throws -> [String] {
    switch outcome.change {
    case .registered, .changed, .postponed, .allowed, .held, .unchanged, .moved:
      guard let project = outcome.project else { return [] }
      return await whatFollows(project)
    case .atRest(let project):
      let project = await store.projects.toldApart(project)
      return [
        "\(project.shownName) (project \(project.id.number)) is \(project.status.rawValue), and stays so. To schedule "
          + "it again: killall-tofu resume \(project.shellName)"
      ]
    case .notOurs(let project):
      let project = await store.projects.toldApart(project)
      return [
        "\(project.shownName) (project \(project.id.number)) was registered there by hand, and goes on as it is: "
          + "\(whenDestroyed(project)). To go by the file instead: killall-tofu cancel \(project.shellName), then this "
          + "again"
      ]
    case .gone, .bad, .unsafe, .unseen:
      throw Failure("it is not registered: \(outcome.words(home: places.home))")
    }
  }

  /// What happens to a project that was just registered or allowed, when, and how to stop it.
  func whatFollows(_ project: Project) async -> [String] {
    let project = await store.projects.toldApart(project)
    let when = whenDestroyed(project)
    let isDestroyed = when.hasPrefix("destroyed")
    let hooks = project.wishes.hooks
    var lines = [
      "\(project.shownName) (project \(project.id.number)) is \(when)"
        + (isDestroyed ? ", by:" : ". Its command:")
    ]
    lines += project.command.visible.split(separator: "\n").map { "  \($0)" }
    for (name, line) in [
      ("before it", hooks.beforeDestroy), ("after it", hooks.afterDestroy), ("if it fails", hooks.onFailure),
    ] {
      if let line { lines.append("  \(name): \(line.oneLine)") }
    }
    if let place = project.wishes.workingDirectory { lines.append("  in: \(place.oneLine)") }
    let names = project.wishes.environment.keys.sorted()
    if !names.isEmpty { lines.append("  with its own: \(names.map(\.oneLine).joined(separator: ", "))") }
    if project.sharesName { lines.append(ReferenceText.sharesName(project)) }
    guard isDestroyed else {
      let home = places.home
      let isProtected = project.isAllowed && project.protectedWords(under: settings.policy, home: home) != nil
      return lines + [
        isProtected
          ? project.protectedWayOn
          : project.nextStep(at: clock.now(), policy: settings.policy, home: home)
      ]
    }
    lines.append("Keep it longer with: killall-tofu extend \(project.shellName) 1h")
    lines.append("Stop it with: killall-tofu cancel \(project.shellName)")
    return lines
  }
}
