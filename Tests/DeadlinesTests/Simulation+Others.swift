import Deadlines
import RealParts

// What the machine, the desktop and other programs do to the rows of a random life.

extension Simulation {
  mutating func liveThroughMachine(_ random: inout SeededRandom) {
    switch Int.random(in: 0..<6, using: &random) {
    case 0...1: restart()
    case 2:
      let running = rows.values.filter(\.isRunning).map(\.id).sorted()
      // Of some the record tells how they ended before.
      let recorded = running.filter { _ in random.once(in: 2) }
      for id in running where !recorded.contains(id) {
        diary.append((.ended(id, isWorthRetrying: false), now))
        rows[id]?.interrupt(at: now)
      }
      restart(rebooted: true)
      for id in recorded { fail(id, isWorthRetrying: true) }
    case 3:
      if Bool.random(using: &random) { tell(.sleepAnnounced) }
      sleep(.seconds(Int64.random(in: 1...20_000, using: &random)))
      if Bool.random(using: &random) { tell(.wokeUp) }
    case 4: setClock(by: Int64.random(in: -90_000...90_000, using: &random))
    default:
      guard random.once(in: 4) else { return setClock(by: Int64.random(in: -60...60, using: &random)) }
      now.wall = Timestamp(1_790_000_000 + Int64.random(in: -63_072_000...63_072_000, using: &random))
      setClock(by: 0)
    }
  }

  mutating func changeSurroundings(_ id: Project.ID, _ random: inout SeededRandom) {
    switch Int.random(in: 0..<9, using: &random) {
    case 0:
      isServerThere.toggle()
      start()
    case 1: serverAccepts.toggle()
    case 2: pause(!isPaused)
    case 3:
      now.isClockSynchronised.toggle()
      tell(.timePassed)
    case 4:
      defersClaims.toggle()
      answerClaims()
    case 5: fileFails.toggle()
    // Nothing has changed, but it is told once more.
    case 6: tell(.projectsChanged(rows.values.sorted { $0.id < $1.id }))
    default:
      var policy = schedule.policy
      policy.maximumConcurrent = Int.random(in: 1...4, using: &random)
      tell(.policyChanged(policy))
    }
  }

  /// Another program writes to the row, with what the trigger of the file makes of it.
  mutating func write(_ id: Project.ID, _ random: inout SeededRandom) {
    guard var row = rows[id] else { return }
    let isTold = Bool.random(using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    // Of a teardown that is under way it says nothing any more, and a daemon that starts meanwhile knows no other.
    case 0 where row.isRunning: return
    case 0: row.timeout = ["20s", "soon", "3 hours"].randomElement(using: &random) ?? "20s"
    case 1: row.command += "x"
    case 2: row.deadline = row.deadline.map { $0 + .minutes(Int64.random(in: -60...60, using: &random)) }
    case 3...4:
      switch row.status {
      case .destroying: row.isActive.toggle()
      case .cancelled: row.status = .scheduled
      case .destroyed: return
      default:
        row.status = .cancelled
        row.holdReason = nil
      }
    default: return forge(id, &random)
    }
    guard row != rows[id] else { return }
    if row.timeout == rows[id]?.timeout {
      row.generation = row.generation.next
      row.scheduledAt = now.wall
    }
    diary.append((row.isRunning && !row.isActive ? .givenUp(id) : .touched(id), now))
    rows[id] = row
    if isTold { tell(.projectsChanged([row])) }
  }

  /// It writes to what the row says of its attempts: a daemon that sees that lets it prove nothing.
  private mutating func forge(_ id: Project.ID, _ random: inout SeededRandom) {
    guard rows[id]?.isBetweenAttempts == true else {
      if rows[id]?.isRunning == true {
        rows[id]?.attempts = nil
        diary.append((.touched(id), now))
      }
      return
    }
    let before = rows[id]?.attempts
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      let times = [Timestamp(.min), now.wall, Timestamp(.max)]
      rows[id]?.attempts?.nextAt = times.randomElement(using: &random)
    case 1: rows[id]?.attempts?.made = 0
    default: rows[id]?.attempts?.bootID = ""
    }
    // What is as it was is no forgery, and the run may go on.
    if rows[id]?.attempts == before { rows[id]?.attempts?.bootID = "" }
    diary.append((.touched(id), now))
    if Bool.random(using: &random) {
      rows[id]?.attempts?.bootID = ""
      if let row = rows[id] { tell(.projectsChanged([row])) }
    } else {
      forged.insert(id)
    }
  }
}
