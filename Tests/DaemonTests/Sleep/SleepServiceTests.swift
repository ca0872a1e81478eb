import DBus
import RealParts
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct SleepServiceTests {
  let bus: PrivateBus
  let logind: FakeLogind

  init() async throws {
    bus = try await PrivateBus()
    logind = try await FakeLogind(on: bus)
  }

  @Test func theMachineSleepsWhenEverythingIsReady() async throws {
    let (ready, readiness) = AsyncStream<Void>.makeStream()
    let sleeper = Sleeper(on: bus.address, onSleep: { for await _ in ready {} })
    // Asked for after the other one has arrived, so that the machine does not fall asleep before that.
    sleeper.service.protect("a")
    try await sleeper.run {
      let first = try await logind.lock(1)
      #expect([first.what, first.who, first.mode] == ["sleep", "Killall-Tofu", "delay"])
      _ = try await logind.lock(2)
      try logind.say(sleeping: true)
      _ = try await sleeper.heard.first { $0 == "sleep" }
      #expect(first.isHeld)
      readiness.finish()
      #expect(await first.pipe.closes())
      #expect(sleeper.heard.all == ["sleep"])
      try logind.say(sleeping: false)
      let second = try await logind.lock(3)
      #expect(second.mode == "delay" && second.isHeld)
      #expect(sleeper.heard.all == ["sleep", "wake"])
    }
    #expect(try await logind.lock(3).pipe.closes())
    #expect(logind.locks.all.count == 3)
    #expect(sleeper.logged.all == [])
  }

  // 0.2 s is all that this logind waits for, so half of it is left to us.
  @Test(arguments: [true, false]) func whoHangsDoesNotHoldTheMachineUp(heedsCancellation: Bool) async throws {
    await logind.leave()
    let hasty = try await FakeLogind(on: bus, waits: .uint64(200_000))
    let (never, end) = AsyncStream<Void>.makeStream()
    let sleeper = Sleeper(
      on: bus.address,
      onSleep: {
        let hung = Task { for await _ in never {} }
        await withTaskCancellationHandler {
          await hung.value
        } onCancel: {
          if heedsCancellation { hung.cancel() }
        }
      })
    try await sleeper.run {
      let first = try await hasty.lock(1)
      // Its patience is asked for after the lock is there.
      sleeper.service.protect("x")
      _ = try await hasty.lock(2)
      try hasty.say(sleeping: true)
      #expect(await first.pipe.closes())
      try hasty.say(sleeping: false)
      _ = try await sleeper.heard.first { $0 == "wake" }
      #expect(try await hasty.lock(3).mode == "delay")
      #expect(sleeper.logged.all == ["warning: not ready for sleep within 0.1 seconds"])
      end.finish()
    }
  }

  @Test func nonsenseAndStrangersChangeNothing() async throws {
    let sleeper = Sleeper(on: bus.address)
    let stranger = try await FakeLogind(on: bus, isStranger: true)
    try await sleeper.run {
      let first = try await logind.lock(1)
      try stranger.say(sleeping: true)
      try await stranger.flush()
      for words in [[], [.string("true")], [.int32(1)], [.bool(true), .bool(true)], [.variant(.bool(true))]]
        as [[Value]]
      {
        try logind.say(words)
      }
      // Waking comes last, so that all of it has been heard then.
      try logind.say(sleeping: false)
      _ = try await sleeper.heard.first { $0 == "wake" }
      #expect(sleeper.heard.all == ["wake"])
      #expect(first.isHeld && logind.locks.all.count == 1 && stranger.locks.all.isEmpty)
    }
  }

  @Test func saidTwiceIsDoneOnce() async throws {
    let sleeper = Sleeper(on: bus.address)
    try await sleeper.run {
      let first = try await logind.lock(1)
      for _ in 0..<2 { try logind.say(sleeping: true) }
      #expect(await first.pipe.closes())
      try logind.say(sleeping: true)
      for _ in 0..<2 { try logind.say(sleeping: false) }
      _ = try await logind.lock(2)
      try logind.say(sleeping: true)
      #expect(try await logind.lock(2).pipe.closes())
      #expect(sleeper.heard.all.filter { $0 == "sleep" }.count == 2)
      #expect(logind.locks.all.count == 2)
    }
  }

  @Test func aTeardownKeepsTheMachineAwake() async throws {
    let sleeper = Sleeper(on: bus.address)
    sleeper.service.protect("Destroying “a\0b”")
    try await sleeper.run {
      _ = try await logind.lock(2)
      let first = try await logind.locks.first { $0.mode == "block" }
      #expect([first.what, first.who, first.why] == ["sleep:shutdown", "Killall-Tofu", "Destroying “ab”"])
      // The other lock is taken again after this one has arrived, and both one after the other.
      try logind.say(sleeping: true)
      #expect(try await logind.locks.first { $0.mode == "delay" }.pipe.closes())
      try logind.say(sleeping: false)
      _ = try await logind.lock(3)
      sleeper.service.protect("Destroying “b”")
      let second = try await logind.lock(4)
      #expect(second.why == "Destroying “b”" && second.beside.contains(first.number))
      #expect(await first.pipe.closes())
      #expect(second.isHeld)
      sleeper.service.protect(nil)
      #expect(await second.pipe.closes())
      sleeper.service.protect("Destroying “c”")
      #expect(try await logind.lock(5).why == "Destroying “c”")
    }
    for lock in logind.locks.all { #expect(await lock.pipe.closes()) }
    sleeper.service.protect("too late")
    #expect(logind.locks.all.count == 5)
  }

  @Test func aLockThatComesTooLateIsLetGo() async throws {
    await logind.leave()
    let (asked, question) = AsyncStream<Void>.makeStream()
    let (answers, mayAnswer) = AsyncStream<Void>.makeStream()
    let slow = try await FakeLogind(
      on: bus,
      delay: { mode in
        guard mode == "block" else { return }
        question.finish()
        for await _ in answers {}
      })
    let sleeper = Sleeper(on: bus.address)
    try await sleeper.run {
      sleeper.service.protect("a")
      for await _ in asked {}
      sleeper.service.protect(nil)
      mayAnswer.finish()
      let late = try await slow.locks.first { $0.mode == "block" }
      #expect(await late.pipe.closes())
      let delay = try await slow.lock(1)
      #expect(delay.isHeld)
    }
  }

  @Test func whoHangsDoesNotKeepTheLocksOfAServiceThatEnds() async throws {
    let (never, end) = AsyncStream<Void>.makeStream()
    let hung = Task { for await _ in never {} }
    let sleeper = Sleeper(on: bus.address, onSleep: { await hung.value })
    sleeper.service.protect("a")
    let running = Task { try await sleeper.service.run() }
    _ = try await logind.lock(2)
    try logind.say(sleeping: true)
    _ = try await sleeper.heard.first { $0 == "sleep" }
    running.cancel()
    #expect(try await logind.locks.first { $0.mode == "block" }.pipe.closes())
    end.finish()
    try await running.value
  }

  @Test(arguments: ["AccessDenied", "InteractiveAuthorizationRequired"])
  func aRefusalIsLoggedOnceAndSettledLater(_ error: String) async throws {
    logind.refuses(MethodError(try ErrorName("org.freedesktop.DBus.Error." + error), "Not you"))
    let sleeper = Sleeper(on: bus.address)
    try await sleeper.run {
      for number in 1...3 {
        sleeper.service.protect("Destroying “\(number)”")
        _ = try await logind.refused.first { $0 == "block Destroying “\(number)”" }
        try logind.say(sleeping: false)
      }
      #expect(
        Set(sleeper.logged.all) == [
          "notice: logind does not wait for us before it lets the machine sleep: Not you",
          "notice: logind does not let a teardown keep this machine awake: Not you",
        ])
      #expect(sleeper.logged.all.count == 2)
      logind.refuses(nil)
      try logind.say(sleeping: false)
      let locks = [try await logind.lock(1), try await logind.lock(2)]
      #expect(Set(locks.map(\.mode)) == ["delay", "block"])
      #expect(locks.contains { $0.why == "Destroying “3”" })
    }
  }
}
