import DBus
import Glibc
import Wording

extension Checkup {
  private static let watcher: BusName = "org.kde.StatusNotifierWatcher"

  /// Whether somebody shows tray icons.
  func tray(_ bus: Result<BusQuestions, BusError>, _ scene: Scene) async -> [Finding] {
    guard case .success(let bus) = bus else { return [] }
    guard let owner = try? await bus.owner(of: Self.watcher) else {
      return [.tray(hasWatcher: false, hasHost: false, on: scene.desktop)]
    }
    do throws(BusError) {
      let isRegistered = try await bus.property(
        "IsStatusNotifierHostRegistered", of: "org.kde.StatusNotifierWatcher", at: "/StatusNotifierWatcher",
        on: owner)
      return [.tray(hasWatcher: true, hasHost: isRegistered?.bool ?? false, on: scene.desktop)]
    } catch {
      return [.silentTray(await bus.process(of: owner), within: Self.limitWords)]
    }
  }

  /// Whether logind keeps the machine awake for us and lets teardowns outlive a logout.
  func logind(_ bus: Result<BusQuestions, BusError>) async -> [Finding] {
    let questions: BusQuestions
    switch bus {
    case .success(let open): questions = open
    case .failure(let error): return [.noLogind("the system bus \(error.briefly)")]
    }
    do throws(BusError) {
      guard let owner = try await questions.owner(of: Logind.name) else {
        return [await questions.canStart(Logind.name) ? .logindLater : .noLogind("nobody has its name")]
      }
      let delay = try await questions.property(
        "InhibitDelayMaxUSec", of: "org.freedesktop.login1.Manager", at: "/org/freedesktop/login1", on: owner)
      let longest = delay?.uint64.map { Duration.microseconds(min($0, 86_400_000_000)) } ?? .seconds(5)
      return [.delay(longest.words), .lingering(isOn: try await lingering(questions, owner))]
    } catch .timedOut {
      return [.silentLogind(within: Self.limitWords)]
    } catch {
      return [.noLogind("the system bus \(error.briefly)")]
    }
  }

  private func lingering(_ bus: BusQuestions, _ owner: BusName) async throws(BusError) -> Bool? {
    let answer: [Value]
    do throws(BusError) {
      answer = try await bus.ask(
        "GetUser", of: "org.freedesktop.login1.Manager", at: "/org/freedesktop/login1", on: owner,
        [.uint32(getuid())])
    } catch .refused {
      return nil
    }
    guard let user = answer.first?.objectPath else { return nil }
    return try await bus.property("Linger", of: "org.freedesktop.login1.User", at: user, on: owner)?.bool
  }
}
