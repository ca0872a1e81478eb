import Foundation
import RealParts
import Testing

/// A real notification server on a real screen, whose buttons can be pressed.
struct Dunst {
  let desk: Desk
  let process: ChildProcess

  /// What stands on the screen and what has stood there, newest first: summaries and bodies.
  func texts() async throws -> [String] {
    let answer = try await desk.run("dunstctl", "history")
    struct History: Decodable {
      struct Text: Decodable { var data: String }
      struct Item: Decodable {
        var summary: Text
        var body: Text
      }
      var data: [[Item]]
    }
    let history = try JSONDecoder().decode(History.self, from: Data(answer.output.utf8))
    return history.data.flatMap { $0 }.map { "\($0.summary.data)\n\($0.body.data)" }
  }

  /// All that has been shown so far, one text after the other; what is still up is closed, which is no answer.
  func everShown() async throws -> String {
    _ = try await desk.run("dunstctl", "close-all")
    return try await texts().joined(separator: "\n")
  }

  /// Presses the button `label` of whatever notification has one, as a person would through dunst's menu.
  func press(_ label: String) async throws {
    try "#\(label) (".write(toFile: "\(desk.folder)/wish", atomically: true, encoding: .utf8)
    _ = try await desk.run("dunstctl", "context")
  }

  /// How many notifications are up.
  func shown() async throws -> Int {
    Int(try await desk.run("dunstctl", "count", "displayed").output.filter(\.isNumber)) ?? 0
  }
}

extension Desk {
  /// Starts a screen if there is none.
  func startScreen() async throws {
    guard environment["DISPLAY"] == nil else { return }
    let screen = try start(["Xvfb", "-displayfd", "1", "-screen", "0", "1024x600x24", "-nolisten", "tcp"])
    try await wait("the screen") { screen.output.hasSuffix("\n") }
    set("DISPLAY", ":" + screen.output.filter(\.isNumber))
  }

  /// Starts dunst, on a screen that is started as well if there is none.
  func startDunst() async throws -> Dunst {
    try await startScreen()
    let menu = "\(folder)/menu"
    try "grep -F -f '\(folder)/wish' | head -n 1\n".write(
      toFile: menu, atomically: true, encoding: .utf8)
    let settings = "\(folder)/dunstrc"
    try "[global]\ndmenu = /bin/sh \(menu)\nmarkup = full\nhistory_length = 50\n".write(
      toFile: settings, atomically: true, encoding: .utf8)
    let dunst = Dunst(desk: self, process: try start(["dunst", "-config", settings]))
    try await wait("dunst") { try await run("dunstctl", "is-paused").code == 0 }
    return dunst
  }
}
