import DBus

/// Makes an item known to whichever watcher there is, once to each; see the StatusNotifierItem specification, "Registering".
///
/// It is registered by the unique name of its connection: a name of its own such as `org.kde.StatusNotifierItem-PID-1`
/// tells hosts no more, may be refused in a sandbox, and is not the same in two containers.
struct Registration: Sendable {
  let connection: Connection
  let timing: TrayTiming
  /// Told whether the icon can be seen, each time that may have changed.
  let tell: @Sendable (Bool) -> Void
  let note: @Sendable (TrayTrouble) -> Void

  static let watcher: BusName = "org.kde.StatusNotifierWatcher"
  static let watcherPath: ObjectPath = "/StatusNotifierWatcher"
  static let watcherInterface: InterfaceName = "org.kde.StatusNotifierWatcher"

  private enum Step {
    /// Another watcher has the name, or nobody.
    case owner(BusName?)
    /// The watcher said that hosts came or went.
    case said
    /// It is time to ask this one again.
    case again(BusName)
  }

  private struct Standing {
    var owner: BusName?
    var isRegistered = false
    /// Whether it is known if somebody draws icons, or that this one does not tell.
    var isSettled = false
    var pause: Duration
  }

  /// Follows watchers until the connection ends or the task is cancelled.
  ///
  /// - Throws: `BusError` if the bus does not tell of owners. What a watcher does wrong is no error.
  func run() async throws(BusError) {
    let signals = try await hostChanges()
    let owners = try await connection.owners(of: Self.watcher)
    let (steps, continuation) = AsyncStream.makeStream(of: Step.self)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await owner in owners { continuation.yield(.owner(owner)) }
        continuation.finish()
      }
      for stream in signals {
        group.addTask { for await _ in stream { continuation.yield(.said) } }
      }
      var standing = Standing(pause: timing.pause)
      for await step in steps {
        guard let pause = await take(step, &standing), let owner = standing.owner else { continue }
        group.addTask {
          try? await Task.sleep(for: pause)
          continuation.yield(.again(owner))
        }
      }
      group.cancelAll()
    }
    tell(false)
  }

  /// - Returns: after how long the watcher is to be asked again, nil if it need not be.
  private func take(_ step: Step, _ standing: inout Standing) async -> Duration? {
    switch step {
    case .owner(let owner):
      standing = Standing(owner: owner, pause: timing.pause)
      tell(false)
    case .again(let owner):
      guard owner == standing.owner, !standing.isSettled else { return nil }
    case .said:
      guard standing.isRegistered else { return nil }
    }
    guard let owner = standing.owner else { return nil }
    do throws(BusError) {
      if !standing.isRegistered { try await register(with: owner) }
      standing.isRegistered = true
      tell(try await hasHost(owner))
      standing.isSettled = true
      return nil
    } catch {
      guard error != .disconnected, error != .cancelled else { return nil }
      tell(false)
      // One that took the item and does not know of hosts will not know the next time either.
      if standing.isRegistered, case .refused = error { standing.isSettled = true }
      guard !standing.isSettled else { return nil }
      defer { standing.pause = min(standing.pause * 2, TrayTiming.longestPause) }
      note(.notRegistered(by: owner, error, again: standing.pause))
      return standing.pause
    }
  }

  /// What watchers tell of hosts; what they tell of other items would only wake us.
  private func hostChanges() async throws(BusError) -> [AsyncStream<Message>] {
    var streams: [AsyncStream<Message>] = []
    for (interface, member) in [
      (Self.watcherInterface, "StatusNotifierHostRegistered"),
      (Self.watcherInterface, "StatusNotifierHostUnregistered"),
      ("org.freedesktop.DBus.Properties", "PropertiesChanged"),
    ] as [(InterfaceName, MemberName)] {
      streams.append(
        try await connection.signals(
          matching: MatchRule(
            sender: Self.watcher, path: Self.watcherPath, interface: interface, member: member)))
    }
    return streams
  }

  private func register(with owner: BusName) async throws(BusError) {
    _ = try await connection.call(
      "RegisterStatusNotifierItem", of: Self.watcherInterface, at: Self.watcherPath, on: owner,
      [.string(connection.uniqueName.text)], within: timing.watcher)
  }

  /// Whether somebody draws icons.
  private func hasHost(_ owner: BusName) async throws(BusError) -> Bool {
    let answer = try await connection.call(
      "Get", of: "org.freedesktop.DBus.Properties", at: Self.watcherPath, on: owner,
      [.string(Self.watcherInterface.text), .string("IsStatusNotifierHostRegistered")], within: timing.watcher
    )
    return answer.first?.unboxed.bool ?? false
  }
}
