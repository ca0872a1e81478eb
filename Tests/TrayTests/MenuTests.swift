import DBus
import RealParts
import Testing

@testable import Tray

@Suite(.timeLimit(.minutes(1))) struct MenuTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  @Test func everyPropertyHasTheTypeOfTheInterface() async throws {
    try await bus.withHost { host, _ in
      let properties = try await host.properties(of: FakeHost.menu)
      #expect(
        properties == [
          "Version": .uint32(3), "TextDirection": .string("ltr"), "Status": .string("normal"),
          "IconThemePath": .strings([]),
        ])
    }
  }

  @Test func theWholeMenuIsRead() async throws {
    try await bus.withHost { host, _ in
      let (revision, root) = try await host.layout()
      #expect(revision == 1 && root.id == 0)
      #expect(root.properties == ["children-display": .string("submenu")])
      #expect(
        root.children.map(\.label) == ["demo", "other", "", "Pause", "Nothing happened yet", "Quit"])
      #expect(root["demo"]?.children.map(\.label) == ["Extend 1 hour", "Cancel"])
      #expect(
        root["demo"]?.properties == [
          "label": .string("demo"), "enabled": .bool(true), "visible": .bool(true),
          "type": .string("standard"), "children-display": .string("submenu"),
        ])
      #expect(
        root["Pause"]?.properties == [
          "label": .string("Pause"), "enabled": .bool(true), "visible": .bool(true),
          "type": .string("standard"), "toggle-type": .string("checkmark"), "toggle-state": .int32(0),
        ])
      #expect(
        root.children[2].properties == [
          "label": .string(""), "enabled": .bool(false), "visible": .bool(true), "type": .string("separator"),
        ])
      #expect(root["Nothing happened yet"]?.properties["enabled"] == .bool(false))
      #expect(root["Quit"]?.properties["icon-name"] == .string("application-exit"))
    }
  }

  @Test(arguments: [(0, 0), (1, 6), (2, 10), (-1, 10), (Int32.min, 10), (Int32.max, 10)])
  func soManyLevelsAreReadAsAreAskedFor(_ depth: Int32, _ count: Int) async throws {
    try await bus.withHost { host, _ in
      let root = try await host.layout(depth: depth).root
      #expect(root.count == count)
    }
  }

  @Test func partsOfTheMenuAreRead() async throws {
    try await bus.withHost { host, _ in
      let demo = try #require(try await host.layout().root["demo"])
      let part = try await host.layout(of: demo.id, depth: 1, ["label", "no-such"]).root
      #expect(part.properties == ["label": .string("demo")])
      #expect(part.children.map(\.properties) == demo.children.map { ["label": .string($0.label)] })
      let (first, second) = (demo.children[0].id, demo.children[1].id)
      #expect(
        try await host.callMenu(
          "GetGroupProperties", [[second, 999, first, first].busValue, .strings(["label"])])
          == [
            .array(
              [
                .structure([.int32(first), .options(["label": .string("Extend 1 hour")])]),
                .structure([.int32(second), .options(["label": .string("Cancel")])]),
              ], of: .structure([.int32, .options]))
          ])
      let all = try await host.callMenu("GetGroupProperties", [[Int32]().busValue, .strings([])])
      #expect(all[0].elements?.count == 11)
      let label = try await host.callMenu("GetProperty", [.int32(first), .string("label")])
      #expect(label == [.variant(.string("Extend 1 hour"))])
    }
  }

  @Test(
    arguments: [
      ("GetLayout", [.int32(999), .int32(-1), .strings([])]),
      ("GetLayout", [.int32(-1), .int32(-1), .strings([])]),
      ("GetLayout", [.uint32(0), .int32(-1), .strings([])]),
      ("GetProperty", [.int32(999), .string("label")]),
      ("GetProperty", [.int32(0), .string("label")]),
      ("GetGroupProperties", [.strings([]), .strings([])]),
      ("AboutToShow", [.int32(999)]),
      ("AboutToShow", [.int32(.min)]),
      ("AboutToShowGroup", [[Int32(999), 998].busValue]),
      ("Event", [.int32(999), .string("clicked"), .variant(.int32(0)), .uint32(0)]),
      ("Event", [.int32(999), .string("closed"), .variant(.int32(0)), .uint32(0)]),
      ("Event", [.int32(0), .string("clicked"), .int32(0), .uint32(0)]),
      ("EventGroup", [.array([], of: .string)]),
    ] as [(MemberName, [Value])])
  func wrongCallsAreNamed(_ member: MemberName, _ arguments: [Value]) async throws {
    try await bus.withHost { host, _ in
      let error = await #expect(throws: BusError.self) { try await host.callMenu(member, arguments) }
      guard case .refused(let refusal)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(refusal.name == "org.freedesktop.DBus.Error.InvalidArgs" && !refusal.message.isEmpty)
    }
  }

  @Test func rulesAtTheEndsAndBesideOthersAreLeftOut() async throws {
    let script = Script([
      .separator("a"), .separator("b"), MenuEntry("One", identity: "one"), .separator("c"), .separator("d"),
      MenuEntry("Two", identity: "two"), .separator("e"),
      MenuEntry("Three", identity: "three", kind: .submenu([.separator("f")])), .separator("g"),
      .separator("h"),
    ])
    try await bus.withHost(script) { host, _ in
      let root = try await host.layout().root
      #expect(root.children.map(\.label) == ["One", "", "Two", "", "Three"])
      // A submenu without lines is none.
      #expect(root["Three"]?.properties["children-display"] == nil)
      #expect(root["Three"]?.properties["enabled"] == .bool(false))
    }
  }

  @Test(arguments: [
    ("my_vm_1", "my__vm__1"), ("_", "__"), ("a & b <i>", "a & b <i>"),
    ("two\nlines\tand\u{7}", "two lines and "),
    ("\u{2028}x\u{0}", " x "), ("", ""), ("数据库 👩‍👩‍👧", "数据库 👩‍👩‍👧"),
  ]) func labelsArePlainText(_ text: String, _ label: String) async throws {
    try await bus.withHost(Script([MenuEntry(text, identity: "x")])) { host, _ in
      let root = try await host.layout().root
      #expect(root.children.map(\.label) == [label])
    }
  }

  @Test func aLongNameIsCutInTheMiddle() async throws {
    let name = "start" + String(repeating: "é", count: 10_240) + "end"
    try await bus.withHost(Script([.project(1, name)])) { host, _ in
      let label = try await host.layout().root.children[0].label
      #expect(label.count == 120 && label.hasPrefix("start") && label.hasSuffix("end") && label.contains("…"))
    }
  }

  @Test func twoHundredProjectsAreShown() async throws {
    let script = Script((1...200).map { .project($0, "project \($0)") })
    try await bus.withHost(script) { host, running in
      #expect(try await host.layout().root.count == 600)
      let told = try await host.signals()
      script.change {
        $0.menu = (1...200).map { .project($0, "project \($0)", generation: $0 == 77 ? 2 : 1) }
      }
      running.tray.refresh()
      // Only that one's submenu is read again.
      let update = await told.first { _ in true }
      let project = try #require(try await host.layout().root["project 77"])
      #expect(update?.member == "LayoutUpdated" && update?.body == [.uint32(2), .int32(project.id)])
    }
  }

  @Test func theMenuDeeperThanMessagesMayBeIsCut() async throws {
    let deep = (0..<50).reduce(MenuEntry("end", identity: "end")) { inner, level in
      MenuEntry("level", identity: "level/\(level)", kind: .submenu([inner]))
    }
    try await bus.withHost(Script([deep])) { host, _ in
      let root = try await host.layout().root
      #expect(root.count == MenuNumbering.deepest)
    }
  }
}
