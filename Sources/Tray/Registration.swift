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

  /// How far it has come with one watcher.
  private struct Standing {
    var isRegistered = false
    /// Whether it is known if somebody draws icons, or that this one does not tell.
    var isSettled = false
    var pause: Duration
    /// When it is to be asked again by itself.
    var due = ContinuousClock.now
  }

  /// Follows watchers until the connection ends or the task is cancelled.
  ///
  /// - Throws: `BusError` if the bus does not tell of owners. What a watcher does wrong is no error.
  func run() async throws(BusError) {
    let signals = try await hostChanges()
    let owners = try await connection.owners(of: Self.watcher)
    let news = HostNews()
    await withTaskGroup(of: Void.self) { group in
      for stream in signals {
        group.addTask { for await signal in stream { news.hear(from: signal.sender) } }
      }
      var owner = await owners.first { _ in true }
      while let present = owner {
        tell(false)
        owner = await attend(to: present, hearing: news, until: owners)
      }
      group.cancelAll()
    }
    tell(false)
  }

  /// Sees to one watcher until there is another: what it was asked then ends at once, its answer counts no more.
  ///
  /// - Returns: the next one, nil at the end.
  private func attend(
    to owner: BusName?, hearing news: HostNews, until owners: AsyncStream<BusName?>
  ) async -> BusName?? {
    guard let owner else { return await owners.first { _ in true } }
    // Cancelled and waited for when the next is known.
    async let _: Void = ask(owner, hearing: news)
    return await owners.first { _ in true }
  }

  /// Asks one watcher as often as there is a reason to, until cancelled.
  private func ask(_ owner: BusName, hearing news: HostNews) async {
    let (reasons, reason) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    reason.yield()
    news.listen(to: owner) { reason.yield() }
    var standing = Standing(pause: timing.pause)
    await withDiscardingTaskGroup { group in
      for await _ in reasons {
        let isDue = !standing.isSettled && standing.due <= .now
        guard standing.isRegistered || isDue, let pause = await ask(owner, &standing),
          standing.due <= .now
        else { continue }
        let due = ContinuousClock.now + pause
        standing.due = due
        group.addTask {
          try? await Task.sleep(until: due, clock: .continuous)
          reason.yield()
        }
      }
      group.cancelAll()
    }
  }

  /// - Returns: after how long the watcher is to be asked again, nil if it need not be.
  private func ask(_ owner: BusName, _ standing: inout Standing) async -> Duration? {
    do throws(BusError) {
      if !standing.isRegistered { try await register(with: owner) }
      standing.isRegistered = true
      let hasHost = try await hasHost(owner)
      guard !Task.isCancelled else { return nil }
      tell(hasHost)
      standing.isSettled = true
      return nil
    } catch {
      guard error != .disconnected, error != .cancelled, !Task.isCancelled else { return nil }
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
