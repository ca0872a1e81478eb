import Deadlines
import Foundation
import ProjectStore
import Settings
import Wording

/// What an import found, took and left, for people and for programs.
struct ImportReport {
  let isDryRun: Bool
  let home: String?
  var now = Timestamp(0)
  var plan: ImportPlan?
  var outcome = ProjectStore.ImportOutcome()
  /// What the original could have left and did not.
  var absent: [String] = []
  var settings: FileReport?
  var ignore: FileReport?
  /// The daemon that runs, which read its settings when it started; nil if none does.
  var daemon: Int32?
  /// Whether something was not taken.
  var isIncomplete = false

  /// What became of one of the original's plain files.
  struct FileReport {
    enum Fate {
      case written
      /// There is one of ours, which is never overwritten.
      case present
      /// Ours says just that, as after an earlier import.
      case same
      /// Nothing in it can be taken.
      case nothing
      case failed(String)
    }

    let source: String
    let target: String
    var fate: Fate
    var text: String?
    var taken: [String] = []
    var leftOut: [SettingsTranslation.LeftOut] = []
  }

  /// Whether a project was taken that still has something to tear down.
  var hasNewActive: Bool { outcome.taken.contains(where: \.status.isActive) }

  /// Says what an import would do to a file that holds projects with these paths.
  mutating func foresee(present: Set<String>) {
    guard let plan else { return }
    outcome.present = plan.projects.filter { present.contains($0.project.path) }
    outcome.taken = plan.projects.map(\.project).filter { !present.contains($0.path) }
    outcome.events = plan.events.count
  }

  mutating func take(settings source: String, to target: String) {
    do {
      guard let translation = try SettingsTranslation(contentsOf: source) else {
        return absent.append(source)
      }
      var file = FileReport(
        source: source, target: target, fate: .nothing, text: translation.text, taken: translation.taken,
        leftOut: translation.leftOut)
      if let text = translation.text { file.fate = write(text, to: target) }
      settings = file
    } catch {
      settings = FileReport(source: source, target: target, fate: .failed(error.description))
      isIncomplete = true
    }
  }

  mutating func take(ignore source: String, to target: String) {
    do {
      guard let text = try ignorePatterns(at: source) else { return absent.append(source) }
      ignore = FileReport(source: source, target: target, fate: write(text, to: target), text: text)
    } catch {
      ignore = FileReport(source: source, target: target, fate: .failed(error.description))
      isIncomplete = true
    }
  }

  private mutating func write(_ text: String, to target: String) -> FileReport.Fate {
    do throws(NewFileError) {
      guard !isDryRun else { return access(target, F_OK) == 0 ? fate(of: target, text) : .written }
      try writeNewFile(text, to: target)
      return .written
    } catch {
      switch error {
      case .present: return fate(of: target, text)
      case .failed(let path, let text):
        isIncomplete = true
        return .failed("\(path.quoted) cannot be written: \(text)")
      }
    }
  }

  private func fate(of target: String, _ text: String) -> FileReport.Fate {
    (try? String(contentsOfFile: target, encoding: .utf8)) == text ? .same : .present
  }
}
