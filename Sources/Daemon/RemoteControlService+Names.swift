import DBus
import Foundation
import Logging
import ProjectStore
public import RemoteControl
import Wording

extension RemoteControlService {
  /// Keeps both names until the connection ends.
  ///
  /// - Throws: `BusError` where the bus does not let us have the name of the interface; without the other one only
  ///   desktops cannot call us.
  func keepNames(on connection: Connection) async throws(BusError) {
    let keeper = NameKeeper(on: connection)
    let failure = await withTaskGroup(of: BusError?.self) { group in
      group.addTask { await self.keep(.service, keeper) }
      group.addTask {
        if let error = await self.keep(.application, keeper), !connection.isClosed {
          self.logger.error(
            "desktops cannot call Killall-Tofu: the bus does not give the name: \(error.words)")
        }
        return nil
      }
      var failure: BusError?
      for await error in group {
        guard let error else { continue }
        failure = error
        group.cancelAll()
      }
      return failure
    }
    if let failure { throw failure }
  }

  private func keep(_ name: OwnName, _ keeper: NameKeeper) async -> BusError? {
    do throws(BusError) {
      try await keeper.keep(name) { standing in self.note(standing, of: name) }
      return nil
    } catch {
      return error
    }
  }

  /// A stranger that has our name is said loudly: whoever asks for us asks it.
  private func note(_ standing: NameStanding, of name: OwnName) {
    switch standing {
    case .ours:
      switch name {
      case .service: noteReachable()
      case .application: logger.info("reachable for desktops as \(name.rawValue)")
      }
      mailbox.post(.nameFree(name))
    case .stranger(let owner, let processID):
      let who = processID.map { SeenProcess($0).words } ?? "the connection \(owner)"
      let text = { NameText.taken(name.rawValue, by: who, isInterface: name == .service) }
      logger.error("\(text().summary): \(text().body)")
      mailbox.post(.nameTaken(name, Language.$current.withValue(language, operation: text)))
    }
  }
}

extension RemoteDaemon {
  /// Whether it is a daemon indeed, and no stranger that answers like one: it holds the lock beside the file that it says
  /// it serves.
  public var isGenuine: Bool {
    guard let holder = DaemonLock.holder(beside: database) else { return false }
    return processID.map { $0 == holder.processID } ?? true
  }
}
