import Deadlines
import Logging
import ProjectStore
import Wording

extension Overseer {
  /// Reads what the wall clock is held against, before anything is decided by it.
  func readClockMark() async throws(StoreError) {
    let mark = try await store.clockMark()
    vouchedAt = mark.vouchedAt
    schedule = Schedule(
      policy: schedule.policy,
      trust: ClockTrust(buildDate: buildDate, mark: mark.at, vouchedAt: mark.vouchedAt),
      clocks: try await store.seenClocks())
  }

  /// Hears of times that other programs of ours wrote, and of a user who said through one that the clock is right.
  func hearOfClock() async throws(StoreError) {
    let mark = try await store.clockMark()
    if let vouched = mark.vouchedAt, vouched != vouchedAt {
      vouchedAt = vouched
      await tell(.clockVouched(vouched))
    } else if let time = mark.at {
      await tell(.clockMarked(time))
    }
  }

  /// Writes down how the clocks were seen, so that the next daemon notices what happens while there is none.
  func remember(_ clocks: SeenClocks) async {
    do {
      try await store.remember(clocks)
    } catch {
      logger.error("\(error.words)")
    }
  }

  /// The clock is right again although later times stand in the file: they were wrong.
  func believe(_ now: Moment) async {
    do {
      guard let mark = try await store.clockMark().at, mark > now.wall else { return }
      try await store.resetClockMark(to: now.wall)
    } catch {
      logger.error("\(error.words)")
    }
  }

  /// Keeps the machine awake while a teardown runs, whoever started it; a half of it may be left behind otherwise.
  func keepAwake() {
    let running = Set(followed.values.map(\.projectID))
    guard running != keptAwakeFor else { return }
    keptAwakeFor = running
    let projects = running.sorted().compactMap { rows[$0] }
    // The desktop shows it where somebody would switch the machine off.
    let reason = Language.$current.withValue(announcer.language) { projects.whyStayOn }
    protect(running.isEmpty ? nil : reason)
  }
}
