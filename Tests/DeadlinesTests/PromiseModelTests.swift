import Deadlines
import RealParts
import Testing

/// A random life of several projects against an oracle that knows only the promises.
@Suite struct PromiseModelTests {
  @Test(arguments: Array(1...60) as [UInt64])
  func noTeardownBreaksAPromise(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var world = Simulation()
    world.start()
    for id in 1...5 as ClosedRange<Int64> {
      world.add(id, timeout: ["20s", "10 min", "2 hours", "1 day"].randomElement(using: &random) ?? "20s")
    }
    for _ in 0..<300 {
      step(&world, &random)
      check(world, seed)
    }
  }

  private func step(_ world: inout Simulation, _ random: inout SeededRandom) {
    let id = Project.ID(Int64.random(in: 1...5, using: &random))
    let now = world.now
    switch Int.random(in: 0..<14, using: &random) {
    case 0: try? world.command(id) { row throws(Refusal) in try row.extend(by: .minutes(7), at: now) }
    case 1: try? world.command(id) { row throws(Refusal) in try row.cancel(at: now) }
    case 2, 3:
      try? world.command(id) { row throws(Refusal) in try row.resume(at: now, policy: Policy()) }
    case 4:
      world.isServerThere.toggle()
      world.start()
    case 5: world.serverAccepts.toggle()
    case 6: world.restart()
    case 7: world.restart(rebooted: true)
    case 8: world.sleep(.seconds(Int64.random(in: 1...20_000, using: &random)))
    case 9:
      world.now.wall = world.now.wall + .seconds(Int64.random(in: -90_000...90_000, using: &random))
      world.tell(.clockChanged)
    case 10:
      world.rows[id]?.status = .failed
      if let row = world.rows[id] { world.tell(.projectChanged(row)) }
    default: world.advance(.seconds(Int64.random(in: 1...4_000, using: &random)))
    }
  }

  /// Promises 1 and 2, from nothing but what was shown and what was claimed.
  private func check(_ world: Simulation, _ seed: UInt64) {
    var claims: Set<[Int64]> = []
    for (project, at) in world.claimed {
      let notice = Policy().notice(forTimeout: project.lifetime ?? .zero)
      let isWarned = world.shown.contains { warning, shownAt in
        warning.project.id == project.id && warning.project.generation == project.generation
          && shownAt.bootID == at.bootID && at.awake - shownAt.awake >= notice
      }
      #expect(isWarned, "unwarned destroy, seed \(seed)")
      #expect(project.deadline.map { $0 <= at.wall } ?? false, "early destroy, seed \(seed)")
      #expect(
        claims.insert([project.id.number, project.generation.number]).inserted,
        "destroyed twice, seed \(seed)")
    }
  }
}
