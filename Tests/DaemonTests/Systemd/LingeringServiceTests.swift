import DBus
import Foundation
import RealParts
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct LingeringServiceTests {
  /// Gives `body` a logind that others wrote and a service that can be run on it.
  private func with(
    knowsUser: Bool = true, _ body: (LingerMock, Lingerer) async throws -> Void
  ) async throws {
    let bus = try await PrivateBus()
    let mock = try await LingerMock(on: bus, knowsUser: knowsUser)
    let lingerer = try Lingerer(on: bus.address)
    try await doing {
      try await body(mock, lingerer)
    } finally: {
      await mock.end()
    }
  }

  private let taken = "info: lingering taken: a logout ends no teardown"
  private let givenBack = "info: lingering given back"

  @Test func itIsTakenWhileATeardownRuns() async throws {
    try await with { mock, lingerer in
      try await lingerer.run { service in
        service.protect(isRunning: true)
        #expect(await mock.called("SetLinger") == [.uint32(LingerMock.user), .bool(true), .bool(false)])
        _ = try await lingerer.logged.first { $0 == taken }
        #expect(lingerer.mark.isThere)
        #expect(try await mock.isOn())
        service.protect(isRunning: false)
        #expect(await mock.called("SetLinger") == [.uint32(LingerMock.user), .bool(false), .bool(false)])
        _ = try await lingerer.logged.first { $0 == givenBack }
      }
      #expect(!lingerer.mark.isThere)
      #expect(try await !mock.isOn())
      #expect(lingerer.logged.all == [taken, givenBack])
    }
  }

  /// Nobody but the user switches off what the user switched on.
  @Test func theUsersOwnIsKept() async throws {
    try await with { mock, lingerer in
      try await mock.set(true)
      try await lingerer.run { service in
        service.protect(isRunning: true)
        _ = await mock.called("GetUser")
        service.protect(isRunning: false)
        // What is done for the next one is done after all that.
        service.protect(isRunning: true)
        _ = await mock.called("GetUser")
      }
      #expect(!lingerer.mark.isThere)
      #expect(try await mock.isOn())
      #expect(lingerer.logged.all.isEmpty)
    }
  }

  /// A daemon that was killed in the middle leaves it to the next one, which waits for the teardown's end.
  @Test func theNextDaemonGivesItBack() async throws {
    try await with { mock, lingerer in
      try await lingerer.run { service in
        service.protect(isRunning: true)
        _ = try await lingerer.logged.first { $0 == taken }
      }
      #expect(try await mock.isOn())
      let (ends, end) = AsyncStream<Void>.makeStream()
      let (asked, ask) = AsyncStream<Void>.makeStream()
      try await lingerer.run(untilNothingRuns: {
        ask.finish()
        for await _ in ends {}
      }) { _ in
        for await _ in asked {}
        #expect(try await mock.isOn())
        end.finish()
        _ = try await lingerer.logged.first { $0 == givenBack }
      }
      #expect(try await !mock.isOn())
      #expect(!lingerer.mark.isThere)
    }
  }

  /// Killed between the mark and the switch: nothing is to be switched off, and the mark goes.
  @Test func aMarkAloneIsTakenAway() async throws {
    try await with { mock, lingerer in
      try lingerer.mark.write()
      try await lingerer.run { _ in
        _ = try await lingerer.logged.first { $0 == "info: lingering is off already" }
      }
      #expect(!lingerer.mark.isThere)
    }
  }

  /// `loginctl enable-linger` while it is ours makes it the user's.
  @Test func whatTheUserSwitchesOnMeanwhileIsKept() async throws {
    try await with { mock, lingerer in
      try await lingerer.run { service in
        service.protect(isRunning: true)
        _ = try await lingerer.logged.first { $0 == taken }
        let later = Date(timeIntervalSinceNow: Double(LingerMark.patience) + 5)
        #expect(
          FileManager.default.createFile(
            atPath: lingerer.mark.setting, contents: nil, attributes: [.modificationDate: later]))
        service.protect(isRunning: false)
        _ = try await lingerer.logged.first { $0.contains("somebody else switched it on since") }
      }
      #expect(try await mock.isOn())
      #expect(!lingerer.mark.isThere)
    }
  }

  @Test func aRefusalIsLoggedOnce() async throws {
    try await with { mock, lingerer in
      try await mock.refuses()
      try await lingerer.run { service in
        for _ in 1...2 {
          service.protect(isRunning: true)
          _ = await mock.called("SetLinger")
          service.protect(isRunning: false)
        }
        service.protect(isRunning: true)
        _ = await mock.called("SetLinger")
      }
      #expect(
        lingerer.logged.all == [
          "notice: lingering not taken, so the last logout may end a teardown: not allowed"
        ])
    }
  }

  /// A daemon that nobody logged in for: no logout would end anything.
  @Test func withoutALoginNothingIsSwitched() async throws {
    try await with(knowsUser: false) { mock, lingerer in
      try await lingerer.run { service in
        service.protect(isRunning: true)
        _ = await mock.called("GetUser")
      }
      #expect(!lingerer.mark.isThere)
      #expect(try await !mock.isOn())
      #expect(lingerer.logged.all.isEmpty)
    }
  }

  @Test func whatCannotBeGivenBackIsTriedAgain() async throws {
    try await with { mock, lingerer in
      try lingerer.mark.write()
      try await mock.set(true)
      try await mock.refuses()
      try await lingerer.run(pause: { number in
        if number > 3 { for await _ in AsyncStream<Void>.makeStream().stream {} }
      }) { _ in
        _ = try await lingerer.pauses.first { $0 == .seconds(8) }
      }
      #expect(lingerer.pauses.all == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
      #expect(
        lingerer.logged.all == ["notice: lingering not given back yet; it will be tried again: not allowed"])
      #expect(lingerer.mark.isThere)
    }
  }

  /// What cannot be remembered is not taken: nobody would give it back.
  @Test func withoutAMarkNothingIsSwitched() async throws {
    try await with { mock, lingerer in
      try FileManager.default.createDirectory(
        atPath: lingerer.mark.path + ".new", withIntermediateDirectories: true)
      try await lingerer.run { service in
        service.protect(isRunning: true)
        _ = try await lingerer.logged.first { $0.contains("lingering not taken") }
      }
      #expect(try await !mock.isOn())
    }
  }

  @Test func withoutASystemBusItIsQuiet() async throws {
    let folder = try TestFolder("linger")
    let lingerer = try Lingerer(on: "unix:path=\(folder.path("bus"))")
    try lingerer.mark.write()
    try await lingerer.run { service in
      _ = try await lingerer.pauses.first { _ in true }
      service.protect(isRunning: true)
      service.protect(isRunning: false)
    }
    #expect(lingerer.logged.all.isEmpty)
    #expect(lingerer.mark.isThere)
  }
}
