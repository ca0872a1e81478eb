import DBus
import RealParts
import Testing

@testable import Daemon

/// Buses and loginds that are not there, or leave.
@Suite(.timeLimit(.minutes(1))) struct SleepTroubleTests {
  @Test func withoutABusItLooksLessAndLessOften() async throws {
    let folder = try TestFolder("sleep")
    let looks = Heard<Int>()
    let sleeper = Sleeper(
      on: "unix:path=\(folder.path("bus"))",
      pause: { number in
        looks.say(number)
        if number > 12 { await untilCancelled() }
      })
    try await sleeper.run {
      _ = try await looks.first { $0 > 12 }
      sleeper.service.protect("x")
      sleeper.service.protect(nil)
    }
    let seconds = sleeper.pauses.all.map { $0 / .seconds(1) }
    #expect(seconds == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600])
    #expect(sleeper.logged.all.count == 1)
    #expect(sleeper.logged.all.first?.hasPrefix("notice: no system bus") == true)
  }

  @Test func aBusThatReturnsIsUsedAgain() async throws {
    let folder = try TestFolder("sleep")
    var bus = try await PrivateBus(in: folder.path)
    let first = try await FakeLogind(on: bus)
    let (again, mayLook) = AsyncStream<Void>.makeStream()
    let sleeper = Sleeper(on: bus.address.prefix { $0 != "," } + "") { _ in for await _ in again {} }
    try await sleeper.run {
      sleeper.service.protect("a")
      try await first.gaveBoth()
      try await sleeper.hasAll(from: first, next: "b")
      try first.say(sleeping: true)
      #expect(try await first.locks.first { $0.mode == "delay" }.pipe.closes())
      await bus.end()
      // Nobody else will say so.
      _ = try await sleeper.heard.first { $0 == "wake" }
      let block = try await first.locks.first { $0.mode == "block" }
      #expect(block.isHeld, "logind may be there although the bus is not")
      sleeper.service.protect(nil)
      #expect(await block.pipe.closes())
      bus = try await PrivateBus(in: folder.path)
      let second = try await FakeLogind(on: bus)
      sleeper.service.protect("c")
      mayLook.finish()
      try await second.gaveBoth()
      #expect(sleeper.pauses.all == [.seconds(1)])
      #expect(sleeper.logged.all.count == 1)
    }
  }

  @Test func aRestartedLogindIsAskedAnew() async throws {
    let bus = try await PrivateBus()
    let first = try await FakeLogind(on: bus)
    let sleeper = Sleeper(on: bus.address)
    try await sleeper.run {
      sleeper.service.protect("a")
      try await first.gaveBoth()
      try await sleeper.hasAll(from: first, next: "b")
      await first.leave()
      #expect(first.locks.all.allSatisfy { $0.isHeld })
      let second = try await FakeLogind(on: bus)
      try await second.gaveBoth()
      for lock in first.locks.all { #expect(await lock.pipe.closes()) }
      #expect(Set(second.locks.all.filter(\.isHeld).map(\.mode)) == ["delay", "block"])
      try second.say(sleeping: true)
      #expect(try await second.locks.first { $0.mode == "delay" }.pipe.closes())
      // One that ends in mid-sleep never says that the machine woke.
      #expect(sleeper.heard.all == ["sleep"])
      await second.leave()
      let third = try await FakeLogind(on: bus)
      _ = try await sleeper.heard.first { $0 == "wake" }
      try await third.gaveBoth()
      #expect(sleeper.heard.all == ["sleep", "wake"])
    }
    // Whether it is asked while there is none depends on the moment.
    #expect(sleeper.logged.all.allSatisfy { $0.hasPrefix("notice: no logind") })
  }

  @Test func aLogindThatComesLateIsWelcome() async throws {
    let bus = try await PrivateBus()
    let sleeper = Sleeper(on: bus.address)
    try await sleeper.run {
      _ = try await sleeper.logged.first { $0.hasPrefix("notice: no logind") }
      sleeper.service.protect("a")
      let logind = try await FakeLogind(on: bus)
      try await logind.gaveBoth()
      #expect(sleeper.logged.all.count == 1 && sleeper.pauses.all.isEmpty)
    }
  }

  // Locks that were asked for while the machine went to sleep are given when it is back.
  @Test func aLogindThatIsBusySleepingIsAskedAgainAfterwards() async throws {
    let bus = try await PrivateBus()
    let logind = try await FakeLogind(
      on: bus, refusing: MethodError("org.freedesktop.login1.OperationInProgress", "Busy"))
    let sleeper = Sleeper(on: bus.address)
    try await sleeper.run {
      _ = try await logind.refused.first { $0.hasPrefix("delay") }
      logind.refuses(nil)
      try logind.say(sleeping: false)
      #expect(try await logind.lock(1).mode == "delay")
      #expect(sleeper.logged.all == [])
    }
  }
}

/// Waits until the task is cancelled.
private func untilCancelled() async {
  for await _ in AsyncStream<Void>.makeStream().stream {}
}
