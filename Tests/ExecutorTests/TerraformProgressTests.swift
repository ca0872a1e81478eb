import Executor
import Testing

@Suite struct TerraformProgressTests {
  private func read(_ lines: String...) -> TerraformProgress {
    var progress = TerraformProgress()
    for line in lines { progress.read(Array(line.utf8)) }
    return progress
  }

  @Test func `It follows a run from its plan to its end`() {
    var progress = TerraformProgress()
    #expect("\(progress)" == "0")
    let steps = [
      ("Plan: 0 to add, 0 to change, 3 to destroy.", "0 of 3"),
      ("terraform_data.a[0]: Destroying... [id=1]", "0 of 3"),
      ("terraform_data.a[0]: Destruction complete after 0s", "1 of 3"),
      ("terraform_data.b[\"x\"]: Still destroying... [id=1, 10s elapsed]", "1 of 3"),
      ("module.m.aws_instance.c (deposed object 1234): Destruction complete after 1m2s", "2 of 3"),
      ("Destroy complete! Resources: 3 destroyed.", "3 of 3"),
    ]
    for (line, text) in steps {
      let before = progress
      let isChanged = progress.read(Array(line.utf8))
      #expect("\(progress)" == text && isChanged == ("\(before)" != text), "\(line)")
    }
  }

  @Test func `Colours are no hindrance`() {
    let progress = read(
      "\u{1B}[0m\u{1B}[1mPlan:\u{1B}[0m 0 to add, 0 to change, 12 to destroy.",
      "\u{1B}[0m\u{1B}[1mterraform_data.a: Destruction complete after 0s\u{1B}[0m")
    #expect(progress.done == 1 && progress.total == 12)
  }

  @Test(arguments: [
    ("Plan: 1 to import, 2 to add, 0 to change, 12 to destroy.", 12),
    ("Plan: 0 to add, 0 to change, 12 to destroy, 1 to forget.", 12),
    (
      #"{"@level":"info","@message":"Plan: 0 to add, 0 to change, 12 to destroy.","type":"change_summary"}"#,
      12
    ),
    ("Destroy complete! Resources: 5 destroyed, 1 forgotten.", 5),
    ("Apply complete! Resources: 0 added, 0 changed, 5 destroyed.", 5),
    ("Destroy complete! Resources: 0 destroyed.", 0),
    (#"{"@message":"Destroy complete! Resources: 5 destroyed."}"#, 5),
  ])
  func `Each version's words are known`(line: String, total: Int) {
    #expect(read(line).total == total)
  }

  @Test func `Without a plan the total is unknown until the end`() {
    let line = "a.b: Destruction complete after 0s"
    #expect(read(line, line).done == 2 && read(line, line).total == nil)
    #expect("\(read(line, line, "Destroy complete! Resources: 4 destroyed."))" == "4 of 4")
  }

  @Test func `A second run is counted on top`() {
    let (plan, one) = ("Plan: 0 to add, 0 to change, 2 to destroy.", "a.b: Destruction complete after 0s")
    #expect("\(read(plan, one, one, "Destroy complete! Resources: 2 destroyed.", plan, one))" == "3 of 4")
    // One that failed halfway, tried again in the same line.
    #expect("\(read(plan, one, "Plan: 0 to add, 0 to change, 1 to destroy."))" == "1 of 2")
  }

  @Test(arguments: [
    "", "Do you really want to destroy all resources?", "a.b (local-exec): x: Destruction complete after 0s",
    "a.b (local-exec): Plan: 0 to add, 0 to change, 9 to destroy.", "Plan: many to destroy",
    "Plan: 99999999999999999999 to destroy.", "12 destroyed", "3 to destroy",
  ])
  func `Other lines change nothing`(line: String) {
    var progress = read("Plan: 0 to add, 0 to change, 3 to destroy.")
    let isChanged = progress.read(Array(line.utf8))
    #expect(!isChanged)
    #expect("\(progress)" == "0 of 3")
  }

  /// A command may print anything.
  @Test(arguments: [Int.max, Int.max - 1, 1_000_001, Int(Int32.max) + 1])
  func `Numbers that no state holds do not add up to more`(number: Int) {
    let end = "Destroy complete! Resources: \(number) destroyed."
    let one = "a.b: Destruction complete after 0s"
    let plan = "Plan: 0 to add, 0 to change, \(number) to destroy."
    for progress in [
      read(end, one), read(end, end), read(end, plan), read(plan, one, end, plan, end),
      read(plan, plan),
    ] {
      #expect((0...TerraformProgress.limit).contains(progress.done))
      #expect(progress.total == TerraformProgress.limit)
    }
  }

  @Test(arguments: ["Plan: 0 to add, -3 to destroy.", "Destroy complete! Resources: -9 destroyed."])
  func `There are no negative numbers`(line: String) {
    #expect(read(line) == TerraformProgress())
  }

  @Test func `A line need not be text`() {
    var progress = TerraformProgress()
    let isChanged = progress.read([0xFF] + Array("a.b: Destruction complete after 0s\r".utf8))
    #expect(isChanged)
  }
}
