import Deadlines
import Foundation
import RealParts
import Testing

/// A random life of several projects against an oracle that knows only the promises.
///
/// `KILLALL_TOFU_MODEL_STEPS` sets how many events each seed lives through, for a long run by hand.
@Suite struct PromiseModelTests {
  static let steps = ProcessInfo.processInfo.environment["KILLALL_TOFU_MODEL_STEPS"].flatMap(Int.init) ?? 400

  @Test(arguments: Array(1...60) as [UInt64])
  func noTeardownBreaksAPromise(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var world = Simulation(at: 1_790_000_000, buildDate: 1_780_000_000)
    world.start()
    for id in 1...6 as ClosedRange<Int64> {
      world.add(id, timeout: ["20s", "10 min", "2 hours", "1 day"].randomElement(using: &random) ?? "20s")
    }
    var oracle = Oracle()
    for step in 0..<Self.steps {
      oracle.note(world)
      world.live(&random)
      if let broken = oracle.broken(by: world) {
        Issue.record("\(broken); seed \(seed), step \(step)")
        return
      }
    }
  }
}

/// Promises 1, 2, 3, 5, 6 and 9, from nothing but what was shown, what was asked for, and what was claimed.
private struct Oracle {
  private var seenClaims = 0
  private var claims: Set<[Int64]> = []
  private var asleep = Duration.zero
  private var disturbedAt: Duration?
  private var bootID = ""
  private var before = Moment.sample
  private var wasFull = false
  /// How long, awake, all places were taken, and after how many disturbances nothing could start for two minutes.
  private var excuse = Duration.zero
  /// What the excuse was when a generation was first seen.
  private var excuses: [[Int64]: Duration] = [:]

  /// Looks at the world before its next step.
  mutating func note(_ world: Simulation) {
    asleep = world.now.asleep
    bootID = world.now.bootID
    before = world.now
    wasFull = world.isFull
    for row in world.rows.values {
      excuses[row.era] = excuses[row.era] ?? excuse
    }
  }

  /// The promise that the last step broke; nil if all were kept.
  mutating func broken(by world: Simulation) -> String? {
    if world.now.bootID != bootID { disturbedAt = nil }
    if world.now.bootID == bootID, world.now.asleep - asleep > .seconds(1) { disturbedAt = world.now.awake }
    if world.now.bootID == bootID, wasFull || world.isFull { excuse += world.now.awake - before.awake }
    if world.now.bootID != bootID || world.now.asleep != before.asleep || world.now.isOffset(from: before) {
      excuse += .minutes(2)
    }
    for (project, at) in world.claimed[seenClaims...] {
      if !world.wasWarned(project, before: at) { return "unwarned destroy" }
      if project.deadline.map({ $0 > at.wall }) ?? true { return "early destroy" }
      if !claims.insert([project.id.number, project.generation.number]).inserted { return "destroyed twice" }
      if !project.status.awaitsDeadline { return "destroyed from \(project.status)" }
      if project.holdReason == .interrupted { return "an interrupted teardown was run again" }
      if project.awaitsUser { return "destroyed without asking its user" }
      if let disturbedAt, at.awake - disturbedAt < .minutes(2) { return "destroyed right after waking" }
      if ClockTrust(buildDate: world.buildDate, mark: nil, vouchedAt: world.vouchedAt).doubt(at: at) != nil {
        return "destroyed by a clock that nobody believes"
      }
      if isLate(project, at, in: world) {
        return "an overdue project was destroyed without 30 minutes of warning"
      }
    }
    seenClaims = world.claimed.count
    let underWay = world.rows.values.filter { $0.status == .destroying }.count
    return underWay > world.schedule.policy.maximumConcurrent ? "too many at a time" : nil
  }

