import Foundation
import RealParts
import Testing

/// A disk of one megabyte at a place of a desk, seen only by the programs that are started through it.
struct SmallDisk {
  let desk: Desk
  let place: String
  private let keeper: ChildProcess

  /// Mounts it; root alone may.
  init(at place: String, of desk: Desk) async throws {
    self.desk = desk
    self.place = place
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let child = try desk.start([
      "unshare", "--mount", "--propagation", "private", "sh", "-c",
      "mount -t tmpfs -o size=1m none '\(place)' && echo ready && exec sleep infinity",
    ])
    keeper = child
    try await desk.wait("the small disk", within: 10) {
      try #require(child.errors.isEmpty, "a small disk cannot be mounted here: \(child.errors)")
      return child.output == "ready\n"
    }
  }

  /// Starts a program that sees it.
  func start(_ arguments: [String]) throws -> ChildProcess {
    try desk.start(["nsenter", "--mount", "--root", "--wd", "--target", "\(keeper.pid)"] + arguments)
  }

  /// Starts the daemon and waits until it can be reached.
  func startDaemon() async throws -> ChildProcess {
    let daemon = try start([Desk.killallTofu, "daemon"])
    try await desk.wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
    return daemon
  }

  /// What the `sqlite3` program answers for the file on it.
  func sqlite(_ sql: String) async throws -> String {
    let answer = try await start(["sqlite3", "-cmd", ".timeout 5000", desk.database, sql]).finished()
    return answer.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Leaves not a byte free.
  func fill() async throws {
    _ = try await start(["sh", "-c", "cat /dev/zero >'\(place)/filler'"]).finished()
  }

  /// Makes room again.
  func clear() async throws {
    let removed = try await start(["rm", "\(place)/filler"]).finished()
    try #require(removed.code == 0, "\(removed)")
  }
}

extension Trait where Self == ConditionTrait {
  /// Needs mounts of its own, which root alone may make, and only where `/` is a mount: in a plain chroot it is none.
  static var ownMounts: Self {
    .enabled("mounts of its own need root, and a root folder that is a mount") {
      try await ChildProcess.run(["unshare", "--mount", "--propagation", "private", "true"]).code == 0
    }
  }
}
