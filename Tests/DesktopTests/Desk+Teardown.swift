import Foundation
import RealParts
import Testing

extension Desk {
  /// Whether this machine has a Terraform.
  static var hasTerraform: Bool {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/terraform") }
  }

  /// Registers the project as `demo`.
  func add(_ command: String, config: String? = nil) async throws {
    let answer = try await killallTofu(
      "add", project, "--timeout", "1h", "--name", "demo", "--command", command)
    try #require(answer.code == 0, "\(answer.errors)")
    if let config { try await sqlite("UPDATE projects SET config = '\(config)'") }
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(project)/\(name)", atomically: false, encoding: .utf8)
  }

  func settings(_ text: String) throws {
    let place = "\(folder)/home/.config/killall-tofu"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try "version: 1\n\(text)\n".write(toFile: "\(place)/config.yaml", atomically: true, encoding: .utf8)
  }

  func made(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(project)/\(name)") }

  /// Runs our command line on a terminal of its own, with `typed` as what its user types.
  func onTerminal(_ command: String, typed: String = "") async throws -> ChildProcess.Finished {
    set("TERM", "xterm")
    return try await run(
      "sh", "-c",
      "printf '\(typed)' | script -qec \"stty cols 80; '\(Desk.killallTofu)' \(command)\" /dev/null")
  }

  /// A program called `terraform` that does what the script says, first in the `PATH`.
  func makeTerraform(_ script: String) async throws {
    try await writeScript("#!/bin/sh\n\(script)\n", at: "\(folder)/bin/terraform")
    set("PATH", "\(folder)/bin:\(environment["PATH"] ?? "")")
  }
}