  /// Long past its deadline, the last warning of a project without a place to wait for must have stood for the grace, or
  /// it was due, or queued, shortly before.
  private func isLate(_ project: Project, _ at: Moment, in world: Simulation) -> Bool {
    guard project.holdReason == .overdue else {
      guard let deadline = project.deadline, let timeout = project.lifetime else { return false }
      let first = world.shown.first { warning, shownAt in
        warning.project.era == project.era && shownAt.bootID == at.bootID
      }
      let notice = first.map { at.wall - (at.awake - $0.at.awake) + Policy().notice(forTimeout: timeout) }
      let late = at.wall - max(deadline, notice ?? deadline)
      return late > .minutes(5) + .seconds(2) + (excuse - (excuses[project.era] ?? excuse))
    }
    return !world.shown.reversed().contains { warning, shownAt in
      warning.kind == .overdue && warning.project.id == project.id
        && warning.project.generation == project.generation && shownAt.bootID == at.bootID
        && at.awake - shownAt.awake >= Policy.overdueGrace
    }
  }
}

extension Project {
  /// Which generation of which row it is.
  fileprivate var era: [Int64] { [id.number, generation.number] }
}

extension Moment {
  /// Whether the wall clock was set in between.
  fileprivate func isOffset(from earlier: Moment) -> Bool {
    wall - earlier.wall != awake + asleep - earlier.awake - earlier.asleep
  }
}

extension Simulation {
  fileprivate var isFull: Bool {
    let running = rows.values.count { $0.status == .destroying }
    return running + unansweredClaims.count >= schedule.policy.maximumConcurrent
  }

  /// One random thing happens.
  fileprivate mutating func live(_ random: inout SeededRandom) {
    let id = Project.ID(Int64.random(in: 1...6, using: &random))
    let moment = now
    let policy = schedule.policy
    switch Int.random(in: 0..<27, using: &random) {
    case 0:
      try? command(id) { row throws(Refusal) in try row.extend(by: .minutes(7), at: moment, policy: policy) }
    case 1: try? command(id) { row throws(Refusal) in try row.cancel(at: moment) }
    case 2, 3: try? command(id) { row throws(Refusal) in try row.resume(at: moment, policy: policy) }
    case 4:
      isServerThere.toggle()
      start()
    case 5: serverAccepts.toggle()
    case 6: restart()
    case 7:
      for id in rows.keys.sorted() where rows[id]?.status == .destroying { rows[id]?.interrupt(at: now) }
      restart(rebooted: true)
    case 8:
      if Bool.random(using: &random) { tell(.sleepAnnounced) }
      sleep(.seconds(Int64.random(in: 1...20_000, using: &random)))
      if Bool.random(using: &random) { tell(.wokeUp) }
    case 9: setClock(by: Int64.random(in: -90_000...90_000, using: &random))
    case 10: finish(id) { row, now in row.fail(at: now) }
    case 11: finish(id) { row, _ in row.finishDestroying() }
    case 12: finish(id) { row, now in row.interrupt(at: now) }
    case 13: finish(id) { row, now in row.returnToSchedule(at: now) }
    case 14: pause(!isPaused)
    case 15:
      now.isClockSynchronised.toggle()
      tell(.timePassed)
    case 16:
      rows[id]?.timeout = ["20s", "soon", "3 hours"].randomElement(using: &random) ?? "20s"
      if let row = rows[id] { tell(.projectChanged(row)) }
    case 17:
      defersClaims.toggle()
      answerClaims()
    case 18:
      var policy = policy
      policy.maximumConcurrent = Int.random(in: 1...4, using: &random)
      let underWay = rows.values.filter { $0.status == .destroying }.count + unansweredClaims.count
      if underWay <= policy.maximumConcurrent {
        tell(.policyChanged(policy))
      }
    case 20: fileFails.toggle()
    case 19 where Int.random(in: 0..<10, using: &random) == 0:
      now.wall = Timestamp(1_790_000_000 + Int64.random(in: -63_072_000...63_072_000, using: &random))
      tell(.clockChanged)
    default: advance(.seconds(Int64.random(in: 1...4_000, using: &random)))
    }
  }
}
