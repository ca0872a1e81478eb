import DBus
import Executor
import Glibc
import Logging
import RealParts
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct ScopedSupervisorsTests {
  private let logged = Heard<String>()
  private let folder = "20260131T235959.123456789Z-0a1b2c3d"

  private func place(on bus: String, within limit: Duration = .seconds(30)) -> SupervisorPlace {
    .userScope(
      on: .address(bus), within: limit,
      logger: Logger(label: "test") { [logged] _ in HeardLog(lines: logged) })
  }

  @Test func aSupervisorIsTakenIn() async throws {
    let bus = try await PrivateBus()
    let systemd = try await FakeSystemd(on: bus, .answers)
    async let adopted: Void = place(on: bus.address).adopt(4_711, folder)
    let call = try await systemd.asked.first { _ in true }
    systemd.endJob("done")
    await adopted
    #expect(call[0] == .string(#"killall-tofu-20260131T235959.123456789Z\x2d0a1b2c3d.scope"#))
    #expect(call[1] == .string("fail"))
    #expect(call[3].elements == [])
    let properties = try #require(call[2].elements).compactMap(\.fields)
    #expect(properties.map(\.count) == Array(repeating: 2, count: properties.count))
    let byName = Dictionary(uniqueKeysWithValues: properties.map { ($0[0].string ?? "", $0[1].unboxed) })
    #expect(
      byName == [
        "PIDs": .array([.uint32(4_711)], of: .uint32),
        "Description": .string("Killall-Tofu: the teardown \(folder)"),
        "KillSignal": .int32(2), "SendSIGKILL": .bool(false), "TimeoutStopUSec": .uint64(.max),
        "CollectMode": .string("inactive-or-failed"),
      ])
    #expect(logged.all == ["info: the teardown is a unit of its own"])
  }

  /// Where systemd is fast, the signal comes before the answer that names the job.
  @Test func anEndBeforeTheAnswerIsHeard() async throws {
    let bus = try await PrivateBus()
    let systemd = try await FakeSystemd(on: bus, .isHasty("done"))
    await place(on: bus.address).adopt(4_711, folder)
    #expect(systemd.asked.all.count == 1)
    #expect(logged.all == ["info: the teardown is a unit of its own"])
  }

  @Test func whatFailsIsLoggedOnceAndHoldsNothingUp() async throws {
    let refusal = MethodError("org.freedesktop.systemd1.UnitExists", "Unit x.scope exists.")
    let cases: [(FakeSystemd.Habit, Duration, String)] = [
      (.refuses(refusal), .seconds(30), "systemd refuses: Unit x.scope exists."),
      (.isHasty("failed"), .seconds(30), "its job in systemd ended as “failed”"),
      (.isSilent, .milliseconds(50), "systemd does not answer within 0.05 seconds"),
      (.answers, .milliseconds(50), "systemd does not answer within 0.05 seconds"),
    ]
    for (habit, limit, words) in cases {
      let bus = try await PrivateBus()
      let systemd = try await FakeSystemd(on: bus, habit)
      let before = logged.all.count
      let place = place(on: bus.address, within: limit)
      for process in [1_001, 1_002] as [Int32] { await place.adopt(process, folder) }
      withExtendedLifetime(systemd) {}
      #expect(
        logged.all.dropFirst(before) == [
          "warning: teardowns run in sessions of their own, without a systemd unit: \(words)"
        ])
    }
  }

  /// A bus that is stopped answers nothing, not even that it is there.
  @Test func aHungBusHoldsNothingUp() async throws {
    let bus = try await PrivateBus()
    bus.send(SIGSTOP)
    defer { bus.send(SIGCONT) }
    await place(on: bus.address, within: .milliseconds(50)).adopt(4_711, folder)
    #expect(logged.all.first?.contains("does not answer within") == true)
  }

  /// The name has no owner: nobody is called, also not one who merely has the object.
  @Test func withoutSystemdNobodyIsAsked() async throws {
    let bus = try await PrivateBus()
    let place = place(on: bus.address)
    let stranger = try await FakeSystemd(on: bus, .isHasty("done"), isStranger: true)
    for process in [1_001, 1_002] as [Int32] { await place.adopt(process, folder) }
    #expect(stranger.asked.all.isEmpty)
    #expect(
      logged.all == [
        "info: teardowns run in sessions of their own, without a systemd unit: no systemd on the session bus"
      ])
    let systemd = try await FakeSystemd(on: bus, .isHasty("done"))
    await place.adopt(1_003, folder)
    #expect(systemd.asked.all.count == 1, "one that came later is used")
  }

  @Test func withoutABusItIsLoggedOnce() async throws {
    let folder = try TestFolder("scope")
    let place = place(on: "unix:path=\(folder.path("bus"))")
    for process in [1_001, 1_002] as [Int32] { await place.adopt(process, self.folder) }
    #expect(logged.all.count == 1)
    #expect(logged.all.first?.contains("no session bus: ") == true)
  }
}
