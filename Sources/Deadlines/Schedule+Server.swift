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
    onScreen.insert(id)
    let acceptance = Acceptance(
      generation: warning.project.generation, bootID: now.bootID,
      awakeSeconds: now.awake.secondsRoundedUp, wall: now.wall, offset: warning.offset)
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
    isPaused = false
    startOver()
    var effects: [Effect] = []
    for id in restless.union(onScreen).sorted() {
      if let lost = entries[id]?.onScreen {
        entries[id]?.onScreen = nil
        onScreen.remove(id)
        gather(lost, at: now)
      } else {
        effects += look(at: id, at: now)
      }
    }
    return effects
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
    return lookAtRestless(at: now)
  }

  /// Nothing is on its way to a server any more, and nothing was refused by this one.
  private mutating func startOver() {
    gathered = [:]
    gatheredSince = nil
    for id in restless {
      entries[id]?.warningInFlight = nil
      entries[id]?.warnsAgainAt = nil
      entries[id]?.isReminderInFlight = false
      entries[id]?.remindsAgainAt = nil
    }
  }
}
