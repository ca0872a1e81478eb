import Foundation
import RealParts
import Testing

/// `config`: whether the settings make sense, what is in force, and where they lie.
@Suite struct ConfigTests {
  @Test func withoutAFileTheDefaultsAreInForce() async throws {
    try await Desk.with(bus: false) { desk in
      let path = try await desk.killallTofu("config", "path").output
      #expect(path == "\(desk.folder)/home/.config/killall-tofu/config.yaml\n")
      let check = try await desk.killallTofu("config", "check")
      #expect(check.code == 0 && check.output.contains("the defaults are in force"), "\(check)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(desk.folder)/home").isEmpty)
    }
  }

  @Test func aSlipIsNamedByPlaceAndNothingIsWritten() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.settings("safety: {max_resource: 3}")
      for command in ["check", "show"] {
        let answer = try await desk.killallTofu("config", command)
        #expect(answer.code == 78 && answer.output.isEmpty, "\(answer)")
        #expect(
          answer.errors.contains("config.yaml:2:") && answer.errors.contains("max_resources"), "\(answer)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(desk.folder)/home") == [".config"])
    }
  }

  @Test func watchedDirectoriesThatAreNotThereAreNamed() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.settings("scanner: {watch_dirs: [~/stacks, \(desk.directory)]}")
      let answer = try await desk.killallTofu("config", "check")
      #expect(answer.code == 0 && answer.output.contains("makes sense"), "\(answer)")
      #expect(answer.errors.contains("“~/stacks” in scanner.watch_dirs is not there"), "\(answer.errors)")
      #expect(!answer.errors.contains(desk.directory))
    }
  }

  @Test func whatIsShownReadsBackEqualAndMasksSecrets() async throws {
    try await Desk.with(bus: false) { desk in
      try desk.settings("scanner: {watch_dirs: [~/stacks], max_depth: 4}\nsafety: {max_resources: 20}")
      let shown = try await desk.killallTofu("config", "show")
      #expect(shown.code == 0 && shown.output.contains("max_resources: 20"), "\(shown)")
      #expect(shown.output.contains("\(desk.folder)/home/stacks"))
      try shown.output.write(
        toFile: "\(desk.folder)/home/.config/killall-tofu/config.yaml", atomically: true, encoding: .utf8)
      #expect(try await desk.killallTofu("config", "show").output == shown.output)
      try desk.settings("execution: {environment: {AWS_SECRET_ACCESS_KEY: hunter2hunter2}}")
      let masked = try await desk.killallTofu("config", "show").output
      #expect(masked.contains("AWS_SECRET_ACCESS_KEY") && !masked.contains("hunter2"), "\(masked)")
    }
  }
}
