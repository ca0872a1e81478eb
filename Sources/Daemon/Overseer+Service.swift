import Deadlines
import ProjectStore
import Wording

// What whoever runs the daemon as a service hears of it.

extension Overseer {
  /// Shows that the schedule works and the file answers; that it answers with a failure is told of elsewhere.
  func takePulse() async {
    await tell(.timePassed)
    _ = try? await store.look()
  }

  /// Tells what is new: that we can be called, and what is due next.
  ///
  /// Times are told, not what is left of them, so that nothing changes while nothing happens.
  func tellHost() {
    guard let tell = host.tell else { return }
    if isReachable, isLoaded, !isReady {
      isReady = true
      tell(.ready)
    }
    guard isStatusOld, isLoaded else { return }
    isStatusOld = false
    let words = ServiceText.status(of: rows.values.filter(\.status.isActive))
    guard words != toldStatus else { return }
    toldStatus = words
    tell(.status(words))
  }
}
