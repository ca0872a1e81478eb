import DBus
import RealParts
import Testing

@testable import Tray

@Suite(.timeLimit(.minutes(1))) struct StatusItemTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  @Test func everyPropertyHasTheTypeOfTheSpecification() async throws {
    try await bus.withHost { host, _ in
      let properties = try await host.properties()
      #expect(
        properties.mapValues(\.type.description) == [
          "Category": "s", "Id": "s", "Title": "s", "Status": "s", "WindowId": "i", "IconThemePath": "s",
          "Menu": "o", "ItemIsMenu": "b", "IconName": "s", "IconPixmap": "a(iiay)", "OverlayIconName": "s",
          "OverlayIconPixmap": "a(iiay)", "AttentionIconName": "s", "AttentionIconPixmap": "a(iiay)",
          "AttentionMovieName": "s", "ToolTip": "(sa(iiay)ss)",
        ])
      #expect(properties["Category"] == .string("ApplicationStatus"))
      #expect(properties["Status"] == .string("Active"))
      #expect(properties["Menu"] == .objectPath("/MenuBar"))
      #expect(properties["IconName"] == .string("io.github.killallgit.KillallTofu-ring-green-07"))
      #expect(
        properties["ToolTip"]
          == .structure([
            .string(""), .array([], of: .structure([.int32, .int32, .array(.byte)])), .string("Two projects"),
            .string("demo in 5 minutes"),
          ]))
      // One by one they are the same.
      for (name, value) in properties { #expect(try await host.property(name) == value) }
    }
  }

  @Test func theIconIsThereInAllSizes() async throws {
    try await bus.withHost { host, _ in
      let images = try #require(try await host.property("IconPixmap").elements)
      let sizes = images.compactMap { image -> Int? in
        guard let fields = image.fields, fields[0] == fields[1], let side = fields[0].integer,
          fields[2].elements?.count == Int(4 * side * side)
        else { return nil }
        return Int(side)
      }
      #expect(sizes == Ring.sizes)
    }
  }

  // Each host listens to one of them.
  @Test(arguments: [
    (Change { $0.title = "Other" }, ["NewTitle"], ["Title"]),
    (Change { $0.toolTipBody = "demo in 4 minutes" }, ["NewToolTip"], ["ToolTip"]),
    (
      Change { $0.picture = TrayPicture(Ring(filled: 6, colour: .green), isNamed: true) }, ["NewIcon"],
      ["IconName", "IconPixmap"]
    ),
    (Change { $0.picture.iconName = "" }, ["NewIcon"], ["IconName"]),
    (Change { $0.status = .passive }, ["NewStatus"], ["Status"]),
    (
      Change { $0.status = .needsAttention }, ["NewAttentionIcon", "NewStatus"],
      ["AttentionIconName", "AttentionIconPixmap", "Status"]
    ),
  ]) func changesAreToldInBothWays(_ change: Change, _ signals: [String], _ names: [String]) async throws {
    try await bus.withHost { host, running in
      let told = try await host.signals()
      running.script.change { change.apply(&$0.face) }
      running.tray.refresh()
      let messages = await told.prefix(signals.count + 1).collected()
      #expect(messages.first?.member == "PropertiesChanged")
      #expect(messages.first?.body.first == .string("org.kde.StatusNotifierItem"))
      let values = try #require(messages.first?.body.dropFirst().first?.entries)
      #expect(Set(values.keys.compactMap(\.string)) == Set(names))
      #expect(messages.dropFirst().map { $0.member?.text } == signals)
      let isStatus = { (message: Message) in message.member == "NewStatus" }
      if let status = messages.first(where: isStatus) {
        #expect(try await host.property("Status") == status.body[0])
      }
    }
  }

  /// What a test changes of a face.
  struct Change: Sendable {
    var apply: @Sendable (inout TrayFace) -> Void

    init(_ apply: @escaping @Sendable (inout TrayFace) -> Void) {
      self.apply = apply
    }
  }

  @Test func nothingIsToldOfWhatStays() async throws {
    try await bus.withHost { host, running in
      let told = try await host.signals()
      for _ in 0..<5 {
        running.tray.refresh()
        await running.script.asked.first { true }
      }
      running.script.change { $0.face.title = "Last" }
      running.tray.refresh()
      #expect(await told.prefix(2).collected().map { $0.member?.text } == ["PropertiesChanged", "NewTitle"])
    }
  }

  // xfce4-panel 4.18 shows an attention icon whatever the status says, so there must be none left.
  @Test func attentionComesAndGoesWithItsIcon() async throws {
    let script = Script()
    script.change { $0.face.status = .needsAttention }
    try await bus.withHost(script) { host, running in
      let urgent = try await host.properties()
      #expect(urgent["AttentionIconName"] == urgent["IconName"] && urgent["AttentionIconName"] != .string(""))
      #expect(urgent["AttentionIconPixmap"] == urgent["IconPixmap"])
      let told = try await host.signals()
      script.change { $0.face.status = .active }
      running.tray.refresh()
      _ = await told.first { $0.member == "NewStatus" }
      let calm = try await host.properties()
      #expect(calm["AttentionIconName"] == .string(""))
      #expect(calm["AttentionIconPixmap"]?.elements == [])
    }
  }

  // waybar takes all of it as markup, Xfce the last part only, others none.
  @Test func markupIsShownByLookalikes() async throws {
    let script = Script()
    script.change {
      $0.face.title = "<b>a & b</b>"
      $0.face.toolTipTitle = "x\u{1B}[1m\u{0}<&>\ny"
      $0.face.toolTipBody = "one &amp;\n\ttwo <i>\n" + String(repeating: "é", count: 10_000)
    }
    try await bus.withHost(script) { host, _ in
      #expect(try await host.property("Title") == .string("‹b›a ＆ b‹/b›"))
      let fields = try #require(try await host.property("ToolTip").fields)
      #expect(fields[2] == .string("x [1m ‹＆› y"))
      let lines = try #require(fields[3].string?.split(separator: "\n"))
      #expect(lines.prefix(2) == ["one ＆amp;", " two ‹i›"])
      #expect(lines[2].count == 120 && lines[2].contains("é…é"))
    }
  }

  @Test func clicksAreHandedOn() async throws {
    try await bus.withHost { host, running in
      let place: [Value] = [.int32(-7), .int32(900)]
      _ = try await host.callItem("ContextMenu", place)
      _ = try await host.callItem("Scroll", [.int32(120), .string("vertical")])
      _ = try await host.callItem("ProvideXdgActivationToken", [.string("t")])
      _ = try await host.callItem("Activate", place)
      _ = try await host.callItem("SecondaryActivate", place)
      #expect(await running.next() == .activated(x: -7, y: 900))
      #expect(await running.next() == .secondaryActivated)
    }
  }

  @Test(
    arguments: [
      ("Activate", []), ("Activate", [.string("1"), .int32(1)]),
      ("Scroll", [.int32(1), .int32(1)]), ("ContextMenu", [.uint32(1), .uint32(1)]),
    ] as [(MemberName, [Value])]) func wrongTypesAreRefused(_ member: MemberName, _ arguments: [Value])
    async throws
  {
    try await bus.withHost { host, _ in
      let error = await #expect(throws: BusError.self) { try await host.callItem(member, arguments) }
      guard case .refused(let refusal)? = error else { return }
      #expect(refusal.name == "org.freedesktop.DBus.Error.InvalidArgs")
    }
  }
}
