import Daemon
import Deadlines
import Discovery
import Executor
import Foundation
import Settings
import SystemPackage
import Wording

/// What a user has to see before allowing a project file: all of it, what would run, and what was decided so far.
struct ReviewPage {
  let found: FoundFile
  /// All of the file; nil where it cannot be read.
  let bytes: [UInt8]?
  let places: Places
  private var facts = Facts()
  private var isProtected = false
  private var obstacles: [String] = []

  init(found: FoundFile, bytes: [UInt8]?, places: Places) {
    self.found = found
    self.bytes = bytes
    self.places = places
  }

  /// The page, no wider than `terminal`.
  func lines(on terminal: Terminal) -> [String] {
    var lines: [String] = []
    if let bytes {
      lines.append("\(places.shown(found.path)), \(bytes.count.of("byte")):")
      lines += VisibleText(bytes).numbered(columns: terminal.columns)
    }
    guard case .sound = found.content else {
      return lines + ["", "None of it runs, and it cannot be allowed as it is:", trouble]
    }
    lines += ["", heading] + facts.lines(on: terminal)
    if !obstacles.isEmpty {
      lines += ["", "As things are now that would fail: \(obstacles.joined(separator: "; "))"]
    }
    return lines + ["", next]
  }

  private var heading: String {
    switch (verdict == .allowed, isProtected) {
    case (_, true): "No deadline runs this; once it is allowed, only killall-tofu destroy does:"
    case (true, false): "This runs when its deadline has come:"
    case (false, false): "If it is allowed, this runs when its deadline has come:"
    }
  }

  /// What is wrong with it.
  private var trouble: String { found.failure(in: places)?.description ?? "" }

  /// Looks at all that a teardown by this file would depend on; runs nothing.
  mutating func look(
    at file: ProjectFile, _ digest: ContentDigest, registered: Project?, settings: Settings, clock: Clock
  ) async {
    let policy = settings.policy
    let now = clock.now()
    guard let project = project(file, digest, registered, at: now, policy: policy) else {
      obstacles = [
        "it names no command, and the directory holds no OpenTofu or Terraform files; say what tears it down, as "
          + "command: …"
      ]
      return
    }
    let rehearsal = await Rehearsal(
      of: project, by: places.executor, policy: policy, clock: clock, home: places.home, readsOnly: true)
    obstacles = rehearsal.refusals
    facts = rehearsal.facts(home: places.home)
    let names = file.wishes.environment.keys.sorted()
    facts.add("Of its own", names.isEmpty ? "no variable" : names.map(\.oneLine).joined(separator: " "))
    facts.add("Timeout", file.timeout.oneLine)
    facts.add("Deadline", deadlineWords(file, digest, registered, at: now, policy: policy))
    facts.add("Warned", warned(project, policy))
    facts.add(
      "Silent for", "\((file.wishes.commandTimeout ?? policy.execution.commandTimeout).words) at most")
    facts.add("Killed", file.wishes.killAfter.map { "\($0.words) after it was asked to stop" })
    if !file.tags.isEmpty { facts.add("Tags", file.tags.map(\.oneLine).joined(separator: ", ")) }
    isProtected = project.protection(under: policy.protection) != nil
    facts.add("Protected", project.protectedWords(under: policy, home: places.home))
    facts.add("Allowed", verdictWords)
    facts.add("Registered", registeredWords(registered, at: now, policy: policy))
  }
}

extension ReviewPage {
  /// The project that the file would make; nil where nothing tells what tears it down.
  private func project(
    _ file: ProjectFile, _ digest: ContentDigest, _ known: Project?, at now: Moment, policy: Policy
  ) -> Project? {
    let content = FileContent(file, digest, in: found.directory, known: known, searchPath: searchPath)
    guard let content else { return nil }
    return Project(content, .allowed, path: found.directory, directory: nil, at: now, policy: policy)
  }

  /// When it would be destroyed once it is allowed; nil where nothing tells what tears it down.
  private func deadlineWords(
    _ file: ProjectFile, _ digest: ContentDigest, _ known: Project?, at now: Moment, policy: Policy
  ) -> String? {
    guard var project = known, project.source == .file else {
      return known == nil ? "\(file.lifetime.words) after it is first seen" : nil
    }
    guard project.status.isActive else { return nil }
    let content = FileContent(file, digest, in: found.directory, known: known, searchPath: searchPath)
    guard let content else { return nil }
    project.take(.sound(content, .allowed), directory: nil, isDecided: true, at: now, policy: policy)
    let when = project.whenDestroyed(at: now, policy: policy, home: places.home)
    return verdict == .allowed ? when : "once it is allowed, \(when)"
  }

  private func warned(_ project: Project, _ policy: Policy) -> String {
    let offsets = project.warningOffsets ?? policy.warningOffsets
    return offsets.map(\.words).joined(separator: ", ") + " before its deadline, as far as that fits"
  }

  private var verdict: Consents.Verdict { places.decisions.verdict(on: found) }

  private var verdictWords: String {
    switch verdict {
    case .allowed: "yes, exactly this"
    case .denied: "no, you denied it"
    case .unknown: "not yet"
    }
  }

  private func registeredWords(_ project: Project?, at now: Moment, policy: Policy) -> String {
    guard let project else { return "not yet" }
    let when = project.whenDestroyed(at: now, policy: policy, home: places.home)
    let hand = project.source == .file ? "" : ", by hand, and goes on without the file"
    return "as project \(project.id.number)\(hand); it is \(when)"
  }

  private var next: String {
    let place = found.directory.shellPath(home: places.home)
    return verdict == .allowed
      ? "To take that back: killall-tofu deny \(place)"
      : "To allow exactly this: killall-tofu allow \(place)\nTo say no: killall-tofu deny \(place)"
  }
}
