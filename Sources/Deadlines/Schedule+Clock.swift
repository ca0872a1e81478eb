// Clocks that jump, and machines that sleep.

extension Schedule {
  /// Notices by the clocks themselves that the machine has slept or its clock was set ahead, and that the wall clock can
  /// no longer be believed, or can again.
  mutating func noteClocks(at now: Moment) -> [Effect] {
    let (hasWoken, isBehind) = compareClocks(at: now)
    let found = trust.doubt(at: now)
    let isOtherwise = (found == nil) != (doubt == nil)
    doubt = found
    let remembering = rememberClocks()
    // What a clock that ran ahead has shown counts no more, so each project's next warning is another.
    if isOtherwise || isBehind { return remembering + lookAtAll(at: now) }
    return remembering + (hasWoken ? lookAtRestless(at: now) : [])
  }

  /// Tells once that the clock cannot be believed, and once that it can, if that concerns anybody.
  mutating func tellDoubt() -> [Effect] {
    guard (doubt != nil) != isDoubtTold, !entries.isEmpty else { return [] }
    isDoubtTold = doubt != nil
    return [doubt.map { .clockDoubted($0) } ?? .clockBelieved]
  }

  /// Whether the machine has slept, or the wall clock was set ahead, since the last event of this daemon or of one before
  /// it: to a user both are alike, time is gone unseen, so what is due then waits and says so; and whether it was set back.
  private mutating func compareClocks(at now: Moment) -> (hasWoken: Bool, isBehind: Bool) {
    let isSameBoot = clocks.bootID == now.bootID
    // The file is open to other programs; what cannot have been seen in this boot is taken for a sleep.
    let isNonsense = isSameBoot && clocks.areAhead(of: now)
    let isKnown = isSameBoot && !isNonsense
    let hasSlept = now.hasSlept(since: isKnown ? clocks.asleep : .zero)
    let isAhead = isKnown && now.isAhead(of: clocks.wallOffset)
    let isBehind = isKnown && now.isBehind(clocks.wallOffset)
    // What is less is not taken over, so that many small steps are noticed as the large one that they are.
    if !isKnown || hasSlept || isAhead || isBehind {
      let wokeAt = hasSlept || isAhead || isNonsense ? now.awake : isKnown ? clocks.wokeAt : nil
      clocks = SeenClocks(
        bootID: now.bootID, asleep: now.asleep, wallOffset: now.wallOffset, wokeAt: wokeAt)
    }
    return (hasSlept || isAhead, isBehind)
  }

  /// The machine says that it woke; where its clocks have told already, this only confirms it.
  mutating func noteWoke(at now: Moment) -> [Effect] {
    clocks.wokeAt = now.awake
    return rememberClocks() + lookAtRestless(at: now)
  }

  /// Has the clocks written down where they were seen otherwise than before.
  private mutating func rememberClocks() -> [Effect] {
    defer { toldClocks = clocks }
    return clocks == toldClocks ? [] : [.rememberClocks(clocks)]
  }

  /// Says which deadlines the machine is expected to sleep through.
  func announceSleep(at now: Moment) -> [Effect] {
    guard canShow else { return [] }
    let end = now.wall + Policy.expectedSleep
    let missed = restless.union(agenda.ids(upTo: end)).compactMap { entries[$0]?.project }.filter { project in
      !project.awaitsUser && project.due(at: now, policy: policy).map { $0 <= end } ?? false
    }
    guard !missed.isEmpty else { return [] }
    let order = { (project: Project) in (project.deadline ?? end, project.id) }
    return [.announceSleep(missed.sorted { order($0) < order($1) })]
  }
}

/// What a daemon remembers of the clocks, so that the next one notices what happened in between.
public struct SeenClocks: Hashable, Sendable {
  /// The boot that it speaks of; empty before anything was seen.
  public var bootID: String
  /// How long the machine had slept in that boot.
  public var asleep: Duration
  /// How far the wall clock was from the one that never jumps.
  public var wallOffset: Duration
  /// Awake time at which the machine last woke, or its clock was last set ahead; nil if neither was seen.
  public var wokeAt: Duration?

  /// Puts together what was seen.
  public init(
    bootID: String = "", asleep: Duration = .zero, wallOffset: Duration = .zero, wokeAt: Duration? = nil
  ) {
    self.bootID = bootID
    self.asleep = asleep
    self.wallOffset = wallOffset
    self.wokeAt = wokeAt
  }
}

extension SeenClocks {
  /// Whether they were seen in this boot, at a time that is still to come; a second of difference may be rounding.
  fileprivate func areAhead(of now: Moment) -> Bool {
    asleep > now.asleep + .seconds(1) || wokeAt ?? .zero > now.awake + .seconds(1)
  }

  /// The awake time at which the machine last woke in this boot, as far as it was seen.
  public func wokeAt(asOf now: Moment) -> Duration? {
    bootID == now.bootID && !areAhead(of: now) ? wokeAt : nil
  }
}

extension Moment {
  /// Whole seconds since the machine booted, sleep included, as a place on an agenda.
  var secondsSinceBoot: Timestamp { Timestamp(sinceBoot.wholeSeconds) }
}
