import Foundation
import RealParts
import Testing

@testable import Notifications

/// A real dunst under Xvfb, whose menu of actions picks the line that ``press(_:)`` names.
final class Dunst: Sendable {
  private let desktop: Desktop
  private let process: ChildProcess

  private init(_ desktop: Desktop, display: String) throws {
    self.desktop = desktop
    let menu = try desktop.write(
      "grep -F -f \(desktop.folder)/choice | head -n 1\n", to: "menu")
    let settings = try desktop.write(
      "[global]\ndmenu = /bin/sh \(menu)\nmarkup = full\nhistory_length = 20\n", to: "dunstrc")
    process = try desktop.start(["dunst", "-config", settings], ["DISPLAY": display])
  }

  /// Starts one; the screen is used by later ones on the same desktop too.
  static func start(on desktop: Desktop) async throws -> Dunst {
    try Dunst(desktop, display: await desktop.screen())
  }

  /// Presses the button that says `label`, on whatever notification has one.
  func press(_ label: String) async throws {
    try desktop.write("#\(label) \n", to: "choice")
    try await control("context")
  }

  /// Runs `dunstctl` and returns what it prints.
  @discardableResult
  func control(_ arguments: String...) async throws -> String {
    try await ChildProcess.run(["dunstctl"] + arguments, environment: desktop.variables).output
  }

  /// Whether so many popups stand there within a few seconds: it answers first, and draws a moment later.
  func comesToShow(_ count: Int) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(5)
    while try await control("count", "displayed") != "\(count)\n" {
      guard ContinuousClock.now < end else { return false }
      try await Task.sleep(for: .milliseconds(20))
    }
    return true
  }

  /// Keeps it from answering, without ending it.
  func freeze() { process.send(SIGSTOP) }

  /// Lets it go on.
  func thaw() { process.send(SIGCONT) }

  func end() async { await process.end(SIGKILL) }
}
