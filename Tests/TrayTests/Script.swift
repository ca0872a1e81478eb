import DBus
import RealParts
import Synchronization

@testable import Tray

/// What a tray shows, under the control of a test.
final class Script: Sendable {
  private struct State {
    var content: TrayContent
    var gate: Gate?
  }

  /// One element each time the content is asked.
  let asked: AsyncStream<Void>
  private let asking: AsyncStream<Void>.Continuation
  private let state: Mutex<State>

  init(_ menu: [MenuEntry] = .sample, face: TrayFace = .sample) {
    (asked, asking) = AsyncStream.makeStream()
    state = Mutex(State(content: TrayContent(face: face, menu: menu)))
  }

  /// Changes what is shown when it is asked next.
  func change(_ change: (inout TrayContent) -> Void) {
    state.withLock { change(&$0.content) }
  }

  /// Has whoever asks from now on wait until the gate lets them in.
  func hold(at gate: Gate) {
    state.withLock { $0.gate = gate }
  }

  /// What is shown, as a tray asks for it.
  func content() async -> TrayContent {
    asking.yield()
    let gate = state.withLock(\.gate)
    await gate?.enter()
    gate?.leave()
    return state.withLock(\.content)
  }
}

extension TrayFace {
  static let sample = TrayFace(
    title: "Sample", status: .active,
    picture: TrayPicture(Ring(filled: 7, colour: .green), isNamed: true), toolTipTitle: "Two projects",
    toolTipBody: "demo in 5 minutes")
}

extension [MenuEntry] {
  /// Two projects, a check mark and a rule.
  static let sample: [MenuEntry] = [
    .project(1, "demo"), .project(2, "other"), .separator("rule"),
    MenuEntry("Pause", identity: "pause", key: "pause", kind: .check(false)),
    MenuEntry("Nothing happened yet", identity: "activity", isEnabled: false),
    MenuEntry("Quit", identity: "quit", key: "quit", iconName: "application-exit"),
  ]
}

extension MenuEntry {
  /// A submenu as the daemon makes for each project.
  static func project(_ number: Int, _ name: String, generation: Int = 1) -> MenuEntry {
    MenuEntry(
      name, identity: "project/\(number)",
      kind: .submenu([
        MenuEntry(
          "Extend 1 hour", identity: "project/\(number)/extend/3600",
          key: "\(number)/\(generation)/extend/3600"),
        MenuEntry("Cancel", identity: "project/\(number)/cancel", key: "\(number)/\(generation)/cancel"),
      ]))
  }
}
