public import DBus

/// An icon with a menu in the panel of whatever desktop there is.
///
/// It has a bus connection of its own, knows nothing of what it shows, and asks ``TrayContent`` anew at every turn.
public final class Tray: Sendable {
  /// What happens to it, for one receiver; ends when ``run()`` does.
  public let events: AsyncStream<TrayEvent>
  private let told: AsyncStream<TrayEvent>.Continuation

  /// Declares a tray; nothing happens before ``run()``.
  ///
  /// - Parameters:
  ///   - id: the application id.
  ///   - note: told of what keeps it from being seen.
  ///   - content: what to show, asked when it is shown, after ``refresh()``, and when somebody is about to open the
  ///     menu. That one waits a second at most and then shows what there was.
  public init(
    id: String, category: ItemCategory = .applicationStatus, on bus: Bus = .session,
    noting note: @escaping @Sendable (TrayTrouble) -> Void = { _ in },
    content: @escaping @Sendable () async -> TrayContent
  ) {
    (events, told) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(256))
  }

  /// Keeps the icon in whatever panel there is, however often panels and buses come and go.
  ///
  /// Returns when the task is cancelled; the icon is then taken away in order.
  public func run() async {
    told.finish()
  }

  /// Has the content asked again; only what differs is told to hosts.
  public func refresh() {}
}
