import DBus
import RealParts
import Testing

@testable import Tray

@Suite(.timeLimit(.minutes(1))) struct MenuChangeTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  // No host shall draw a menu anew because of a minute less.
  @Test func aLabelAloneChangesNoLayout() async throws {
    try await bus.withHost { host, running in
      let before = try await host.layout()
      let told = try await host.signals()
      running.script.change {
        $0.menu[0].label = "demo in 4 minutes"
        $0.menu[3].kind = .check(true)
        $0.menu[5].iconName = nil
        $0.face.title = "Last"
      }
      running.tray.refresh()
      let messages = await told.prefix(3).collected().filter { $0.interface == FakeHost.menu }
      let item = ValueType.structure([.int32, .options])
      let demo = try #require(before.root["demo"]?.id)
      let pause = try #require(before.root["Pause"]?.id)
      let quit = try #require(before.root["Quit"]?.id)
      #expect(messages.map { $0.member?.text } == ["ItemsPropertiesUpdated"])
      #expect(
        messages.first?.body == [
          .array(
            [
              .structure([.int32(demo), .options(["label": .string("demo in 4 minutes")])]),
              .structure([.int32(pause), .options(["toggle-state": .int32(1)])]),
            ], of: item),
          .array(
            [.structure([.int32(quit), .strings(["icon-name"])])], of: .structure([.int32, .array(.string)])),
        ])
      let after = try await host.layout()
      #expect(after.revision > before.revision)
      #expect(after.root.children.map(\.id) == before.root.children.map(\.id))
    }
  }

  @Test func theLayoutReadIsAtLeastTheOneToldOf() async throws {
    try await bus.withHost { host, running in
      let told = try await host.signals()
      var last: UInt32 = 1
      for number in 3..<8 {
        running.script.change { $0.menu.insert(.project(number, "new \(number)"), at: 0) }
        running.tray.refresh()
        let update = try #require(await told.first { $0.member == "LayoutUpdated" })
        guard case .uint32(let revision) = update.body[0] else { return }
        let (read, root) = try await host.layout()
        #expect(revision > last && read >= revision && root.children[0].label == "new \(number)")
        #expect(update.body[1] == .int32(0))
        last = revision
      }
    }
  }

  @Test func nothingIsToldOfAMenuThatStays() async throws {
    try await bus.withHost { host, running in
      let told = try await host.signals()
      for _ in 0..<5 {
        running.tray.refresh()
        await running.script.asked.first { true }
        #expect(try await host.aboutToShow() == false)
      }
      running.script.change { $0.menu.removeLast() }
      running.tray.refresh()
      #expect(await told.first { _ in true }?.body == [.uint32(2), .int32(0)])
    }
  }

  // GNOME's extension may click on what it drew before.
  @Test func aLineThatIsGoneCannotBePicked() async throws {
    try await bus.withHost { host, running in
      let before = try await host.layout().root
      let extend = try #require(before["demo"]?["Extend 1 hour"])
      let other = try #require(before["other"]?["Extend 1 hour"])
      // The deadline was moved meanwhile, so what the button offers is another thing.
      running.script.change {
        $0.menu[0] = .project(1, "demo", generation: 2)
        $0.menu.swapAt(0, 1)
      }
      #expect(try await host.aboutToShow() == false)
      let error = await #expect(throws: BusError.self) { try await host.event(extend.id) }
      guard case .refused(let refusal)? = error else { return }
      #expect(refusal.message.contains("\(extend.id)"))
      #expect(await running.next() == .outdated(key: "1/1/extend/3600"))
      let after = try await host.layout().root
      #expect(after["demo"]?["Extend 1 hour"]?.id != extend.id)
      #expect(after["demo"]?.id == before["demo"]?.id)
      // What stayed the same, though elsewhere, is what was drawn.
      #expect(after["other"]?["Extend 1 hour"]?.id == other.id)
      try await host.event(other.id)
      #expect(await running.next() == .picked(key: "2/1/extend/3600"))
    }
  }

  @Test func aLineThatComesBackIsANewOne() async throws {
    try await bus.withHost { host, running in
      let whole = try await host.layout().root
      var seen = Set(whole.children.map(\.id))
      for _ in 0..<3 {
        running.script.change { $0.menu = [] }
        #expect(try await host.aboutToShow() == false)
        #expect(try await host.layout().root.count == 0)
        running.script.change { $0.menu = .sample }
        #expect(try await host.aboutToShow() == false)
        let ids = Set(try await host.layout().root.children.map(\.id))
        #expect(ids.count == 6 && seen.isDisjoint(with: ids))
        seen.formUnion(ids)
      }
    }
  }

  // Numbers last for decades; then the item begins anew, as no host has its menu.
  @Test func whenNumbersRunOutTheItemBeginsAnew() async throws {
    let watcher = try await FakeWatcher(on: bus)
    let connection = try await bus.connect()
    let script = Script([MenuEntry("a", identity: "a"), MenuEntry("b", identity: "b")])
    try await bus.withTray(script, numberedFrom: .max - 2) { running in
      let first = try #require(await watcher.asked.first { _ in true }?.sender)
      let host = FakeHost(connection: connection, item: first)
      #expect(await running.next() == .available(true))
      #expect(try await host.layout().root.children.map(\.id) == [.max - 2, .max - 1])
      script.change { $0.menu.append(MenuEntry("c", identity: "c")) }
      running.tray.refresh()
      let second = try #require(await watcher.asked.first { _ in true }?.sender)
      #expect(second != first)
      #expect(await running.next() == .available(false))
      #expect(await running.next() == .available(true))
    }
  }
}
