import DBus
import RealParts
import Synchronization
import Testing

@testable import RemoteControl

/// The application as a program that is not ours calls it.
@Suite(.timeLimit(.minutes(1))) struct DesktopApplicationTests {
  private func call(_ method: String, _ arguments: String...) async throws -> (
    output: String, done: [DesktopAction]
  ) {
    let bus = try await PrivateBus()
    let connection = try await bus.connect()
    let performed = Performed()
    DesktopApplication { action throws(RemoteError) in performed.note(action) }.show(on: connection)
    #expect(try await connection.requestName(RemoteNames.application) == .owned)
    let quoted = arguments.map { "'\($0)'" }.joined(separator: " ")
    let answer = try await bus.run(
      "sh", "-c",
      "gdbus call --session --dest \(RemoteNames.application) --object-path \(RemoteNames.applicationPath) "
        + "--method org.freedesktop.Application.\(method) \(quoted)")
    return (answer.output, performed.all)
  }

  @Test func activatingSumsUp() async throws {
    let answer = try await call("Activate", "{\"desktop-startup-id\": <\"x\">}")
    #expect(answer.output == "()\n" && answer.done == [.overview])
  }

  @Test(arguments: DesktopAction.allCases) func everyActionIsCarriedOut(action: DesktopAction) async throws {
    let answer = try await call("ActivateAction", action.rawValue, "[]", "{}")
    #expect(answer.output == "()\n" && answer.done == [action])
  }

  @Test(arguments: [
    ("quit", "[]", "there are overview, rescan, settings"), ("", "[]", "overview"),
    ("settings", "[<1>]", "takes no parameter"),
  ])
  func whatIsNotKnownIsRefused(action: String, parameter: String, words: String) async throws {
    let answer = try await call("ActivateAction", action, parameter, "{}")
    #expect(answer.output.contains("org.freedesktop.DBus.Error.InvalidArgs"), "\(answer.output)")
    #expect(answer.output.contains(words) && answer.done.isEmpty, "\(answer.output)")
  }

  @Test func nothingIsOpened() async throws {
    let answer = try await call("Open", "[\"file:///x\"]", "{}")
    #expect(answer.output.contains("org.freedesktop.DBus.Error.NotSupported"), "\(answer.output)")
    #expect(answer.done.isEmpty)
  }
}

/// What was asked for.
private final class Performed: Sendable {
  private let actions = Mutex<[DesktopAction]>([])

  var all: [DesktopAction] { actions.withLock(\.self) }

  func note(_ action: DesktopAction) { actions.withLock { $0.append(action) } }
}
