import Deadlines
import RealParts

/// Something that an oracle of runs of attempts has to know.
enum DiaryNote {
  /// The schedule's claim of this row, as it was before, was made.
  case claimed(Project)
  /// Its user typed its name, and it was claimed.
  case typed(Project.ID)
  /// Its user wants a failed teardown tried once more.
  case retried(Project.ID)
  /// Its user answered the question that was shown of it.
  case confirmed(Project.ID, Confirmation?, Moment)
  /// An attempt is over; whether it failed, and another might end otherwise.
  case ended(Project.ID, isWorthRetrying: Bool)
  /// Its user asked the attempt under way to stop, or another program switched it off.
  case givenUp(Project.ID)
  /// The row was changed by its user, or by another program.
  case touched(Project.ID)
  /// A daemon began anew, and counts from what is in the file.
  case restarted
  /// The wall clock was set.
  case clockSet
}

extension Simulation {
  /// Whether all places are taken by teardowns that are under way and not silent.
  var isFull: Bool {
    let running = rows.values.count { $0.isRunning && !silent.contains($0.id) }
    return running + unansweredClaims.count >= schedule.policy.maximumConcurrent
  }

  /// Whether nothing of what the row says may be done for now.
  func isBarred(_ row: Project) -> Bool {
    !row.isAllowed
      || (row.attempts?.isTyped != true && row.protection(under: schedule.policy.protection) != nil)
  }

  /// One random thing happens.
  mutating func live(_ random: inout SeededRandom) {
    if unansweredClaims.isEmpty { hasDeferred = false }
    let id = Project.ID(Int64.random(in: 1...6, using: &random))
    switch Int.random(in: 0..<60, using: &random) {
    case 0...3: useOneself(id, &random)
    case 4...7: liveThroughMachine(&random)
    case 8...11: changeSurroundings(id, &random)
    case 12...22: goOn(id, &random)
    case 23...30: decide(id, &random)
    case 31...33: write(id, &random)
    case 34: readFile(id, &random)
    case 35...43: advance(.seconds(Int64.random(in: 1...100, using: &random)))
    default: advance(.seconds(Int64.random(in: 1...4_000, using: &random)))
    }
  }

  /// Its project file is found anew, or what protects it changes.
  private mutating func readFile(_ id: Project.ID, _ random: inout SeededRandom) {
    guard var row = rows[id], row.source == .file else { return }
    if random.once(in: 4) {
      var policy = schedule.policy
      policy.protection.tags = policy.protection.tags.isEmpty ? ["x"] : []
      return tell(.policyChanged(policy))
    }
    let content = FileContent(
      digest: ["1", "2"].randomElement(using: &random) ?? "1", name: row.name, timeout: "3 hours",
      command: ["a", "b"].randomElement(using: &random) ?? "a",
      tags: random.once(in: 6) ? ["x"] : [], isProtected: random.once(in: 9))
    let readings: [FileReading] = [
      .sound(content, .allowed), .sound(content, .allowed), .sound(content, .allowed),
      .sound(content, .unasked), .sound(content, .denied), .longer(content, by: .minutes(9)),
      .bad("line 1", isDenied: false), .unsafe("writable"), .gone(hasDirectory: true), .unseen("not mounted"),
    ]
    row.take(
      readings.randomElement(using: &random) ?? .gone(hasDirectory: true), directory: nil,
      isDecided: Bool.random(using: &random), at: now, policy: schedule.policy)
    guard row != rows[id] else { return }
    if row.generation != rows[id]?.generation { diary.append((.touched(id), now)) }
    rows[id] = row
    tell(.projectsChanged([row]))
  }

  /// Its user moves it about.
  private mutating func useOneself(_ id: Project.ID, _ random: inout SeededRandom) {
    let (moment, policy) = (now, schedule.policy)
    decided(id, .touched(id)) { row throws(Refusal) in
      if random.once(in: 4) {
        try row.extend(by: .minutes(7), at: moment, policy: policy)
      } else {
        try row.resume(at: moment, policy: policy)
      }
    }
  }

