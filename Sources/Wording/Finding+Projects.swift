public import Deadlines

/// What `doctor` says about the projects.
extension Finding {
  /// How the active projects stand: a line for each kind that waits for somebody, the others in one.
  ///
  /// - Parameter directories: what is wrong with the directories of those that it is with.
  public static func projects(
    _ projects: [Project], directories: [Project.ID: DirectoryFlaw] = [:], at now: Moment, policy: Policy
  ) -> [Finding] {
    let isProtected = { (project: Project) in project.protection(under: policy.protection) != nil }
    var findings: [Finding] = []
    let failed = projects.filter { $0.status == .failed }
    findings += kind("failed", failed, "could not be torn down, and cost money on") {
      "killall-tofu logs \($0.shellName)"
    }
    let asking = projects.filter { $0.status == .scheduled && $0.awaitsUser }
    let held = projects.filter { $0.status == .held }
    // Without a daemon nobody has put it down as held yet, but that holds at once.
    let spared = projects.filter { $0.status == .scheduled && !$0.awaitsUser && isProtected($0) }
    let isNew = { (project: Project) in project.holdReason == .untrusted && project.file?.consent == .unasked
    }
    findings += kind(
      "unasked", held.filter(isNew), "found, and not run before you allow it",
      HoldReason.untrusted.command(for:))
    for reason in HoldReason.allCases {
      let barred =
        held.filter { $0.holdReason == reason && !isNew($0) } + (reason == .protected ? spared : [])
      // No deadline and no typed name ever gets past that one.
      findings += kind(
        "held: \(reason.rawValue)", level: reason == .invalid ? .error : .warning, barred, reason.words,
        reason.command(for:))
    }
    findings += kind("asks you", asking, "taken over, and never destroyed before you decide") {
      "killall-tofu show \($0.shellName)"
    }
    findings += lost(projects, directories)
    let known = Set((failed + held + asking + spared).map(\.id))
    return findings + [
      rest(projects.filter { !known.contains($0.id) }, of: projects.count, at: now, policy: policy)
    ]
  }

  /// A line for each way in which directories are not there.
  private static func lost(_ projects: [Project], _ flaws: [Project.ID: DirectoryFlaw]) -> [Finding] {
    var findings: [Finding] = []
    var rest = projects.filter { flaws[$0.id] != nil }
    while let flaw = rest.first.flatMap({ flaws[$0.id] }) {
      let lost = rest.filter { flaws[$0.id] == flaw }
      findings += kind("directory", lost, flaw.words(of: lost.count)) {
        "put \($0.path.shellWord) back, or give it up: killall-tofu cancel \($0.shellName)"
      }
      rest.removeAll { flaws[$0.id] == flaw }
    }
    return findings
  }

  /// The line for projects of one kind; none where there are none.
  private static func kind(
    _ subject: String, level: Level = .warning, _ projects: [Project], _ why: String,
    _ command: (Project) -> String
  ) -> [Finding] {
    guard let first = projects.first else { return [] }
    let named = projects.prefix(5).map(\.nameToldApart).joined(separator: ", ")
    let more = projects.count > 5 ? " and \(projects.count - 5) more" : ""
    // One that stands for all: which they are, the table tells.
    let line = command(first)
    return [
      Finding(
        subject, level, "\(projects.count.of("project")): \(named)\(more); \(why)",
        remedy: projects.count == 1 ? line : "killall-tofu list, then for each: \(line)")
    ]
  }

  private static func rest(_ projects: [Project], of count: Int, at now: Moment, policy: Policy) -> Finding {
    guard count > 0 else { return Finding("active", .ok, "no project is active") }
    let due = projects.compactMap { project in project.due(at: now, policy: policy).map { (project, $0) } }
    guard let (next, time) = due.min(by: { $0.1 < $1.1 }) else {
      return Finding("active", .ok, "\(count.of("project")), none of which has a deadline to come")
    }
    let left = time - now.wall
    let when = left > .zero ? "in \(left.glance)" : "now"
    return Finding("active", .ok, "\(count.of("project")); next is \(next.nameToldApart), \(when)")
  }

  /// What a project's teardown will lack, as a sentence; `isProgram` if that is the very program it runs.
  public static func shortfall(_ text: String, of project: Project, isProgram: Bool) -> Finding {
    Finding(
      project.shownName.cutInTheMiddle(24).quoted + (project.sharesName ? " (id \(project.id.number))" : ""),
      isProgram ? .error : .warning,
      "\(text): its teardown will fail",
      remedy: isProgram
        ? "install it, or cancel the project and add it again where the program is found"
        : "set them where the daemon starts (~/.config/environment.d), or in execution.environment of its project file"
    )
  }
}

extension Project {
  /// Its name, with its number and path where another one has the same name.
  fileprivate var nameToldApart: String {
    let place = sharesName ? " (id \(id.number), \(path.oneLine.cutInTheMiddle(60)))" : ""
    return shownName.quoted + place
  }
}

extension HoldReason {
  /// The command that settles it for a project, or tells more.
  fileprivate func command(for project: Project) -> String {
    switch self {
    case .untrusted: "killall-tofu review \(project.path.shellWord)"
    case .overdue, .unwarned: "killall-tofu extend \(project.shellName) 1h"
    case .invalid, .protected, .clock, .interrupted: "killall-tofu show \(project.shellName)"
    }
  }
}
