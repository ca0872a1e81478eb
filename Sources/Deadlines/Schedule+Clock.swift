// Clocks that jump, and machines that sleep.

extension Schedule {
  /// Notices by the clocks themselves that the machine has slept, and that the wall clock can no longer be believed,
  /// or can again.
  mutating func noteClocks(at now: Moment) -> [Effect] {
    let hasSlept = noticeSleep(at: now)
    let isAhead = noticeStepAhead(at: now)
    let found = trust.doubt(at: now)
    trust.note(now)
    let isOtherwise = (found == nil) != (doubt == nil)
    doubt = found
    if isOtherwise { return lookAtAll(at: now) }
    return hasSlept || isAhead ? lookAtRestless(at: now) : []
  }

  /// Tells once that the clock cannot be believed, and once that it can, if that concerns anybody.
  mutating func tellDoubt() -> [Effect] {
    guard (doubt != nil) != isDoubtTold, !entries.isEmpty else { return [] }
    isDoubtTold = doubt != nil
    return [doubt.map { .clockDoubted($0) } ?? .clockBelieved]
  }

  /// Whether the machine has slept since the last event; a second of difference may be rounding of two clocks.
  ///
  /// A schedule that has only begun cannot know when the machine woke, so if it ever slept, that was just now.
  private mutating func noticeSleep(at now: Moment) -> Bool {
    defer { asleep = now.asleep }
    guard now.asleep - (asleep ?? .zero) > .seconds(1) else { return false }
    wokeAt = now.awake
    return true
  }

  /// Whether the wall clock was set ahead since the last event, which is to a user like sleep: time is gone unseen, so
  /// what is due then waits as after waking, and says so.
  private mutating func noticeStepAhead(at now: Moment) -> Bool {
    let offset = now.wall - Timestamp(0) - now.sinceBoot
    defer { wallOffset = offset }
    guard let wallOffset, offset - wallOffset > Self.ordinaryStep else { return false }
    wokeAt = now.awake
    return true
  }

  /// How far the wall clock may be set without anybody's minding.
  private static let ordinaryStep: Duration = .minutes(1)

  /// The machine says that it woke; where its clocks have told already, this only confirms it.
  mutating func noteWoke(at now: Moment) -> [Effect] {
    wokeAt = now.awake
    return lookAtRestless(at: now)
  }

  /// Says which deadlines the machine is expected to sleep through.
  func announceSleep(at now: Moment) -> [Effect] {
    guard canShow else { return [] }
    let end = now.wall + Policy.expectedSleep
    let missed = agenda.ids(upTo: end).compactMap { entries[$0]?.project }.filter { project in
      project.status == .scheduled && !project.awaitsUser && project.deadline.map { $0 <= end } ?? false
    }
    guard !missed.isEmpty else { return [] }
    let order = { (project: Project) in (project.deadline ?? end, project.id) }
    return [.announceSleep(missed.sorted { order($0) < order($1) })]
  }
}

extension Moment {
  /// Whole seconds since the machine booted, sleep included, as a place on an agenda.
  var secondsSinceBoot: Timestamp { Timestamp(sinceBoot.wholeSeconds) }
}