  /// A user decides about a teardown that runs, has failed, or waits for its next attempt.
  private mutating func decide(_ id: Project.ID, _ random: inout SeededRandom) {
    let (moment, policy) = (now, schedule.policy)
    switch Int.random(in: 0..<7, using: &random) {
    case 0:
      let isRunning = rows[id]?.isRunning == true
      decided(id, isRunning ? .givenUp(id) : .touched(id)) { row throws(Refusal) in
        try row.cancel(at: moment)
      }
    case 1:
      guard rows[id]?.isBetweenAttempts == true else { return }
      decided(id, .touched(id)) { row throws(Refusal) in
        try row.extend(by: .hours(1), at: moment, policy: policy)
      }
    case 2...3:
      decided(id, .retried(id)) { row throws(Refusal) in try row.retry(at: moment, policy: policy) }
    case 6:
      // A question that was shown a while ago, of the project as it was then or as it is.
      let seen = random.once(in: 3) ? shown.last { $0.0.project.id == id }?.0.project : rows[id]
      var accepted = moment
      accepted.awake = max(.zero, moment.awake - .seconds(Int64.random(in: 0..<180, using: &random)))
      let question = seen.map { Confirmation(of: $0, acceptedAt: accepted) }
      decided(id, .confirmed(id, question, moment)) { row throws(Refusal) in
        try row.destroy(confirmed: question, at: moment, policy: policy)
      }
    case 4:
      guard random.once(in: 3), !fileFails else { return }
      decided(id, .typed(id)) { row throws(Refusal) in try row.claimAtUsersWord(at: moment) }
    default: decided(id, .touched(id)) { row throws(Refusal) in try row.resume(at: moment, policy: policy) }
    }
  }

  /// A decision of its user, which the diary knows of before the schedule hears of it.
  private mutating func decided(
    _ id: Project.ID, _ note: DiaryNote, _ rule: (inout Project) throws(Refusal) -> Void
  ) {
    guard var row = rows[id], (try? rule(&row)) != nil else { return }
    diary.append((note, now))
    try? command(id) { changed throws(Refusal) in changed = row }
  }

  /// What happens to a teardown that is under way: the one named, or else any.
  private mutating func goOn(_ named: Project.ID, _ random: inout SeededRandom) {
    let running = rows.values.filter(\.isRunning).map(\.id).sorted()
    guard let id = running.contains(named) ? named : running.randomElement(using: &random) else { return }
    switch Int.random(in: 0..<16, using: &random) {
    case 0: end(id, isWorthRetrying: false) { row, now in row.fail(at: now) }
    case 1: end(id, isWorthRetrying: false) { row, _ in row.finishDestroying() }
    case 2: end(id, isWorthRetrying: false) { row, now in row.interrupt(at: now) }
    case 3: end(id, isWorthRetrying: false) { row, now in row.returnToSchedule(at: now) }
    case 4...6:
      let isSilent = silent.remove(id) == nil
      if isSilent { silent.insert(id) }
      tell(.teardownSilent(id, isSilent))
    case 7: fail(id, isWorthRetrying: false)
    default: fail(id, isWorthRetrying: true)
    }
  }

  mutating func fail(_ id: Project.ID, isWorthRetrying: Bool) {
    let policy = schedule.policy.execution
    end(id, isWorthRetrying: isWorthRetrying) { row, now in
      row.failAttempt(isWorthRetrying: isWorthRetrying, at: now, policy: policy)
    }
  }

  private mutating func end(
    _ id: Project.ID, isWorthRetrying: Bool, _ rule: (inout Project, Moment) -> Void
  ) {
    diary.append((.ended(id, isWorthRetrying: isWorthRetrying), now))
    finish(id, rule)
  }
}
