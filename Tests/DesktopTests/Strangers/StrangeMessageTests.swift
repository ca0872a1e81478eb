import DBus
import Foundation
import RealParts
import Testing

/// Generated messages against a real daemon: none may end it, change the file, or stay with it.
///
/// `KILLALL_TOFU_MESSAGES=300000` sends so many and prints what came of them; `KILLALL_TOFU_MESSAGE_SEED` repeats those
/// of an earlier run.
@Suite(.desktop, .serialized) struct StrangeMessageTests {
  private static let wished = ProcessInfo.processInfo.environment["KILLALL_TOFU_MESSAGES"].flatMap(Int.init)
  private static let seed =
    ProcessInfo.processInfo.environment["KILLALL_TOFU_MESSAGE_SEED"].flatMap(UInt64.init) ?? 7
  private static let peers = 4
  private static let service: BusName = "io.github.killallgit.KillallTofu1"

  @Test(.timeLimit(.minutes(60))) func noMessageHurtsTheDaemon() async throws {
    try await Desk.with { desk in
      let daemon = try await Self.settle(desk)
      let before = try await desk.rows()
      let each = (Self.wished ?? 4_000) / Self.peers / 2
      // The first half makes room for all that is kept once; what grows after it would grow for ever.
      var outcomes = try await Self.send(each, to: desk, seed: Self.seed)
      let middle = try ProcessUse(daemon.pid)
      outcomes.merge(try await Self.send(each, to: desk, seed: Self.seed &+ 1_000)) { $0 + $1 }
      try await desk.wait("files closed") { try ProcessUse(daemon.pid).files <= middle.files }
      let end = try ProcessUse(daemon.pid)
      // What the allocator keeps for later comes and goes by some MiB; 300,000 messages show 60 bytes lost with each.
      #expect(end.memory < middle.memory + 8_192, "\(middle) then \(end)")
      #expect(try await desk.rows() == before)
      #expect(outcomes["lost"] == nil, "\(outcomes)")
      // It is the same process, it answers, and it does what it is asked to.
      #expect(try await desk.killallTofu("extend", "p1", "1h").code == 0)
      #expect(try await desk.rows() != before)
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
      if Self.wished != nil {
        print(
          "seed \(Self.seed): \(outcomes.values.reduce(0, +)) messages; in the middle \(middle); at the end \(end)"
        )
        for (name, count) in outcomes.sorted(by: { $0.value > $1.value }) { print("  \(count)  \(name)") }
      }
    }
  }

  // Most such bytes never get to us: the bus hangs up on whoever breaks the rules of the protocol.
  @Test(.timeLimit(.minutes(10))) func noBytesHurtTheDaemon() async throws {
    try await Desk.with { desk in
      let daemon = try await Self.settle(desk)
      let before = try await desk.rows()
      let rounds = Self.wished.map { $0 / 100 } ?? 100
      let (path, seed) = ("\(desk.folder)/bus", Self.seed)
      let fates = await onOwnThread { Self.sendBytes(rounds, to: path, seed: seed) }
      #expect(fates.values.reduce(0, +) == rounds)
      #expect(fates[.hungUp, default: 0] > rounds / 2)
      #expect(try await desk.rows() == before)
      #expect(try await desk.killallTofu("extend", "p1", "1h").code == 0)
      daemon.send(SIGTERM)
      #expect(await daemon.finished().code == 0)
      if Self.wished != nil { print("\(rounds) times broken bytes, and what the bus made of them: \(fates)") }
    }
  }

  /// A daemon with projects in several states, none of which is due in days.
  private static func settle(_ desk: Desk) async throws -> ChildProcess {
    let daemon = try await desk.startDaemon()
    for number in 1...4 {
      let folder = "\(desk.project)/\(number)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      let added = try await desk.killallTofu(
        "add", folder, "--timeout", "10 days", "--name", "p\(number)", "--command", "true")
      try #require(added.code == 0, "\(added)")
    }
    try #require(try await desk.killallTofu("cancel", "p3").code == 0)
    try await desk.wait("the projects") {
      try await desk.run(
        "gdbus", "introspect", "--session", "--dest", service.text, "--object-path",
        "/io/github/killallgit/KillallTofu1/projects/4"
      ).output.contains("p4")
    }
    return daemon
  }

  /// Has several peers send so many messages each; how many were answered how.
  private static func send(_ count: Int, to desk: Desk, seed: UInt64) async throws -> [String: Int] {
    let address = "unix:path=\(desk.folder)/bus"
    return try await withThrowingTaskGroup { group in
      for peer in 0..<UInt64(peers) {
        group.addTask { try await Stranger(on: address, seed: seed &+ peer).send(count) }
      }
      return try await group.reduce(into: [:]) { all, outcomes in all.merge(outcomes) { $0 + $1 } }
    }
  }

  /// Sends calls with bytes changed, cut off or put in; what the bus made of them.
  private static func sendBytes(_ rounds: Int, to path: String, seed: UInt64) -> [RawPeer.Fate: Int] {
    var random = SeededRandom(seed: seed)
    let service = Self.service.text
    let root = "/io/github/killallgit/KillallTofu1"
    let calls = [
      WireMessage(serial: 2, to: service, at: root, service + ".Manager", "FindProject", ["nobody"]),
      WireMessage(
        serial: 2, to: service, at: root, "org.freedesktop.DBus.Properties", "GetAll", [service + ".Manager"]),
      WireMessage(serial: 2, to: service, at: root + "/projects/1", "org.freedesktop.DBus.Peer", "Ping"),
    ]
    var fates: [RawPeer.Fate: Int] = [:]
    for _ in 0..<rounds {
      guard let peer = RawPeer(path) else { return fates }
      // The bus stops at the first that is broken; a few in a row have a chance to get through.
      for _ in 0..<5 {
        var bytes = random.one(of: calls).bytes
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        if random.once(in: 10) { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
        guard peer.send(bytes) else { break }
      }
      fates[peer.fate(), default: 0] += 1
    }
    return fates
  }
}

extension Desk {
  /// Every row of the file, as text.
  fileprivate func rows() async throws -> String {
    try await sqlite(".dump projects executions events")
  }
}
