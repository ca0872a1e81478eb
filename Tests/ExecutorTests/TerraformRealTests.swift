import Executor
import Foundation
import RealParts
import Testing

/// The same with the program itself.
@Suite(.enabled(if: RealTerraform.isInstalled, "no terraform is installed")) struct TerraformRealTests {
  private let folder: TestFolder

  init() async throws {
    folder = try TestFolder("terraform")
    try folder.write(
      """
      resource "terraform_data" "a" { count = 11 }
      resource "terraform_data" "b" { for_each = toset(["x.data.y \\"q\\""]) }
      """, to: "main.tf")
    try await RealTerraform.run("init", in: folder.path)
    try await RealTerraform.run("apply", "-auto-approve", in: folder.path)
  }

  @Test func `What it made is counted, followed while it goes, and listed no more`() async throws {
    #expect(try await folder.count() == 12)
    var progress = TerraformProgress()
    var told: [String] = []
    let output = try await RealTerraform.run("destroy", "-auto-approve", in: folder.path)
    for line in output.split(separator: "\n") where progress.read(Array(line.utf8)) {
      told.append("\(progress)")
    }
    #expect(told == (0...12).map { "\($0) of 12" })
    #expect(try await folder.count() == 0)
  }

  @Test func `Its own words without a state mean that nobody knows`() async throws {
    try FileManager.default.removeItem(atPath: folder.path("terraform.tfstate"))
    #expect(try await folder.count() == nil)
  }

  @Test func `A state that its backend keeps elsewhere is found`() async throws {
    try folder.write("terraform {\n  backend \"local\" { path = \"elsewhere\" }\n}\n", to: "backend.tf")
    try await RealTerraform.run("init", "-migrate-state", "-force-copy", in: folder.path)
    #expect(try await folder.count() == 12)
    try folder.write("{\"version\": 3, \"backend\": ", to: ".terraform/terraform.tfstate")
    #expect(try await folder.count() == nil)
  }

  @Test func `A workspace is found as the program finds it`() async throws {
    try await RealTerraform.run("workspace", "new", "demo", in: folder.path)
    try await RealTerraform.run("apply", "-auto-approve", "-target=terraform_data.b", in: folder.path)
    #expect(try await folder.count() == 1)
    #expect(try await folder.count("TF_WORKSPACE=default terraform destroy") == 12)
    let listing = try #require(
      TerraformCommand(Array("TF_WORKSPACE=default terraform destroy".utf8))?.listing)
    let listed = try await ChildProcess.run(
      ["env", "-C", folder.path, "sh", "-c", String(decoding: listing, as: UTF8.self)],
      environment: ["PATH": RealTerraform.path])
    #expect(TerraformState.resources(in: Array(listed.output.utf8)).count == 12)
  }

  @Test func `JSON is followed as well`() async throws {
    var progress = TerraformProgress()
    let output = try await RealTerraform.run("destroy", "-auto-approve", "-json", in: folder.path)
    for line in output.split(separator: "\n") { progress.read(Array(line.utf8)) }
    #expect("\(progress)" == "12 of 12")
  }

  @Test func `So is a plan to destroy that is applied`() async throws {
    var progress = TerraformProgress()
    let output = try await RealTerraform.run("apply", "-destroy", "-auto-approve", in: folder.path)
    for line in output.split(separator: "\n") { progress.read(Array(line.utf8)) }
    #expect("\(progress)" == "12 of 12")
  }
}
