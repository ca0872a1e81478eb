internal import CNotify
internal import Logging

/// Follows who owns the notification service, and what that server can do; used on the GLib thread only.
///
/// What it remembers is checked with the bus again before it is relied on: a change of owner may be waiting in the
/// queue behind the job that asks.
final class ServerWatch {
  static let name = "org.freedesktop.Notifications"
  static let path = "/org/freedesktop/Notifications"

  /// Called when what was shown by the former owner is void, before anybody else learns of the change.
  var onOwnerChange: () -> Void = {}

  /// Called with each server that was found to answer, after that was reported.
  var onServerFound: (ServerIdentity?) -> Void = { _ in }

  private let applicationName: String
  private let retryMilliseconds: UInt32
  private let report: @Sendable (NotificationEvent) -> Void
  private let logger: Logger

  private var bus: SessionBus?
  private var owner: String?
  /// The present owner as it is told from all others.
  private(set) var identity: ServerIdentity?
  private var server: NotificationServer?
  private var inhibition: Inhibition?
  private var following: UInt32?
  private var state: ServerState?
  private var isRetryPlanned = false

  init(
    applicationName: String, retryMilliseconds: UInt32, logger: Logger,
    report: @escaping @Sendable (NotificationEvent) -> Void
  ) {
    self.applicationName = applicationName
    self.retryMilliseconds = retryMilliseconds
    self.logger = logger
    self.report = report
  }

  /// Connects, now or as soon as there is a bus.
  func open() {
    notify_init(applicationName)
    do {
      let bus = try SessionBus.open()
      bus.onClosed { [weak self] in runLater { self?.busLost() } }
      bus.onOwnerChange(of: ServerWatch.name) { [weak self] in _ = self?.refresh() }
      self.bus = bus
      runLater { [weak self] in _ = self?.refresh() }
      logger.debug("connected to the session bus")
    } catch {
      busLost()
    }
  }

  /// Gives the bus back; only when nothing that was shown is held any more.
  func close() {
    bus = nil
    notify_uninit()
  }

  /// A server that answers, started if need be; `isNew` when it is another one than before this call.
  func reach() throws(NotificationFailure) -> (server: NotificationServer, isNew: Bool) {
    guard let bus else { throw .serverAbsent }
    var isNew = refresh()
    if owner == nil, state == .activatable {
      do {
        try bus.start(ServerWatch.name)
      } catch {
        throw failure(for: error, within: .seconds(20))
      }
      isNew = refresh()
    }
    guard let server else { throw owner == nil ? .serverAbsent : .timedOut(.seconds(2)) }
    return (server, isNew)
  }

  /// Asks the bus who owns the service now; true if that is somebody else than before.
  func refresh() -> Bool {
    guard let bus else { return false }
    let owner: String?
    do {
      owner = try bus.owner(of: ServerWatch.name)
    } catch {
      logger.debug("the session bus does not say who shows notifications", metadata: ["error": "\(error)"])
      return false
    }
    let isOther = owner != self.owner
    if isOther {
      self.owner = owner
      server = nil
      inhibition = nil
      identity = owner.flatMap { owner in
        (try? bus.busID()).flatMap(\.self).map { ServerIdentity(bus: $0, owner: owner) }
      }
      onOwnerChange()
    }
    guard isOther || server == nil else { return false }
    if let owner {
      become(probe(owner, on: bus), isOther: isOther)
      if server != nil { onServerFound(identity) }
    } else {
      let canStart = (try? bus.canStart(ServerWatch.name)) ?? false
      become(canStart ? .activatable : .absent, isOther: isOther)
    }
    return isOther
  }

  /// Whether the server holds back what it is sent; false where it does not tell.
  func isInhibited() throws(NotificationFailure) -> Bool {
    guard let bus, let owner, let inhibition else { return false }
    do {
      let isOn = try inhibition.isOn(at: owner, on: bus)
      note(isOn)
      return isOn ?? false
    } catch {
      throw failure(for: error, within: .seconds(2))
    }
  }

  /// Takes down a popup of the present server that no object of libnotify stands for.
  func closeNotification(_ id: UInt32) {
    guard let bus, let owner else { return }
    // An error means that the server does not know it any more, or is gone: either way it is down.
    try? bus.closeNotification(id, at: owner)
  }

  /// Translates a failed call, and looks again whether the server is still there and answers.
  func failure(for failure: BusFailure, within limit: Duration) -> NotificationFailure {
    guard !refresh() else { return .serverReplaced }
    switch failure {
    case .noOwner, .disconnected: return .serverAbsent
    case .refused(let text): return .rejected(text)
    case .timedOut:
      if let bus, let owner { become(probe(owner, on: bus), isOther: false) }
      return .timedOut(limit)
    }
  }

  private func probe(_ owner: String, on bus: SessionBus) -> ServerState {
    server = nil
    if let following { bus.unsubscribe(following) }
    following = nil
    do {
      let about = try bus.strings(
        from: owner, path: ServerWatch.path, interface: ServerWatch.name, method: "GetServerInformation")
      let capabilities = try bus.strings(
        from: owner, path: ServerWatch.path, interface: ServerWatch.name, method: "GetCapabilities")
      let server = NotificationServer(
        name: about.first ?? "", vendor: about.dropFirst().first ?? "",
        version: about.dropFirst(2).first ?? "",
        capabilities: Set(capabilities))
      let inhibition = try Inhibition.told(by: owner, on: bus)
      following = inhibition?.follow(owner, on: bus) { [weak self] in self?.inhibitionMayHaveChanged() }
      self.inhibition = inhibition
      self.server = server
      return .present(server)
    } catch {
      logger.warning("the notification server does not answer", metadata: ["error": "\(error)"])
      planRetry()
      return .unresponsive
    }
  }

  private func become(_ state: ServerState, isOther: Bool) {
    guard isOther || state != self.state else { return }
    self.state = state
    logger.info("notification server", metadata: ["state": "\(state)"])
    report(.serverChanged(state))
  }

  private func inhibitionMayHaveChanged() {
    guard let bus, let owner, let inhibition else { return }
    note(try? inhibition.isOn(at: owner, on: bus))
  }

  /// Reports a change, whoever found it: what is asked for in between must not make the next signal look like none.
  private func note(_ isOn: Bool?) {
    guard let isOn, isOn != inhibition?.wasOn else { return }
    inhibition?.wasOn = isOn
    report(.inhibitionChanged(isOn))
  }

  private func busLost() {
    bus = nil
    following = nil
    owner = nil
    identity = nil
    server = nil
    inhibition = nil
    onOwnerChange()
    // libnotify holds on to the dead connection, and GLib hands that one out, until it is let go of here.
    notify_uninit()
    become(.absent, isOther: false)
    planRetry()
  }

  private func planRetry() {
    guard !isRetryPlanned else { return }
    isRetryPlanned = true
    runLater(afterMilliseconds: retryMilliseconds) { [weak self] in
      guard let self else { return }
      isRetryPlanned = false
      if bus == nil { open() } else { _ = refresh() }
    }
  }
}
