import DBus
import RealParts
import Testing

@testable import Tray

@Suite(.timeLimit(.minutes(1))) struct MenuEventTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  @Test func onlyAClickPicks() async throws {
    try await bus.withHost { host, running in
      let root = try await host.layout().root
      let pause = try #require(root["Pause"]?.id)
      for event in ["opened", "closed", "hovered", "x-vendor-thing", ""] {
        try await host.event(pause, event)
        #expect(try await host.events([pause], event) == [])
      }
      try await host.event(0, "opened")
      try await host.event(0, "closed")
      try await host.event(try #require(root["Quit"]?.id))
      // Nothing was told before.
      #expect(await running.next() == .picked(key: "quit"))
    }
  }

  @Test func whatOnlyTellsSomethingPicksNothing() async throws {
    let script = Script(.sample + [MenuEntry("A line", identity: "line")])
    try await bus.withHost(script) { host, running in
      let root = try await host.layout().root
      for label in ["demo", "A line"] { try await host.event(try #require(root[label]?.id)) }
      await #expect(throws: BusError.self) {
        try await host.event(try #require(root["Nothing happened yet"]?.id))
      }
      try await host.event(try #require(root["Pause"]?.id))
      #expect(await running.next() == .picked(key: "pause"))
    }
  }

  // xfce4-panel sends no other.
  @Test func groupsOfEventsAreTaken() async throws {
    try await bus.withHost { host, running in
      let root = try await host.layout().root
      let pause = try #require(root["Pause"]?.id)
      let quit = try #require(root["Quit"]?.id)
      #expect(try await host.events([pause, 999, quit, -5]) == [999, -5])
      #expect(await running.next() == .picked(key: "pause"))
      #expect(await running.next() == .picked(key: "quit"))
      #expect(try await host.events([]) == [])
      await #expect(throws: BusError.self) { try await host.events([999]) }
    }
  }

  @Test func manyEventsAtOnceAreBorne() async throws {
    try await bus.withHost { host, running in
      let quit = try #require(try await host.layout().root["Quit"]?.id)
      let ids = [quit] + (0..<2_000).map { Int32($0) + 10_000 }
      #expect(try await host.events(ids).count == 2_000)
      let answer = try await host.callMenu("AboutToShowGroup", [([0] + ids).busValue])
      #expect(answer[1].elements?.count == 2_000)
      #expect(await running.next() == .picked(key: "quit"))
    }
  }

  @Test func whoeverOpensTheMenuSeesWhatIsSoNow() async throws {
    try await bus.withHost { host, running in
      running.script.change { $0.menu[0].label = "demo now" }
      // LXQt takes “an update is needed” for one that it has made.
      #expect(try await host.aboutToShow() == false)
      #expect(try await host.layout().root["demo now"] != nil)
      #expect(try await host.aboutToShow() == false)
      running.script.change { $0.menu[0].label = "demo later" }
      let ids: [Int32] = [0, try #require(try await host.layout().root["other"]?.id), 999]
      let answer = try await host.callMenu("AboutToShowGroup", [ids.busValue])
      #expect(answer == [[Int32]().busValue, [Int32(999)].busValue])
    }
  }

  // It would change under the hand of whoever opens it.
  @Test func openingASubmenuAsksNothing() async throws {
    try await bus.withHost { host, running in
      let demo = try #require(try await host.layout().root["demo"]?.id)
      running.script.change { $0.menu[0].label = "demo now" }
      #expect(try await host.aboutToShow(demo) == false)
      #expect(try await host.layout().root["demo"] != nil)
    }
  }

  // A store that does not answer must not make a panel hang.
  @Test func aContentThatTakesLongIsNotWaitedFor() async throws {
    let gate = Gate(0)
    try await bus.withHost(timing: TrayTiming(content: .milliseconds(50), pause: .milliseconds(20))) {
      host, running in
      let told = try await host.signals()
      running.script.hold(at: gate)
      running.script.change { $0.menu[0].label = "demo now" }
      #expect(try await host.aboutToShow() == false)
      #expect(try await host.aboutToShow() == false)
      #expect(try await host.layout().root["demo"] != nil)
      gate.leave()
      // It is told when it is known.
      #expect(await told.first { _ in true }?.member == "ItemsPropertiesUpdated")
      #expect(try await host.layout().root["demo now"] != nil)
    }
  }

  @Test func aSecondIsTheLongestWait() {
    #expect(TrayTiming().content <= .seconds(1))
  }
}
