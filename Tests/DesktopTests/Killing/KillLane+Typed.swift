import Foundation
import RealParts

extension KillLane {
  /// Destroys at a typed name, with the deadline far off and nobody there but the command line, then starts a daemon.
  func strikeTyped(
    _ point: KillPoint, _ victims: Set<Victim>, in folder: String
  ) async throws -> Set<Victim> {
    await daemon.end()
    try await add(folder, timeout: "1h")
    let name = URL(filePath: folder).lastPathComponent
    let claimer = try await with(try variables(for: point, victims, in: folder)) {
      try desk.start([Desk.killallTofu, "destroy", name, "--yes-destroy", name])
    }
    _ = await claimer.finished()
    daemon = try await desk.startDaemon()
    return FileManager.default.fileExists(atPath: folder + "/struck") ? victims : []
  }
}
