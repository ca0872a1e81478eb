// What the notification server answers, and its coming and going.

extension Schedule {
  mutating func noteAccepted(_ warning: Warning, at now: Moment) -> [Effect] {
    let id = warning.project.id
    guard let entry = entries[id] else { return [.withdraw(id)] }
    guard entry.project.isUnchanged(since: warning.project), entry.project.status.awaitsDeadline else {
      // What was accepted speaks of a generation that is over; a newer warning may already be on its way.
      return entry.onScreen == nil && entry.warningInFlight == nil ? [.withdraw(id)] : []
    }
    entries[id]?.warningInFlight = nil
    entries[id]?.warnsAgainAt = nil
    entries[id]?.onScreen = warning
    entries[id]?.lost = nil
    onScreen.insert(id)
    let acceptance = Acceptance(
      generation: warning.project.generation, bootID: now.bootID,
      awakeSeconds: now.awake.secondsRoundedUp, wall: now.wall, offset: warning.offset)
    entries[id]?.unrecorded = acceptance
    return ask(.recordAcceptance(entry.project, acceptance), for: id)
  }

  mutating func noteRefused(_ warning: Warning, at now: Moment) -> [Effect] {
    let id = warning.project.id
    guard let entry = entries[id], entry.warningInFlight == warning else { return [] }
    entries[id]?.warningInFlight = nil
    entries[id]?.warnsAgainAt = now.awake + Self.rest
    return look(at: id, at: now)
  }

  /// What stood on the screen is gone with the old server: it is shown again, with live buttons.
  mutating func noteServerCame(at now: Moment) -> [Effect] {
    isServerThere = true
    let old = isPaused ? voidOldWarnings(of: restless, at: now) : []
    isPaused = false
    // One that comes again and again dies of what it is shown, perhaps: it gets its rest all the same.
    serverCame = serverCame.filter { now.awake - $0 < Self.rest } + [now.awake]
    let isFlapping = serverCame.count > 3
    startOver(restingUntil: isFlapping ? now.awake + Self.rest : nil)
    for id in onScreen {
      let lost = entries[id]?.onScreen
      entries[id]?.lost = lost
      entries[id]?.onScreen = nil
    }
    let ids = restless.union(onScreen)
    onScreen = []
    return old + ids.sorted().flatMap { look(at: $0, at: now) }
  }

  mutating func noteServerWent(at now: Moment) -> [Effect] {
    isServerThere = false
    startOver()
    return lookAtRestless(at: now)
  }

  /// What was withheld meanwhile is shown when the pause ends.
  mutating func notePaused(_ isPaused: Bool, at now: Moment) -> [Effect] {
    guard self.isPaused != isPaused else { return [] }
    self.isPaused = isPaused
    startOver()
    return (isPaused ? [] : voidOldWarnings(of: restless, at: now)) + lookAtRestless(at: now)
  }

  /// Who was warned long ago, while the latest warning was held back, is warned afresh: the notice is counted from then.
  private mutating func voidOldWarnings(of ids: Set<Project.ID>, at now: Moment) -> [Effect] {
    ids.sorted().flatMap { id -> [Effect] in
      guard let entry = entries[id], entry.unanswered == 0, lacksLatestWarning(entry.project, at: now) else {
        return []
      }
      return ask(.voidWarning(entry.project), for: id)
    }
  }

  /// Nothing is on its way to a server any more, and nothing was refused by this one.
  private mutating func startOver(restingUntil rest: Duration? = nil) {
    gathered = [:]
    gatheredSince = nil
    for id in restless.union(onScreen) {
      entries[id]?.warningInFlight = nil
      entries[id]?.warnsAgainAt = rest
      entries[id]?.isReminderInFlight = false
      entries[id]?.remindsAgainAt = rest
    }
  }
}
