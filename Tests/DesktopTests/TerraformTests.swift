import Foundation
import RealParts
import Testing

/// A real Terraform with resources that need no network, from `add` to an empty state.
///
/// Where the program is not installed these are skipped: it is in no distribution.
@Suite("Terraform", .desktop, .enabled(if: Terraform.isInstalled, "terraform is not on the PATH"))
struct TerraformTests {
  @Test(
    "is warned of with its resources, destroyed with progress, and leaves an empty state",
    .timeLimit(.minutes(3)))
  func mainJob() async throws {
    try await Desk.with { desk in
      try await Terraform.apply(resources: 12, in: desk)
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "20s", "--name", "demo")
      try await desk.wait("the warning") { try await dunst.shown() > 0 }
      try await desk.wait("the end") {
        try await desk.sqlite("SELECT status FROM projects") == "destroyed"
      }
      let texts = try await dunst.texts(once: "demo was destroyed", at: desk)
      #expect(texts.contains { $0.contains("is destroyed in") && $0.contains("12 resources go") }, "\(texts)")
      #expect(texts.contains { $0.contains("of 12 destroyed") }, "\(texts)")
      #expect(texts.contains { $0.contains("demo was destroyed") }, "\(texts)")
      #expect(try await Terraform.state(in: desk) == "")
      let row = try await desk.sqlite("SELECT status, exit_code, attempt, reason FROM executions")
      #expect(row == "completed|0|1|deadline")
      let log = try await desk.killallTofu("logs", "demo").output
      #expect(log.contains("Destroy complete! Resources: 12 destroyed."), "\(log)")
    }
  }

  @Test(
    "goes on when the daemon is killed in the middle, and the next one records its end",
    .timeLimit(.minutes(3)))
  func killedDaemon() async throws {
    try await Desk.with { desk in
      try await Terraform.apply(resources: 12, in: desk, secondsEach: 1)
      _ = try await desk.startDunst()
      let daemon = try await desk.startDaemon()
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "4s", "--name", "demo")
      try await desk.wait("three of twelve") {
        try Terraform.destroyed(in: desk) >= 3
      }
      daemon.send(SIGKILL)
      _ = await daemon.finished()
      let when = try Terraform.destroyed(in: desk)
      #expect(when < 12)
      try await desk.wait("the rest, without a daemon") { try Terraform.destroyed(in: desk) == 12 }
      #expect(try await desk.sqlite("SELECT status FROM projects") == "destroying")
      try await desk.startDaemon()
      try await desk.waitForStatus("destroyed")
      #expect(try await desk.sqlite("SELECT status, exit_code FROM executions") == "completed|0")
      #expect(try await Terraform.state(in: desk) == "")
    }
  }

  @Test(
    "is a failure that names what is left where the command only said that it went well",
    .timeLimit(.minutes(3)))
  func leftovers() async throws {
    try await Desk.with { desk in
      try desk.configure("execution: {retry: {max_attempts: 1}}")
      try await Terraform.apply(resources: 2, in: desk)
      let dunst = try await desk.startDunst()
      try await desk.startDaemon()
      let program = try await Terraform.lyingProgram(in: desk)
      _ = try await desk.killallTofu(
        "add", desk.project, "--timeout", "4s", "--name", "demo", "--command",
        "\(program) destroy -auto-approve")
      try await desk.waitForStatus("failed")
      let texts = try await dunst.texts(once: "demo is not all destroyed", at: desk)
      #expect(
        texts.contains { $0.contains("demo is not all destroyed") && $0.contains("terraform_data.step[0]") },
        "\(texts)")
      let history = try await desk.killallTofu("history", "demo").output
      #expect(
        history.contains("2 resources are left: terraform_data.step[0], terraform_data.step[1]"), "\(history)"
      )
    }
  }
}

/// A project of real resources in the desk's project folder.
private enum Terraform {
  static var isInstalled: Bool {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/terraform") }
  }

  /// Makes and applies resources, each of which leaves a mark when it is destroyed.
  static func apply(resources: Int, in desk: Desk, secondsEach: Int = 0) async throws {
    let pause = secondsEach > 0 ? "sleep \(secondsEach) && " : ""
    try """
    resource "terraform_data" "step" {
      count = \(resources)
      provisioner "local-exec" {
        when    = destroy
        command = "\(pause)touch ${path.module}/gone-${self.id}"
      }
    }
    """.write(toFile: "\(desk.project)/main.tf", atomically: true, encoding: .utf8)
    for arguments in ["init -input=false", "apply -auto-approve -input=false"] {
      let done = try await desk.run("sh", "-c", "cd '\(desk.project)' && terraform \(arguments)")
      try #require(done.code == 0, "\(done.output)\(done.errors)")
    }
  }

  /// A program of Terraform's name that says that it destroyed everything, and does nothing; for all else the real one.
  static func lyingProgram(in desk: Desk) async throws -> String {
    let program = "\(desk.folder)/bin/terraform"
    let script = """
      #!/bin/sh
      if [ "$1" = destroy ]; then echo 'Destroy complete! Resources: 2 destroyed.'; exit 0; fi
      exec terraform "$@"
      """
    try await writeScript(script, at: program)
    return program
  }

  /// How many resources have left their mark.
  static func destroyed(in desk: Desk) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: desk.project).count { $0.hasPrefix("gone-") }
  }

  /// What the state still holds.
  static func state(in desk: Desk) async throws -> String {
    try await desk.run("sh", "-c", "cd '\(desk.project)' && terraform state list").output
  }
}

extension Dunst {
  /// All that was shown, once something with these words was.
  fileprivate func texts(once words: String, at desk: Desk) async throws -> [String] {
    var found: [String] = []
    try await desk.wait(words) {
      _ = try await desk.run("dunstctl", "close-all")
      found = try await texts()
      return found.contains { $0.contains(words) }
    }
    return found
  }
}
