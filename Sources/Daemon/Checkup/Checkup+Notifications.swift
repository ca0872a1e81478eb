import DBus
import Deadlines
import Settings
import Wording

extension Checkup {
  private static let server: BusName = "org.freedesktop.Notifications"
  private static let serverPath: ObjectPath = "/org/freedesktop/Notifications"

  /// Who shows notifications, what it can do, and whether it holds them back.
  func notifications(_ bus: Result<BusQuestions, BusError>, _ scene: Scene) async -> [Finding] {
    let policy = scene.settings.settings.policy
    let said = Finding.warningPolicy(
      isEnabled: policy.notificationsEnabled, isRequired: policy.notificationsRequired)
    let now = clock.now()
    let pause = places.flatMap { Pause.current(in: $0.state, at: now)?.end(at: now) }
    let paused = pause.map { Finding.pause(until: $0, at: now.wall) }
    // What is wrong with the bus is said of the bus.
    guard case .success(let questions) = bus else { return [said, paused].compactMap(\.self) }
    return [said, paused].compactMap(\.self) + (await serverFindings(questions, scene))
  }

  private func serverFindings(_ bus: BusQuestions, _ scene: Scene) async -> [Finding] {
    let isRequired = scene.isWarningRequired
    guard let owner = try? await bus.owner(of: Self.server) else {
      return [
        .noServer(isActivatable: await bus.canStart(Self.server), isRequired: isRequired, on: scene.desktop)
      ]
    }
    let interface = InterfaceName.notifications
    do throws(BusError) {
      let about = try await bus.ask("GetServerInformation", of: interface, at: Self.serverPath, on: owner)
        .map { $0.string ?? "" }
      let capabilities = try await bus.ask("GetCapabilities", of: interface, at: Self.serverPath, on: owner)
        .first?.elements?.compactMap(\.string)
      let name = about.first ?? ""
      let told = Finding.server(
        name, vendor: about.dropFirst().first ?? "", version: about.dropFirst(2).first ?? "",
        specification: about.dropFirst(3).first ?? "")
      let isInhibited = try await isInhibited(bus, owner)
      return [told]
        + [Finding.inhibition(isOn: isInhibited, by: name, isRequired: isRequired)].compactMap(\.self)
        + Finding.capabilities(capabilities ?? [], of: name)
    } catch .timedOut {
      return [.silentServer(await bus.process(of: owner), within: Self.limitWords, isRequired: isRequired)]
    } catch {
      return [
        Finding(
          "server", isRequired ? .error : .warning, "\(await bus.process(of: owner).words) \(error.briefly)")
      ]
    }
  }

  /// Whether the server holds notifications back, asked in the two ways in which servers tell; nil where it does not.
  private func isInhibited(_ bus: BusQuestions, _ owner: BusName) async throws(BusError) -> Bool? {
    // Plasma's property, proposed for the specification, and dunst's own.
    if let answer = try await bus.property(
      "Inhibited", of: .notifications, at: Self.serverPath, on: owner)?.bool
    {
      return answer
    }
    return try await bus.property(
      "paused", of: "org.dunstproject.cmd0", at: Self.serverPath, on: owner)?.bool
  }
}

extension InterfaceName {
  fileprivate static let notifications: InterfaceName = "org.freedesktop.Notifications"
}
