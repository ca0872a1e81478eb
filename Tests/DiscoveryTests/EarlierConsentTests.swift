import Discovery
import Foundation
import Glibc
import RealParts
import Testing

/// A decision that an earlier version wrote down: it holds on, or an upgrade would ask about every project anew.
@Suite struct EarlierConsentTests {
  /// SHA-256 as sha256sum(1) has it.
  private func sum(_ bytes: [UInt8], in project: ProjectDirectory) async throws -> String {
    let file = project.beside("bytes")
    try Data(bytes).write(to: URL(filePath: file))
    return String(try await ChildProcess.run(["sha256sum", file]).output.prefix(64))
  }

  @Test(arguments: ["allowed", "denied"]) func isStillMeant(verdict: String) async throws {
    let project = try ProjectDirectory()
    let folder = project.beside("consent")
    let path = Array(project.file.utf8) + [0]
    let name = try await sum(path, in: project)
    let digest = try await sum(path + Array(ProjectDirectory.sound.utf8), in: project)
    let record = """
      {
        "digest" : "\(digest)",
        "path" : "\(project.file)",
        "rest" : "\(String(repeating: "0", count: 64))",
        "timeout" : 7200,
        "verdict" : "\(verdict)"
      }

      """
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    // Another test may have none masked just then.
    chmod(folder, 0o700)
    try Data(record.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    chmod("\(folder)/\(name)", 0o600)
    let consents = Consents(folder: folder)
    #expect(consents.verdict(on: project.read()) == (verdict == "allowed" ? .allowed : .denied))
    try project.write(ProjectDirectory.sound + "\n")
    #expect(consents.verdict(on: project.read()) == .unknown)
  }
}
