import Testing

@testable import Notifications

@Suite struct PopupContentTests {
  let application = NotifyingApplication(name: "Killall-Tofu", id: "a.b.C", icon: "tofu")

  @Test func `a server with everything gets escaped text, buttons and the default action first`() throws {
    let content = try content(for: ["actions", "body-markup"])
    #expect(content.summary == "a & b")
    #expect(content.body == "&lt;c&gt;")
    #expect(content.actions.map(\.key) == ["default", "k"])
  }

  @Test func `a server with nothing gets plain text and no buttons`() throws {
    let content = try content(for: [])
    #expect(content.body == "type <d>")
    #expect(content.actions.isEmpty)
  }

  @Test func `a server that would draw the default action as a button gets none`() throws {
    #expect(try content(for: ["actions"], name: "Xfce Notify Daemon").actions.map(\.key) == ["k"])
  }

  @Test func `where a click beside the only button presses it there is another for that`() throws {
    #expect(try content(for: ["actions"], name: "lxqt-notificationd").actions.map(\.key) == ["k", "default"])
    var request = NotificationRequest(tag: "t", summary: "s", actions: [.init(key: "k", label: "Resume")])
    request.closeLabel = "Close"
    let lxqt = server(["actions"], name: "lxqt-notificationd")
    let content = { PopupContent(try SafeRequest(request), for: lxqt, from: application) }
    #expect(try content().actions.map(\.label) == ["Resume", "Close"])
    request.actions.append(.init(key: "l", label: "Extend 1 hour", shortLabel: "+1 hour"))
    #expect(try content().actions.map(\.label) == ["Resume", "+1 hour"])
    request.actions = []
    #expect(try content().actions.isEmpty)
  }

  @Test func `a gauge does not take the place of the text`() throws {
    #expect(try content(for: [], name: "Xfce Notify Daemon").hints["value"] == nil)
    #expect(try content(for: [], name: "dunst").hints["value"] == .number(100))
  }

  @Test(arguments: ["dunst", "mako"])
  func `a server that draws no buttons gets them, and the text that names the command`(name: String) throws {
    let content = try content(for: ["actions"], name: name)
    #expect(content.body == "type <d>")
    #expect(content.actions.map(\.key) == ["default", "k"])
  }

  @Test func `hints say only what was asked for`() throws {
    let quiet = PopupContent(
      try SafeRequest(.init(tag: "t", summary: "s")), for: server([]), from: application)
    #expect(quiet.hints == ["desktop-entry": .text("a.b.C")])
    #expect(quiet.icon == "tofu" && quiet.timeout == -1)
    let loud = try content(for: [])
    #expect(
      loud.hints == [
        "desktop-entry": .text("a.b.C"), "sound-name": .text("bell"), "value": .number(100),
        "transient": .flag(true),
      ])
    #expect(loud.icon == "fire" && loud.timeout == 0 && loud.urgency == .critical && loud.category == "x")
  }

  @Test func `what never passes has the longest time where never would end the server`() throws {
    #expect(try content(for: [], name: "lxqt-notificationd").timeout == .max)
    #expect(try content(for: [], name: "mako").timeout == 0)
  }

  @Test func `what is silent asks for no sound at all`() throws {
    var request = NotificationRequest(tag: "t", summary: "s", sound: "bell")
    request.isSilent = true
    let content = PopupContent(try SafeRequest(request), for: server([]), from: application)
    #expect(content.hints == ["desktop-entry": .text("a.b.C"), "suppress-sound": .flag(true)])
  }

  @Test func `dunst alone is told the tag`() throws {
    #expect(try content(for: [], name: "dunst").hints["x-dunst-stack-tag"] == .text("t"))
    #expect(try content(for: [], name: "mako").hints["x-dunst-stack-tag"] == nil)
  }

  private func content(for capabilities: Set<String>, name: String = "n") throws -> PopupContent {
    let request = NotificationRequest(
      tag: "t", summary: "a & b", body: "<c>", bodyWithoutActions: "type <d>",
      actions: [.init(key: "k", label: "K")], defaultActionLabel: "Show", urgency: .critical, expiry: .never,
      category: "x", icon: "fire", sound: "bell", progress: 300, isTransient: true)
    return PopupContent(try SafeRequest(request), for: server(capabilities, name: name), from: application)
  }

  private func server(_ capabilities: Set<String>, name: String = "n") -> NotificationServer {
    NotificationServer(name: name, vendor: "v", version: "1", capabilities: capabilities)
  }
}
