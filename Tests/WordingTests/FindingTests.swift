import Deadlines
import Testing
import Wording

@Suite struct FindingTests {
  @Test func theEngineIsNamedWithTheReason() {
    #expect(
      Finding.engine("raw", isChosen: true, sqlite: "3.40.1").text
        == "raw, chosen by KILLALL_TOFU_STORE; SQLite 3.40.1")
    #expect(Finding.engine("typed", isChosen: false, sqlite: nil).text == "typed, the default")
  }

  @Test(arguments: [
    ("truncate", 2, Finding.Level.ok), ("truncate", 3, .ok), ("truncate", 1, .error), ("wal", 2, .error),
    ("delete", 2, .error),
  ])
  func onlyTruncateAndFullAreDurable(mode: String, synchronous: Int, level: Finding.Level) {
    let finding = Finding.durability(journal: mode, synchronous: synchronous)
    #expect(finding.level == level)
    #expect(finding.text.contains("journal_mode=\(mode), synchronous=\(synchronous)"))
    #expect((finding.remedy == nil) == (level == .ok))
  }

  /// What is well needs no mending.
  @Test(arguments: [Finding.synchronisation(false), .synchronisation(true), .noTrees])
  func whatIsWellHasNoRemedy(finding: Finding) {
    #expect(finding.level == .ok && finding.remedy == nil)
  }

  @Test func whatCanNeverBeTornDownIsAnError() {
    let project = Project(
      id: Project.ID(1), path: "/srv/demo", name: "demo", timeout: "15", command: "true", status: .held,
      holdReason: .invalid, createdAt: Timestamp(0), updatedAt: Timestamp(0))
    let now = Moment(wall: Timestamp(1_790_000_000), awake: .hours(5), bootID: "boot")
    let findings = Finding.projects([project], at: now, policy: Policy())
    #expect(findings.first?.level == .error)
    #expect(Finding.shortfall("it lacks x", of: project, isProgram: true).subject == "“demo”")
  }

  @Test func twoOfOneNameAreToldApartAndNamedByTheirNumbers() throws {
    let now = Moment(wall: Timestamp(1_790_000_000), awake: .hours(5), bootID: "boot")
    var projects = ["/srv/a", "/srv/b"].enumerated().map { place, path in
      Project(
        id: Project.ID(Int64(place + 3)), path: path, name: "web", timeout: "1h", command: "true",
        status: .scheduled, deadline: Timestamp(1_790_003_600), createdAt: Timestamp(0),
        updatedAt: Timestamp(0))
    }
    for place in projects.indices { projects[place].sharesName = true }
    let directories = Dictionary(uniqueKeysWithValues: projects.map { ($0.id, DirectoryFlaw.gone) })
    let findings = Finding.projects(projects, directories: directories, at: now, policy: Policy())
    let lost = try #require(findings.first { $0.subject == "directory" })
    #expect(
      lost.text == "2 projects: “web” (id 3, /srv/a), “web” (id 4, /srv/b); their directories are gone: "
        + "their teardowns will fail")
    #expect(lost.remedy?.hasSuffix("killall-tofu cancel 3") == true, "\(lost)")
    #expect(findings.last?.text.contains("next is “web” (id 3, /srv/a)") == true, "\(findings)")
    let told = projects.map { Finding.shortfall("x", of: $0, isProgram: true).subject }
    #expect(told == ["“web” (id 3)", "“web” (id 4)"])
    // One alone needs neither.
    projects[1].sharesName = false
    let alone = Finding.projects([projects[1]], directories: directories, at: now, policy: Policy())
    #expect(alone[0].text == "1 project: “web”; its directory is gone: its teardown will fail", "\(alone)")
    #expect(alone[0].remedy?.hasSuffix("killall-tofu cancel web") == true, "\(alone)")
  }

  /// No daemon has looked at it yet, but what protects it holds at once.
  @Test func whatIsProtectedIsNotTheNextTeardown() {
    let now = Moment(wall: Timestamp(1_790_000_000), awake: .hours(5), bootID: "boot")
    let project = Project(
      id: Project.ID(1), path: "/srv/prod", name: "prod", timeout: "1h", command: "true", status: .scheduled,
      deadline: Timestamp(1_790_003_600), createdAt: Timestamp(0), updatedAt: Timestamp(0))
    let findings = Finding.projects([project], at: now, policy: Policy())
    #expect(findings.first?.subject == "held: protected", "\(findings)")
    #expect(findings.last?.text.contains("next is") == false, "\(findings)")
  }

  @Test func damageIsAnErrorWithAWayOut() {
    #expect(Finding.integrity(damage: nil, at: "/a.db").level == .ok)
    let damaged = Finding.integrity(damage: "row 1\nmissing", at: "/a.db")
    #expect(damaged.level == .error && damaged.text == "row 1 missing")
    #expect(damaged.remedy?.contains("/a.db") == true)
    #expect(Finding.unusable("is locked").level == .error)
  }

  @Test(arguments: [
    ("row 3 missing from index a", true), ("wrong # of entries in index a", true),
    ("non-unique entry in index a", true), ("Page 7 is never used", false), ("row 3 is no more", false),
  ])
  func anIndexIsMendedWithoutABackup(damage: String, isIndex: Bool) {
    let remedy = Finding.integrity(damage: damage, at: "/a.db").remedy
    #expect(remedy?.contains("REINDEX") == isIndex && remedy?.contains("backup") == !isIndex)
  }

  @Test func aDamagedRowIsAWarningThatHelpsToFindIt() {
    let finding = Finding.damagedRow(
      "the cell a.b of row 3 holds “x”", hint: "/srv/\u{1B}demo", isActiveProject: false, remedy: "sqlite3")
    #expect(finding.level == .warning && finding.remedy == "sqlite3")
    #expect(finding.text == "the cell a.b of row 3 holds “x” (/srv/\u{FFFD}demo)")
  }

  @Test func aDamagedRowOfAnActiveProjectIsAnError() {
    let finding = Finding.damagedRow("the cell", hint: nil, isActiveProject: true, remedy: nil)
    #expect(finding.level == .error)
    #expect(finding.text == "the cell: the project is neither warned of nor destroyed")
  }

  @Test func withoutADaemonNobodyIsWarned() {
    #expect(Finding.daemon(processID: 7, program: "tofu").text == "process 7 (tofu) serves this file")
    #expect(Finding.daemon(processID: 7, program: nil).level == .ok)
    let none = Finding.daemon(processID: nil, program: nil)
    #expect(none.level == .warning && none.remedy?.contains("killall-tofu daemon") == true)
  }

  @Test func countsAndMigrationsAreToldPlainly() {
    #expect(Finding.rows(projects: 1, executions: 0, events: 2).text == "1 project, 0 executions, 2 events")
    #expect(Finding.schema(3, migratedFrom: nil, backup: nil).text == "version 3")
    #expect(
      Finding.schema(3, migratedFrom: 0, backup: "/b").text
        == "version 3, just migrated from 0; a copy as it was lies at /b")
  }
}
