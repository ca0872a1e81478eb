import Deadlines
import Foundation
import Settings
import Testing

@Suite struct ProjectFileTests {
  private func read(_ text: String) throws(SettingsError) -> ProjectFile {
    try ProjectFile(bytes: Array(text.utf8), at: "/home/ana/demo/.killall.yaml")
  }

  private func json(_ text: String?) throws -> NSDictionary {
    let text = try #require(text)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
  }

  @Test func theLeast() throws {
    let file = try read("version: 1\ntimeout: 2h\n")
    #expect(file.timeout == "2h" && file.lifetime == .hours(2))
    #expect(file.name == nil && file.command == nil && file.tags.isEmpty && !file.isProtected)
    #expect(file.warningOffsets == nil && file.wishes == ExecutionWishes() && file.config == nil)
  }

  @Test func everyKey() throws {
    let file = try read(
      """
      # Everything there is.
      version: 1
      timeout: "1 hour 30 minutes"
      name: Démo — №1
      command: |
        tofu destroy -auto-approve
        echo "gone: [1, 2]"
      tags: [demo, eu, demo]
      protected: yes
      warnings: [5, 90s, 2 hours, 5 min]
      execution:
        timeout: 45 min
        working_directory: ./infra/./eu/
        environment: {AWS_PROFILE: sandbox, COUNT: 07, EMPTY: "", ON: yes}
        retries: 0
        kill_after: 10m
      hooks:
        before_destroy: ./check
        after_destroy: "echo done"
        on_failure: [./tell]
      """)
    #expect(file.lifetime == .minutes(90) && file.name == "Démo — №1")
    #expect(file.command == "tofu destroy -auto-approve\necho \"gone: [1, 2]\"\n")
    #expect(file.tags == ["demo", "eu"] && file.isProtected)
    #expect(file.warningOffsets == [.hours(2), .minutes(5), .seconds(90)])
    let wishes = file.wishes
    #expect(wishes.commandTimeout == .minutes(45) && wishes.killAfter == .minutes(10) && wishes.retries == 0)
    #expect(wishes.workingDirectory == "infra/eu")
    #expect(wishes.environment == ["AWS_PROFILE": "sandbox", "COUNT": "07", "EMPTY": "", "ON": "yes"])
    #expect(
      wishes.hooks
        == .init(beforeDestroy: "./check", afterDestroy: "echo done", onFailure: "./tell"))
  }

  /// What the store reads: the keys of its own `ProjectConfig`, and `protected`.
  @Test func whatTheStoreKeeps() throws {
    let file = try read(
      """
      {version: 1, timeout: 2h, protected: true, warnings: [90s, 5], hooks: {pre_destroy: [a, b]},
       execution: {timeout: 1h, workingDir: x/y, environment: {A: "1\\"\\n"}, retries: 2, killAfter: 30s}}
      """)
    #expect(
      try json(file.config)
        == [
          "protected": true, "warnings": ["300s", "90s"], "hooks": ["before_destroy": "set -e\na\nb"],
          "execution": [
            "timeout": "3600s", "working_directory": "x/y", "environment": ["A": "1\"\n"], "retries": 2,
            "kill_after": "30s",
          ],
        ])
    #expect(try read("{version: 1, timeout: 2h, warnings: []}").config == "{\"warnings\":[]}")
    #expect(try read("{version: 1, timeout: 2h, protected: false, hooks: {}}").config == nil)
  }

  @Test(arguments: [
    ("execution: {environment_variables: {A: b}}", ExecutionWishes(environment: ["A": "b"])),
    ("execution: {environmentVariables: {A: b}}", ExecutionWishes(environment: ["A": "b"])),
    ("execution: {workingDirectory: a}", ExecutionWishes(workingDirectory: "a")),
    ("execution: {workingDir: a}", ExecutionWishes(workingDirectory: "a")),
    ("execution: {working_dir: a}", ExecutionWishes(workingDirectory: "a")),
    ("execution: {killAfter: 1m}", ExecutionWishes(killAfter: .minutes(1))),
    ("hooks: {pre_destroy: a}", ExecutionWishes(hooks: .init(beforeDestroy: "a"))),
    ("hooks: {preDestroy: a}", ExecutionWishes(hooks: .init(beforeDestroy: "a"))),
    ("hooks: {beforeDestroy: a}", ExecutionWishes(hooks: .init(beforeDestroy: "a"))),
    ("hooks: {post_destroy: a}", ExecutionWishes(hooks: .init(afterDestroy: "a"))),
    ("hooks: {postDestroy: a}", ExecutionWishes(hooks: .init(afterDestroy: "a"))),
    ("hooks: {afterDestroy: [a]}", ExecutionWishes(hooks: .init(afterDestroy: "a"))),
    ("hooks: {onFailure: []}", ExecutionWishes()),
    ("execution:\nhooks: null", ExecutionWishes()),
  ])
  func spellingsOfTheOriginal(text: String, wishes: ExecutionWishes) throws {
    #expect(try read("version: 1\ntimeout: 2h\n" + text).wishes == wishes)
  }

  @Test(arguments: [
    (".", nil), ("./", nil), ("infra", "infra"), ("/home/ana/demo", nil), ("/home/ana/demo/", nil),
    ("/home/ana/demo//infra/./eu", "infra/eu"), ("..infra", "..infra"), ("infra/é", "infra/é"),
  ])
  func directoriesInside(place: String, expected: String?) throws {
    let file = try read("version: 1\ntimeout: 2h\nexecution: {working_directory: \"\(place)\"}")
    #expect(file.wishes.workingDirectory == expected)
  }

  @Test(arguments: [
    "..", "infra/../..", "infra/..", "/", "/etc", "/home/ana/demo2", "/home/ana/demo/../other", "~", "~/x",
    "~ana",
    "", " ", "a\\0b",
  ])
  func directoriesOutside(place: String) {
    #expect(throws: SettingsError.self) {
      try read("version: 1\ntimeout: 2h\nexecution: {working_directory: \"\(place)\"}")
    }
  }

  /// In the root directory everything is inside.
  @Test func theRootDirectory() throws {
    let text = "version: 1\ntimeout: 2h\nexecution: {working_directory: /srv}"
    #expect(try ProjectFile(bytes: Array(text.utf8), at: "/.killall.yaml").wishes.workingDirectory == "srv")
  }
}
