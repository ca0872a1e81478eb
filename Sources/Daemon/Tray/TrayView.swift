import Deadlines
import Settings
import Tray
import Wording

/// What the tray is to show at one moment, as a value: the same view makes the same icon and the same menu.
struct TrayView {
  /// The active projects.
  var projects: [Project]
  /// Those of which there is a log.
  var logged: Set<Project.ID> = []
  /// What happened last, the newest first, with the project that it happened to where that is known.
  var recent: [(event: LogEvent, project: Project?)] = []
  /// Until when notifications are held back by their user.
  var pausedUntil: Timestamp?
  /// The pictures that panels find by name.
  var icons = InstalledIcons()
  var settings: Settings
  var now: Moment

  /// More projects than that have no line of their own.
  static let linesAtMost = 30
  /// How long notifications are held back.
  static let pauseLength: Duration = .hours(1)

  /// What is to be seen of them all.
  var situation: Situation { Situation(of: projects, at: now, policy: settings.policy) }

  /// The icon and the menu.
  var content: TrayContent {
    let situation = situation
    return TrayContent(face: face(situation), menu: menu(situation))
  }

  private func face(_ situation: Situation) -> TrayFace {
    let ring = Ring(situation, isPaused: pausedUntil != nil)
    let next = projects.first { $0.id == situation.next }
    let tip = TrayText.toolTip(of: situation, next: next, pausedUntil: pausedUntil, at: now.wall)
      .split(separator: "\n", maxSplits: 1)
    return TrayFace(
      title: TrayText.title, status: situation.sign.status,
      picture: TrayPicture(ring, isNamed: icons.has(ring.iconName)),
      // LXQt 1.2 shows no more than the title.
      toolTipTitle: tip.first.map(String.init) ?? TrayText.title,
      toolTipBody: tip.dropFirst().first.map(String.init) ?? "")
  }

  private func menu(_ situation: Situation) -> [MenuEntry] {
    let isShownLater = Set(projects.filter { $0.waitsForUser(at: now) }.map(\.id))
    let order = projects.sorted { left, right in
      let (first, second) = (isShownLater.contains(left.id), isShownLater.contains(right.id))
      if first != second { return first }
      return (left.deadline ?? Timestamp(.max), left.id) < (right.deadline ?? Timestamp(.max), right.id)
    }
    var entries = order.prefix(Self.linesAtMost).map { entry(of: $0) }
    if order.isEmpty {
      entries.append(MenuEntry(TrayText.noProject, identity: "none", isEnabled: false))
    }
    if order.count > Self.linesAtMost {
      entries.append(
        MenuEntry(
          TrayText.more(order.count - Self.linesAtMost), identity: "more", key: TrayKey.overview.text))
    }
    return entries + [
      .separator("after projects"), activity, .separator("after activity"), pause,
      MenuEntry(TrayText.settings, identity: "settings", key: TrayKey.settings.text), quit(situation),
    ]
  }

  private var activity: MenuEntry {
    let lines = recent.enumerated().map { place, item in
      let hasLog = item.project.map { logged.contains($0.id) } ?? false
      let key = hasLog && item.event.isOfTeardown ? item.project.map { TrayKey.log($0.id).text } : nil
      return MenuEntry(
        TrayText.activity(item.event, of: item.project, at: now.wall),
        identity: "activity/\(item.event.id ?? Int64(-place))", key: key, isEnabled: key != nil)
    }
    let none = MenuEntry(TrayText.nothingHappened, identity: "activity/none", isEnabled: false)
    return MenuEntry(
      TrayText.recentActivity, identity: "activity", kind: .submenu(lines.isEmpty ? [none] : lines))
  }

  private var pause: MenuEntry {
    guard let pausedUntil else {
      return MenuEntry(
        TrayText.pause(for: Self.pauseLength), identity: "pause", key: TrayKey.pause.text, kind: .check(false)
      )
    }
    return MenuEntry(
      TrayText.paused(until: pausedUntil, at: now.wall), identity: "pause", key: TrayKey.unpause.text,
      kind: .check(true))
  }

  /// One slip of the hand must not have projects forgotten: while any is active it takes a second look.
  private func quit(_ situation: Situation) -> MenuEntry {
    let key = TrayKey.quit.text
    guard situation.active > 0 else { return MenuEntry(TrayText.quit, identity: "quit", key: key) }
    let lines = TrayText.quitting(situation.active, next: situation.due, at: now.wall)
    let words = lines.enumerated().map { MenuEntry($1, identity: "quit/words/\($0)", isEnabled: false) }
    return MenuEntry(
      TrayText.quit, identity: "quit",
      kind: .submenu(words + [MenuEntry(TrayText.quitAnyway, identity: "quit/anyway", key: key)]))
  }
}

extension Situation.Sign {
  fileprivate var status: TrayFace.Status {
    switch self {
    case .idle: .passive
    case .calm: .active
    case .attention: .needsAttention
    }
  }
}

extension Ring {
  /// The ring that shows the situation.
  init(_ situation: Situation, isPaused: Bool) {
    switch situation.sign {
    case .attention: self.init(filled: Self.steps, colour: .red, badge: .attention)
    case .calm(let gauge?):
      self.init(filled: gauge.filled, colour: Colour(gauge.band), badge: isPaused ? .paused : .none)
    case .calm(nil), .idle: self.init(filled: 0, colour: .grey, badge: isPaused ? .paused : .none)
    }
  }
}

extension Ring.Colour {
  fileprivate init(_ band: TimeBand) {
    switch band {
    case .green: self = .green
    case .yellow: self = .yellow
    case .red: self = .red
    }
  }
}

extension LogEvent {
  /// Whether a log of a teardown tells more.
  fileprivate var isOfTeardown: Bool {
    switch kind {
    case .executed, .destroyed, .error: true
    case .created, .configured, .warned, .extended, .cancelled, .held: false
    }
  }
}
