import Deadlines
import Notifications
import Settings
import Testing
import Wording

@testable import Daemon
@testable import Notifications

/// Every kind of notification, as every kind of server is sent it.
@Suite struct KindTableTests {
  static let servers: [NotificationServer] = [
    ("everything", ["actions", "body", "body-markup", "icon-static", "persistence", "sound"]),
    ("dunst", ["actions", "body", "body-hyperlinks", "body-markup", "icon-static", "x-dunst-stack-tag"]),
    ("mako", ["actions", "body", "body-markup", "icon-static"]),
    (
      "Xfce Notify Daemon",
      ["actions", "body", "body-markup", "icon-static", "x-canonical-private-icon-only"]
    ),
    ("lxqt-notificationd", ["actions", "body", "body-markup", "persistence"]),
    ("Plasma", ["actions", "body", "body-markup", "inhibitions", "persistence"]),
    ("gnome-shell", ["actions", "body", "body-markup", "icon-static", "persistence", "sound"]),
    ("nothing", []),
  ].map { NotificationServer(name: $0.0, vendor: "", version: "1", capabilities: Set($0.1)) }

  static let requests: [(name: String, request: NotificationRequest)] = {
    let now = Moment(wall: Timestamp(1_800_000_000), awake: .seconds(9_000), bootID: "boot")
    var settings = Settings()
    settings.sound = "bell"
    let warnings = (1...4).map {
      Deadlines.Warning(
        project: .told($0), kind: .deadline, offset: .minutes(15), due: now.wall + .minutes(15))
    }
    var pressing = warnings[0]
    pressing.due = now.wall + .minutes(5)
    return News.samples.filter { $0.name != "damaged" && $0.name != "files refused" }.map {
      ($0.name, $0.news.request(at: now, policy: settings.policy, home: "/home/a"))
    } + [
      ("warning", warnings[0].request(at: now.wall, settings: settings, home: nil)),
      ("pressing warning", pressing.request(at: now.wall, settings: settings, home: nil)),
      (
        "many warnings",
        Summary(tag: "together-1", warnings: warnings).request(at: now.wall, settings: settings, home: nil)
      ),
      ("question", Project.told().question(settings: settings, home: nil, briefing: .init())),
    ]
  }()

  private static let critical: Set<String> = [
    "failed", "interrupted", "many failed", "silent", "still running", "clock doubted", "file fails",
    "name taken",
    "pressing warning", "question",
  ]

  @Test(arguments: servers)
  func `Every kind says what it is, with buttons or what to type instead`(server: NotificationServer) throws {
    for (name, request) in Self.requests {
      let content = PopupContent(try SafeRequest(request), for: server, from: .killallTofu)
      #expect(!content.summary.isEmpty && content.summary.utf8.count <= TextBound.summary, "\(name)")
      let urgency: NotificationRequest.Urgency =
        Self.critical.contains(name) ? .critical : name == "progress" ? .low : .normal
      #expect(content.urgency == urgency, "\(name)")
      // What is critical stays until it is answered; a question as long as it counts.
      let never: Int32 = server.crashesOnNever ? .max : 0
      if urgency == .critical {
        #expect(content.timeout == (name == "question" ? 120_000 : never), "\(name)")
      }
      let buttons = content.actions.filter { $0.key != "default" }
      #expect(buttons.count <= 3, "\(name)")
      #expect(buttons.isEmpty == (request.actions.isEmpty || !server.offersActions), "\(name)")
      let areDrawn = server.offersActions && !server.hidesActions
      if !request.actions.isEmpty, !areDrawn, name != "question" {
        #expect(content.body.contains("killall-tofu "), "\(name): \(content.body)")
      }
      #expect(content.category?.hasPrefix("x-killall-tofu.") == true, "\(name)")
      #expect(content.hints["desktop-entry"] == .text("io.github.killallgit.KillallTofu"))
      #expect(content.hints["transient"] == nil && content.hints["resident"] == nil, "\(name)")
      // Xfce's gauge would take the place of the text.
      let hasGauge = name == "progress" && server.name != "Xfce Notify Daemon"
      #expect((content.hints["value"] != nil) == hasGauge, "\(name)")
      #expect((content.hints["suppress-sound"] != nil) == (name == "progress"), "\(name)")
      #expect(
        (content.hints["sound-name"] != nil)
          == ["warning", "pressing warning", "many warnings", "question"]
          .contains(name), "\(name)")
      #expect((content.hints["x-dunst-stack-tag"] != nil) == (server.name == "dunst"), "\(name)")
    }
  }

  @Test func `No two kinds that may stand there together have one tag by mistake`() {
    let tags = Dictionary(grouping: Self.requests, by: \.request.tag).filter { $0.value.count > 1 }
    #expect(Set(tags.keys) == ["project-1", "project-1-change", "project-1-running", "clock", "file"])
  }
}
