import Discovery
import Glibc
import Logging
import Settings

/// What is to be watched, and how.
struct WatchPlan: Hashable {
  /// Absolute paths, without symbolic links where they are there.
  let roots: [String]
  let rules: IgnoreRules
  let maxDepth: Int
  let followsSymlinks: Bool

  /// Reads the ignore file as it is now; one that cannot be read ignores nothing, and that is logged.
  init(_ settings: Settings, ignoreFile: String, logger: Logger) {
    let scanner = settings.scanner
    roots = scanner.watchDirectories.map { realPath($0) ?? $0 }
    maxDepth = scanner.maxDepth
    followsSymlinks = scanner.followsSymlinks
    var rules = IgnoreRules(patterns: settings.ignorePatterns)
    do throws(SettingsError) {
      if let text = try ignorePatterns(at: ignoreFile) { rules = IgnoreRules(text: text) + rules }
    } catch {
      logger.error("the ignore file is not gone by: \(error)")
    }
    self.rules = rules
  }

  /// Whether a project file in this directory makes a project by itself.
  func covers(_ directory: String) -> Bool {
    roots.contains { root in
      root == "/" || directory == root || directory.hasPrefix(root + "/")
    }
  }
}

private func realPath(_ path: String) -> String? {
  guard let real = realpath(path, nil) else { return nil }
  defer { free(real) }
  return String(validatingCString: real)
}
