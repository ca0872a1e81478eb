import ArgumentParser
import Daemon
import Foundation
import ProjectStore
import Settings
import Wording

struct Doctor: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look for what is wrong, and tell how to mend it.",
    discussion: """
      Looks at the session bus, notifications, tray, logind, database, clock, settings, watched directories, projects, \
      programs, autostart and folders. Changes nothing and starts nothing. Exit code 1 if anything is an error.

      EXAMPLE:
        killall-tofu doctor
      """)

  @Flag(help: "Print a JSON array for programs.")
  var json = false

  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let sections = await (try checkup()).sections()
    if json {
      try printJSON(sections.flatMap { section in section.findings.map { FindingRecord(section.title, $0) } })
    } else {
      // What goes to a program or a file is not broken into lines.
      let terminal =
        isatty(STDOUT_FILENO) == 1 ? Terminal.output : Terminal(isColourful: false, columns: 10_000)
      for line in DoctorPage(sections: sections).lines(on: terminal) { print(line) }
    }
    if sections.contains(where: { $0.findings.contains { $0.level == .error } }) {
      throw ExitCode(Failure.Code.refused.rawValue)
    }
  }

  /// Without a home, what does not depend on it is looked at all the same.
  private func checkup() throws -> Checkup {
    let environment = ProcessInfo.processInfo.environment
    let engine = try Session.engine(environment)
    var (places, trouble): (Places?, String?) = (nil, nil)
    do {
      places = try Places.ofThisUser()
    } catch let failure as Failure {
      trouble = failure.description
    }
    let entry = try? AutostartEntry.ofThisUser()
    return Checkup(
      places: places, placesTrouble: trouble,
      database: places.map(file.path) ?? file.database.map(absolutePath), engine: engine,
      environment: environment, autostart: entry.map { [$0.path] + $0.systemPaths } ?? [])
  }
}

/// A finding as `--json` prints it.
private struct FindingRecord: Encodable {
  let section: String
  let finding: Finding

  init(_ section: String, _ finding: Finding) {
    self.section = section
    self.finding = finding
  }

  private enum Key: String, CodingKey {
    case section, subject, level, text, remedy
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(section, forKey: .section)
    try record.encode(finding.subject, forKey: .subject)
    try record.encode(finding.level.rawValue, forKey: .level)
    try record.encode(finding.text, forKey: .text)
    try record.encode(finding.remedy, forKey: .remedy)
  }
}
