import ArgumentParser
import Wording

struct Doctor: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look for what is wrong, and tell how to mend it.",
    discussion: """
      Exit code 1 if anything is an error.

      EXAMPLE:
        killall-tofu doctor
      """)

  @Flag(help: "Print a JSON array for programs.")
  var json = false

  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let sections = [try await DatabaseSection.examined(file)]
    if json {
      try printJSON(sections.flatMap { section in section.findings.map { FindingRecord(section.title, $0) } })
    } else {
      for line in sections.flatMap({ $0.lines(on: .output) }) { print(line) }
    }
    if sections.contains(where: { $0.findings.contains { $0.level == .error } }) {
      throw ExitCode(Failure.Code.refused.rawValue)
    }
  }
}

/// What was found about one part of the program.
struct DoctorSection {
  let title: String
  let findings: [Finding]

  /// The title, then a line for each finding with its remedy below it.
  func lines(on terminal: Terminal) -> [String] {
    let width = findings.map(\.subject.count).max() ?? 0
    return [title]
      + findings.flatMap { finding in
        let level = finding.level.rawValue.padding(to: 7)
        let painted = finding.level.colour.paint(level, on: terminal)
        let line = "  \(painted)  \(finding.subject.padding(to: width))  \(finding.text)"
        let indent = String(repeating: " ", count: 2 + 7 + 2 + width + 2)
        return [line] + (finding.remedy.map { ["\(indent)→ \($0)"] } ?? [])
      }
  }
}

extension Finding.Level {
  fileprivate var colour: Colour {
    switch self {
    case .ok: .green
    case .warning: .yellow
    case .error: .red
    }
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
