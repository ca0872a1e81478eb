import Deadlines
import Discovery
import Settings

/// What is to be watched, and how.
struct WatchPlan: Hashable {
  /// Absolute paths, without symbolic links where they are there.
  let roots: [String]
  let rules: IgnoreRules
  let maxDepth: Int
  let followsSymlinks: Bool

  /// Reads the ignore file as it is now; where that cannot be read the rules of `former` stay, and `complain` hears why.
  init(
    _ settings: Settings, ignoreFile: String, former: WatchPlan?, complain: (SettingsError) -> Void
  ) {
    let scanner = settings.scanner
    roots = scanner.watchDirectories.map { resolvedPath($0) ?? $0 }
    maxDepth = scanner.maxDepth
    followsSymlinks = scanner.followsSymlinks
    do throws(SettingsError) {
      rules = try IgnoreRules(settings, ignoreFile: ignoreFile)
    } catch {
      rules = former?.rules ?? IgnoreRules(patterns: settings.ignorePatterns)
      complain(error)
    }
  }

  /// Whether a project file in this directory makes a project by itself.
  func covers(_ directory: String) -> Bool { roots.contains { directory.lies(in: $0) } }
}
