public import DBus
import Synchronization

/// An icon with a menu in the panel of whatever desktop there is.
///
/// It has a bus connection of its own, knows nothing of what it shows, and asks ``TrayContent`` anew at every turn.
public final class Tray: Sendable {
  /// What happens to it, for one receiver; ends when ``run()`` does.
  public let events: AsyncStream<TrayEvent>
  private let told: AsyncStream<TrayEvent>.Continuation
  private let id: String
  private let category: ItemCategory
  private let bus: Bus
  private let firstNumber: Int32
  private let timing: TrayTiming
  private let note: @Sendable (TrayTrouble) -> Void
  private let content: @Sendable () async -> TrayContent
  private let isAvailable = Mutex(false)
  /// Whoever serves wishes at present.
  private let refreshes = Mutex<Refreshes?>(nil)

  /// Declares a tray; nothing happens before ``run()``.
  ///
  /// - Parameters:
  ///   - id: the application id.
  ///   - note: told of what keeps it from being seen.
  ///   - content: what to show, asked when it is shown, after ``refresh()``, and when somebody is about to open the
  ///     menu. That one waits a second at most and then shows what there was.
  public convenience init(
    id: String, category: ItemCategory = .applicationStatus, on bus: Bus = .session,
    noting note: @escaping @Sendable (TrayTrouble) -> Void = { _ in },
    content: @escaping @Sendable () async -> TrayContent
  ) {
    self.init(
      id: id, category: category, on: bus, numberedFrom: 1, timing: TrayTiming(), noting: note,
      content: content)
  }

  init(
    id: String, category: ItemCategory, on bus: Bus, numberedFrom firstNumber: Int32, timing: TrayTiming,
    noting note: @escaping @Sendable (TrayTrouble) -> Void,
    content: @escaping @Sendable () async -> TrayContent
  ) {
    (events, told) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(256))
    self.id = id
    self.category = category
    self.bus = bus
    self.firstNumber = firstNumber
    self.timing = timing
    self.note = note
    self.content = content
  }

  /// Keeps the icon in whatever panel there is, however often panels and buses come and go.
  ///
  /// Returns when the task is cancelled; the icon is then taken away in order. To be called once.
  public func run() async {
    defer { told.finish() }
    var pause = timing.pause
    while !Task.isCancelled {
      do throws(BusError) {
        let connection = try await Connection.open(bus, serving: .sameUser)
        defer { connection.close() }
        try await serve(on: connection)
        // Not before: a bus that takes us and refuses everything is not to be asked every second.
        pause = timing.pause
      } catch {
        guard !Task.isCancelled else { break }
        note(.noBus(error, again: pause))
      }
      tell(isAvailable: false)
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, TrayTiming.longestPause)
    }
    tell(isAvailable: false)
  }

  /// Has the content asked again; only what differs is told to hosts.
  public func refresh() {
    refreshes.withLock { $0?.ask() }
  }

  /// Shows the icon on a connection until that ends, or its menu has no numbers left for new entries.
  private func serve(on connection: Connection) async throws(BusError) {
    let refreshes = Refreshes()
    self.refreshes.withLock { $0 = refreshes }
    defer { self.refreshes.withLock { $0 = nil } }
    let stage = Stage(
      connection: connection,
      shown: Shown(
        await content(), id: id, category: category, numbering: MenuNumbering(from: firstNumber)))
    stage.export(
      freshen: { [timing] in await refreshes.ask(within: timing.content) }, tell: { [told] in told.yield($0) }
    )
    let registration = Registration(
      connection: connection, timing: timing, tell: { [self] in tell(isAvailable: $0) }, note: note)
    let failure = await withTaskGroup(of: BusError?.self) { group in
      group.addTask {
        do throws(BusError) {
          try await registration.run()
          return nil
        } catch {
          return error
        }
      }
      group.addTask {
        await refreshes.serve {
          stage.show(await self.content())
          // A new item on a new connection begins with its numbers anew, and nobody has its menu.
          if stage.shown.isExhausted { connection.close() }
        }
        return nil
      }
      group.addTask {
        await connection.closed()
        return nil
      }
      let failure = await group.next() ?? nil
      group.cancelAll()
      return failure
    }
    if let failure { throw failure }
  }

  private func tell(isAvailable: Bool) {
    let isNews = self.isAvailable.withLock { old in
      defer { old = isAvailable }
      return old != isAvailable
    }
    if isNews { told.yield(.available(isAvailable)) }
  }
}
