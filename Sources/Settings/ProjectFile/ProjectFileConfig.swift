import Deadlines
import Foundation

/// What the store keeps of a project file, in the words that it understands.
struct ProjectFileConfig: Encodable {
  private struct Execution: Encodable {
    var timeout: String?
    var workingDirectory: String?
    var environment: [String: String]?
    var retries: Int?
    var killAfter: String?

    private enum CodingKeys: String, CodingKey {
      case timeout
      case workingDirectory = "working_directory"
      case environment
      case retries
      case killAfter = "kill_after"
    }
  }

  private struct Hooks: Encodable {
    var beforeDestroy: String?
    var afterDestroy: String?
    var onFailure: String?

    private enum CodingKeys: String, CodingKey {
      case beforeDestroy = "before_destroy"
      case afterDestroy = "after_destroy"
      case onFailure = "on_failure"
    }
  }

  private var protected: Bool?
  private var warnings: [String]?
  private var execution: Execution?
  private var hooks: Hooks?

  init(_ file: ProjectFile) {
    protected = file.isProtected ? true : nil
    warnings = file.warningOffsets?.map(\.text)
    let wishes = file.wishes
    if wishes.hooks != ExecutionWishes.Hooks() {
      hooks = Hooks(
        beforeDestroy: wishes.hooks.beforeDestroy, afterDestroy: wishes.hooks.afterDestroy,
        onFailure: wishes.hooks.onFailure)
    }
    guard wishes != ExecutionWishes(hooks: wishes.hooks) else { return }
    execution = Execution(
      timeout: wishes.commandTimeout?.text, workingDirectory: wishes.workingDirectory,
      environment: wishes.environment.isEmpty ? nil : wishes.environment, retries: wishes.retries,
      killAfter: wishes.killAfter?.text)
  }

  /// It as JSON, the same text for the same values; nil if it says nothing.
  func json(for path: String) throws(SettingsError) -> String? {
    guard protected != nil || warnings != nil || execution != nil || hooks != nil else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      // Hooks that are left out cannot be made up for.
      throw SettingsError(.unreadable("it holds what cannot be stored"), file: path)
    }
    return String(decoding: data, as: UTF8.self)
  }
}

extension Duration {
  /// Its whole seconds as a duration is written in settings.
  var text: String { "\(wholeSeconds)s" }
}
