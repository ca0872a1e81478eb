import RealParts
import Synchronization
import Testing

@testable import Tray

@Suite(.timeLimit(.minutes(1))) struct RefreshesTests {
  // However many ask while one is served, one more serves them all.
  @Test func wishesOfAMomentAreServedTogether() async {
    let refreshes = Refreshes()
    let gate = Gate(0)
    let (served, serving) = AsyncStream.makeStream(of: Void.self)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await refreshes.serve {
          serving.yield()
          await gate.enter()
        }
      }
      refreshes.ask()
      await served.first { true }
      for _ in 0..<100 { refreshes.ask() }
      gate.leave()
      await served.first { true }
      gate.leave()
      refreshes.ask()
      gate.leave()
      await served.first { true }
      group.cancelAll()
      serving.finish()
      #expect(await served.collected().isEmpty)
    }
  }

  // What was asked before it wished may not know yet what it wishes to see.
  @Test func whoeverWaitsIsServedByOneThatBeganAfterwards() async {
    let refreshes = Refreshes()
    let count = Counter()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await refreshes.serve { count.number.add(1, ordering: .relaxed) } }
      for wanted in 1...20 {
        await refreshes.ask(within: .seconds(30))
        #expect(count.number.load(ordering: .relaxed) >= wanted)
      }
      group.cancelAll()
    }
  }

  @Test func whereNobodyServesNobodyWaits() async {
    let refreshes = Refreshes()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await refreshes.serve {} }
      group.cancelAll()
    }
    await refreshes.ask(within: .seconds(1_000))
  }
}

private final class Counter: Sendable {
  let number = Atomic(0)
}
