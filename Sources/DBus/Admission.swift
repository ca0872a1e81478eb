import Glibc
import Synchronization

/// Decides whose calls are served, and remembers what it has found out.
final class Admission: Sendable {
  /// How long the bus may take to tell whose program a caller is.
  private static let limit: Duration = .seconds(5)

  private let callers: Callers
  private let mailbox: Mailbox
  private let isOursAlone: Bool
  private let known = Mutex(KnownCallers())

  /// - Parameter isOursAlone: nobody but this user can reach the bus.
  init(_ callers: Callers, mailbox: Mailbox, isOursAlone: Bool) {
    self.callers = callers
    self.mailbox = mailbox
    self.isOursAlone = isOursAlone
  }

  /// Why calls of `peer` are not served, nil if they are.
  func refusal(of peer: BusName?) async -> MethodError? {
    guard callers == .sameUser else { return nil }
    guard let peer else { return .accessDenied("A caller without a name is not served") }
    if let isSameUser = known.withLock({ $0[peer] }) { return isSameUser ? nil : .otherUser }
    do {
      let answer = try await mailbox.call(
        .toBus("GetConnectionUnixUser", [.string(peer.text)]), within: Self.limit)
      let isSameUser = answer.body == [.uint32(geteuid())]
      known.withLock { $0.remember(peer, isSameUser: isSameUser) }
      return isSameUser ? nil : .otherUser
    } catch .refused(let error) where error.name == noOwner && isOursAlone {
      // It sent its call and left, as `dbus-send` does.
      return nil
    } catch {
      return .accessDenied("The bus does not tell which user calls")
    }
  }
}

extension MethodError {
  fileprivate static var otherUser: MethodError {
    .accessDenied("Only programs of the user with the number \(geteuid()) are served")
  }
}
