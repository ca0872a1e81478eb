import Deadlines
import RemoteControl
import Wording

// Where a piece of news stands: on the screen, and among what waits to be told.

extension News {
  /// What identifies a complaint about the settings.
  static let settingsTag = "settings"
  /// What identifies the one notification that tells of many holds.
  static let heldTogetherTag = "held-together"
  /// What identifies the one notification of many teardowns that run.
  static let startedTogetherTag = "started-together"
  /// What identifies what brings held and failed projects up again.
  static let remindersTag = "reminders"
  /// What identifies what is said of damaged rows.
  static let damageTag = "damage"

  /// What identifies what is said of watches that cannot be had.
  static let watchesTag = "watches"

  /// What identifies a complaint about the project file in `directory`.
  static func fileTag(of directory: String) -> String { "file-" + directory }

  /// What identifies what is said of a name of ours.
  static func nameTag(of name: OwnName) -> String { "name-" + name.rawValue }

  /// What identifies a question about a running teardown.
  static func runningTag(of id: Project.ID) -> String { Project.tag(of: id) + "-running" }

  /// What identifies its notification: a later one takes the place of an earlier one.
  var tag: String {
    switch self {
    case .silent(let project, _), .stillRunning(let project): Self.runningTag(of: project.id)
    case .started(let project), .progress(let project, _, _), .ended(let project, _, _, _),
      .attemptFailed(let project, _, _), .held(let project, _):
      project.tag
    // The news of the teardown takes its place.
    case .changed(let project, .destroy), .changed(let project, .retry): project.tag
    case .heldTogether: Self.heldTogetherTag
    case .startedTogether: Self.startedTogetherTag
    case .endedTogether(let endings): Self.endingsTag(endings.first?.kind ?? .failed)
    case .changed(let project, _), .refused(let project, _, _): project.tag + "-change"
    case .notDone: "not-done"
    case .sleep: "sleep"
    case .clockDoubted, .clockBelieved: "clock"
    case .changedTogether: "together-change"
    case .fileFails, .fileWorks: "file"
    case .damaged: Self.damageTag
    case .watchesUsedUp: Self.watchesTag
    case .filesRefused(let files):
      files.count == 1 ? files.map { Self.fileTag(of: $0.directory) }.joined() : "files-refused"
    case .overview: "overview"
    case .noSettings: "no-settings"
    case .nameTaken(let name, _): Self.nameTag(of: name)
    case .settings: Self.settingsTag
    }
  }

  /// Whether it is worth telling when a server appears later.
  var keeps: Bool {
    switch self {
    case .ended, .endedTogether, .silent, .stillRunning, .held, .heldTogether, .clockDoubted, .fileFails,
      .damaged, .settings,
      .filesRefused, .watchesUsedUp, .nameTaken:
      true
    case .started, .startedTogether, .progress, .attemptFailed, .changed, .changedTogether, .refused,
      .notDone, .sleep,
      .clockBelieved,
      .fileWorks, .overview, .noSettings:
      false
    }
  }

  /// Whether it may be let go where too much waits for a server: it asks for nothing.
  var isGood: Bool {
    switch self {
    case .ended(_, let outcome, _, _): outcome == .destroyed
    case .endedTogether(let endings): endings.first?.kind == .destroyed
    default: false
    }
  }

  /// Whether warnings go before it: it may come by the hundred, and nobody waits for it.
  var givesWay: Bool {
    switch self {
    case .started, .startedTogether, .progress, .ended, .endedTogether, .attemptFailed, .held,
      .heldTogether:
      true
    default: false
    }
  }

  /// Whether it changes what stands on the screen in place: nobody is to be disturbed by it.
  var isUpdate: Bool {
    if case .progress = self { true } else { false }
  }

  /// Whether it need not be told once something later is to be told in its place; how a teardown ended is always told.
  var canBeOvertaken: Bool {
    switch self {
    case .ended, .endedTogether: false
    case .filesRefused(let files): files.count == 1
    default: true
    }
  }

  /// The project whose notification it takes the place of.
  var project: Project? {
    switch self {
    case .started(let project), .progress(let project, _, _), .ended(let project, _, _, _),
      .attemptFailed(let project, _, _), .held(let project, _), .changed(let project, .destroy),
      .changed(let project, .retry):
      project
    default: nil
    }
  }

  /// Whether it is true until it is taken down, and told to each server that comes.
  var standsUntilSettled: Bool {
    switch self {
    case .silent, .stillRunning, .clockDoubted, .fileFails, .damaged, .nameTaken: true
    default: false
    }
  }

  /// The project that it says is held.
  var heldProject: Project? {
    if case .held(let project, _) = self { project } else { nil }
  }

  /// The project whose teardown it says went wrong.
  var failedProject: Project? {
    if case .ended(let project, let outcome, _, _) = self, outcome != .destroyed { project } else { nil }
  }

  /// The projects that it tells of, as they were then.
  var toldProjects: [Project] {
    switch self {
    case .started(let project), .progress(let project, _, _), .ended(let project, _, _, _),
      .attemptFailed(let project, _, _), .held(let project, _), .changed(let project, _),
      .refused(let project, _, _), .silent(let project, _), .stillRunning(let project):
      [project]
    case .startedTogether(let projects), .heldTogether(let projects), .changedTogether(let projects, _),
      .overview(let projects):
      projects
    case .endedTogether(let endings): endings.map(\.project)
    default: []
    }
  }

  /// The same as one piece of news for each project.
  var parts: [News] {
    switch self {
    case .heldTogether(let projects): projects.map(\.heldNews)
    case .startedTogether(let projects): projects.map { .started($0) }
    case .endedTogether(let endings): endings.map(\.news)
    default: [self]
    }
  }

  /// Whether it speaks of a teardown, and so stays although the warning that stood there before is void.
  var outlastsWarning: Bool {
    switch self {
    case .started, .progress, .attemptFailed: true
    // It asks for a decision, and goes when that was made.
    case .ended(_, let outcome, _, _): outcome != .interrupted
    default: false
    }
  }
}

extension Project {
  /// What identifies its notification: a later one takes the place of an earlier one.
  var tag: String { Self.tag(of: id) }

  static func tag(of id: Project.ID) -> String { "project-\(id.number)" }

  /// The news of its hold by itself.
  var heldNews: News { .held(self, holdReason ?? .invalid) }
}
