import DBus
import Logging
import Synchronization

/// The locks of logind that this process holds, kept in step with those it wants.
///
/// What is held outlives the connection it came by, and even the logind that gave it; a new one replaces it before
/// it is let go.
final class SleepLocks: Sendable {
  private struct Want: Hashable {
    var why: String
    /// Grows when everything is to be taken anew.
    var era: Int
  }

  private struct State {
    var isAwake = true
    var reason: String?
    var era = 0
    var held: [SleepLock: (want: Want, lock: Descriptor)] = [:]
    var longestDelay = Duration.seconds(5)
    var bell: AsyncStream<Void>.Continuation?

    /// What is wanted of a kind; nil: no lock at all.
    func want(_ kind: SleepLock) -> Want? {
      let why =
        switch kind {
        case .delay: isAwake ? whyDelay : nil
        case .block: reason
        }
      return why.map { Want(why: $0, era: era) }
    }
  }

  private let state = Mutex(State())
  private let complaints: SleepComplaints

  init(logger: Logger) {
    complaints = SleepComplaints(logger: logger)
  }

  /// Keeps the machine from sleep and from being switched off, for a reason people can read; nil: no longer.
  ///
  /// Letting go is done when this returns; taking needs logind and comes after.
  func protect(_ reason: String?) {
    change { state in
      state.reason = reason
      if reason == nil { state.held[.block] = nil }
    }
  }

  /// Lets the machine go to sleep, if nothing else holds it.
  func letSleep() {
    change { state in
      state.isAwake = false
      state.held[.delay] = nil
    }
  }

  /// Puts off the next sleep.
  func wake() { change { $0.isAwake = true } }

  /// Takes everything anew: whoever knew of it may be gone.
  func takeAnew() { change { $0.era += 1 } }

  /// Lets everything go, and takes nothing more.
  func letGo() {
    change { state in
      state.isAwake = false
      state.reason = nil
      state.held = [:]
    }
  }

  /// How long everybody may take to get ready for sleep: well within what logind waits, and 3 s at most.
  var patience: Duration {
    let longest = state.withLock(\.longestDelay)
    return min(.seconds(3), max(longest - .seconds(1), longest / 2))
  }

  private func change(_ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      state.bell?.yield()
    }
  }

  /// Takes what is wanted from this logind, now and at every change, until the task is cancelled.
  ///
  /// What it refuses is asked for again at the next change, not before.
  func keep(on logind: Logind) async {
    let (rings, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    change { state in
      state.era += 1
      state.isAwake = true
      state.bell = bell
    }
    for await _ in rings {
      for kind in SleepLock.allCases { await take(kind, from: logind) }
    }
  }

  private func take(_ kind: SleepLock, from logind: Logind) async {
    while let want = missing(kind) {
      do throws(BusError) {
        let lock = try await logind.inhibit(kind.what, why: want.why, kind.mode)
        put(lock, kind, for: want)
      } catch {
        return complaints.refused(kind, error)
      }
      guard kind == .delay else { continue }
      let longestDelay = await logind.longestDelay()
      state.withLock { $0.longestDelay = longestDelay }
    }
  }

  private func missing(_ kind: SleepLock) -> Want? {
    state.withLock { state in
      let want = state.want(kind)
      return state.held[kind]?.want == want ? nil : want
    }
  }

  private func put(_ lock: Descriptor, _ kind: SleepLock, for want: Want) {
    complaints.granted(kind)
    state.withLock { state in
      // One for another reason is better than none for the moment; one that is not wanted at all goes at once.
      if state.want(kind) != nil { state.held[kind] = (want, lock) }
    }
  }
}

private let whyDelay = "Temporary infrastructure is seen to before the machine sleeps"
