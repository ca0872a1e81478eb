import DBus
import Deadlines
import RealParts
import Testing

@testable import RemoteControl

/// What calls of other programs become, and what becomes of bad ones.
@Suite struct ActionTests {
  let bus: PrivateBus
  let daemon = FakeDaemon()
  let remote: RemoteControl
  let client: Connection

  init() async throws {
    bus = try await PrivateBus()
    remote = try await RemoteControl.start(on: bus, daemon)
    client = try await bus.connect()
    remote.publish(project(7))
    _ = try await remote.takeName()
  }

  private func call(_ member: MemberName, _ body: [Value], onProject: Bool = false) async throws(BusError)
    -> [Value]
  {
    try await client.call(
      member, of: onProject ? RemoteNames.project : RemoteNames.manager,
      at: onProject ? "/io/github/killallgit/KillallTofu1/projects/7" : RemoteNames.root,
      on: RemoteNames.service,
      body)
  }

  @Test(
    arguments: [
      ("Extend", [.string("demo"), .uint64(60)], false, "extend demo 60 current", [.uint64(5_000)]),
      ("Cancel", [.string("/srv/x")], false, "cancel /srv/x current", []),
      ("Resume", [.string("9")], false, "resume 9 current", [.uint64(6_000)]),
      (
        "FindProject", [.string("demo")], false, "find demo",
        [.objectPath("/io/github/killallgit/KillallTofu1/projects/7")]
      ),
      ("RequestDestroy", [.string("demo")], false, "destroy demo", []),
      ("Rescan", [], false, "rescan", []),
      ("Extend", [.uint64(60), .uint64(3)], true, "extend #7 60 g3", [.uint64(5_000)]),
      ("Extend", [.uint64(60), .uint64(0)], true, "extend #7 60 current", [.uint64(5_000)]),
      ("Cancel", [.uint64(4)], true, "cancel #7 g4", []),
      ("Resume", [.uint64(0)], true, "resume #7 current", [.uint64(6_000)]),
    ] as [(MemberName, [Value], Bool, String, [Value])])
  func callsBecomeActions(
    _ member: MemberName, _ body: [Value], _ onProject: Bool, _ action: String, _ answer: [Value]
  ) async throws {
    #expect(try await call(member, body, onProject: onProject) == answer)
    #expect(daemon.calls == [action])
  }

  @Test(
    arguments: [
      ("Extend", [.string("demo"), .uint64(0)], false, "0 seconds"),
      ("Extend", [.string("demo"), .uint64(.max)], false, "18446744073709551615 seconds"),
      ("Extend", [.uint64(1 << 63), .uint64(0)], true, "9223372036854775808 seconds"),
      ("Extend", [.uint64(60), .uint64(.max)], true, "18446744073709551615 is no generation"),
      ("Cancel", [.uint64(1 << 63)], true, "9223372036854775808 is no generation"),
      ("Extend", [.string("demo"), .int64(60)], false, "Extend takes (st), not (sx)"),
      ("Cancel", [], false, "Cancel takes (s), not ()"),
    ] as [(MemberName, [Value], Bool, String)])
  func impossibleArgumentsAreNamed(
    _ member: MemberName, _ body: [Value], _ onProject: Bool, _ text: String
  ) async throws {
    let error = await #expect(throws: BusError.self) { try await call(member, body, onProject: onProject) }
    guard case .refused(let refusal) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refusal.name == "org.freedesktop.DBus.Error.InvalidArgs")
    #expect(refusal.message.contains(text), "\(refusal.message)")
    #expect(daemon.calls.isEmpty)
  }

  @Test(arguments: [
    (Refusal.notFound("x"), "NotFound"), (.ambiguous("x", candidates: []), "Ambiguous"),
    (.staleGeneration(offered: Generation(1), current: Generation(2)), "StaleGeneration"),
    (.notExtendable(.destroying, nil), "NotExtendable"),
    (.wrongState(.failed, action: "cancel"), "WrongState"),
    (.limitExceeded(limit: .days(30)), "LimitExceeded"), (.alreadyActive(Project.ID(1)), "WrongState"),
    (.guardNotMet(.warned), "WrongState"),
  ])
  func refusalsHaveNames(_ refusal: Refusal, _ name: String) async throws {
    daemon.refuse(RemoteError(refusal, message: "why"))
    await #expect(
      throws: BusError.refused(
        MethodError(try ErrorName("io.github.killallgit.KillallTofu1.Error." + name), "why"))
    ) { try await call("Cancel", [.string("demo")]) }
  }

  @Test(
    arguments: [
      (RemoteError.Kind.storeUnavailable, "io.github.killallgit.KillallTofu1.Error.StoreUnavailable"),
      (.notSupported, "org.freedesktop.DBus.Error.NotSupported"),
      (.invalidArguments, "org.freedesktop.DBus.Error.InvalidArgs"),
      (.other("org.example.Odd"), "org.example.Odd"),
      (.other("no name"), "org.freedesktop.DBus.Error.Failed"),
    ] as [(RemoteError.Kind, ErrorName)])
  func otherErrorsHaveNames(_ kind: RemoteError.Kind, _ name: ErrorName) async throws {
    daemon.refuse(RemoteError(kind, "why"))
    await #expect(throws: BusError.refused(MethodError(name, "why"))) { try await call("Rescan", []) }
  }

  @Test func busctlAndGdbusExtendAndCancel() async throws {
    let extended = try await bus.run(
      "busctl", "--user", "call", RemoteNames.service.text, RemoteNames.root.text, RemoteNames.manager.text,
      "Extend", "st", "demo", "3600")
    #expect(extended.output == "t 5000\n")
    let cancelled = try await bus.run(
      "gdbus", "call", "--session", "--dest", RemoteNames.service.text, "--object-path",
      RemoteNames.projects.text + "/7", "--method", RemoteNames.project.text + ".Cancel", "2")
    #expect(cancelled.output == "()\n")
    #expect(daemon.calls == ["extend demo 3600 current", "cancel #7 g2"])
  }
}
