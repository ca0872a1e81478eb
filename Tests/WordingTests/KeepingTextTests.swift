import Deadlines
import Testing

@testable import Wording

@Suite struct KeepingTextTests {
  private let project = Project(
    id: Project.ID(4), path: "/srv/demo", name: "demo\n", timeout: "1h", command: "true",
    createdAt: Timestamp(0), updatedAt: Timestamp(0))

  @Test func aPurgeSaysHowMuch() {
    #expect(
      PurgeText.deleted(executions: 1, events: 2, isRehearsal: false) == "Deleted 1 execution and 2 events.")
    #expect(
      PurgeText.deleted(executions: 0, events: 1, isRehearsal: true)
        == "Would delete 0 executions and 1 event.")
    #expect(
      PurgeText.deleted(executions: 0, events: 0, isRehearsal: true) == "Nothing is past its retention.")
    #expect(
      PurgeText.deleted(project, executions: 2, events: 0, isRehearsal: false)
        == "Deleted “demo ” (project 4) with 2 executions and 0 events.")
    #expect(PurgeText.waiting(executions: 1, events: 0).contains("killall-tofu purge"))
  }

  @Test func whatIsKeptIsSaidWithTheReason() {
    let kept = PurgeText.kept(executions: .days(90), events: .days(1))
    #expect(kept.contains("90 days") && kept.contains("1 day ") && kept.contains("database.retention"))
    #expect(PurgeText.isActive(project).contains("killall-tofu cancel 4"))
    #expect(PurgeText.isUnderWay(project).contains("killall-tofu show 4"))
    #expect(PurgeText.folderStays("/a\n", because: "b") == "the logs in “/a ” stay: b")
    let leap = PurgeText.clockLeapt(now: Timestamp(0) + .days(400), countedTo: Timestamp(0))
    #expect(leap.contains("400 days"))
  }

  @Test(arguments: [
    BackupText.exists("/a"), BackupText.belongsToDatabase("/a"), BackupText.isFolder("/a"),
    BackupText.notAFile("/a"), BackupText.folderMissing("/a"), BackupText.readOnly("/a"),
    BackupText.diskFull("/a"), BackupText.failed("/a", "it broke"),
  ])
  func aBackupNamesThePlaceAndAWayOut(words: String) {
    #expect(words.contains("“/a”"))
    #expect(["name", "make", "check", "free"].contains { words.lowercased().contains($0) })
  }

  @Test(
    arguments: [
      (0, "0 bytes"), (1_023, "1023 bytes"), (1_024, "1 KiB"), (49_152, "48 KiB"), (1_048_576, "1.0 MiB"),
      (3_355_443, "3.2 MiB"),
    ] as [(Int64, String)])
  func sizesAreReadable(size: Int64, words: String) {
    #expect(BackupText.made("/a", size: size) == "Copied to /a: \(words).")
  }
}
