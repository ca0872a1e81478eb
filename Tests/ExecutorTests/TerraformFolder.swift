import Executor
import Foundation
import RealParts
import SystemPackage
import Testing

extension TestFolder {
  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
  }

  /// A shell script that may be run.
  func makeProgram(_ name: String, _ script: String = "") async throws {
    try await writeScript("#!/bin/sh\n" + script, at: path(name))
  }

  /// Counts what a shell line is going to destroy here, in the directory `place`.
  func count(
    _ line: String = "terraform destroy", in place: String = ".", environment: [String: String] = [:],
    limit: Duration = .seconds(20)
  ) async throws -> Int? {
    let command = try #require(TerraformCommand(Array(line.utf8)))
    let environment = ["PATH": RealTerraform.path, "TF_IN_AUTOMATION": "1"].merging(environment) { $1 }
    return await TerraformState.count(
      in: FilePath(path(place)), command: command, environment: environment, limit: limit)
  }
}

/// The Terraform of this machine.
enum RealTerraform {
  static let path = ProcessInfo.processInfo.environment["PATH"] ?? ""

  static var isInstalled: Bool {
    path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/terraform") }
  }

  /// Runs it to a good end; returns what it printed.
  @discardableResult
  static func run(
    _ arguments: String..., in directory: String, environment: [String: String] = [:]
  ) async throws -> String {
    let child = try ChildProcess(
      ["terraform"] + arguments,
      environment: ["PATH": path, "TF_IN_AUTOMATION": "1", "HOME": directory].merging(environment) { $1 },
      in: directory)
    let finished = await child.finished()
    try #require(finished.code == 0, "\(finished.output)\(finished.errors)")
    return finished.output
  }
}
