import Discovery
import Glibc
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
    roots = scanner.watchDirectories.map { realPath($0) ?? $0 }
    maxDepth = scanner.maxDepth
    followsSymlinks = scanner.followsSymlinks
    let patterns = IgnoreRules(patterns: settings.ignorePatterns)
    do throws(SettingsError) {
      rules = try ignorePatterns(at: ignoreFile).map { IgnoreRules(text: $0) + patterns } ?? patterns
    } catch {
      rules = former?.rules ?? patterns
      complain(error)
    }
  }

  /// Whether a project file in this directory makes a project by itself.
  func covers(_ directory: String) -> Bool {
    // Byte by byte: a name may begin with a mark that would join the slash before it.
    roots.contains { root in
      root == "/" || directory.utf8.elementsEqual(root.utf8) || directory.utf8.starts(with: (root + "/").utf8)
    }
  }
}

private func realPath(_ path: String) -> String? {
  guard let real = realpath(path, nil) else { return nil }
  defer { free(real) }
  return String(validatingCString: real)
}
