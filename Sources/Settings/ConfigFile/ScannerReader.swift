import Deadlines

extension ScannerSettings {
  /// Reads the section `scanner`.
  mutating func read(_ section: YAMLMapping, home: String?) throws(SettingsError) {
    try section.allow(["watch_dirs", "max_depth", "follow_symlinks"])
    watchDirectories = try section.absolutePaths("watch_dirs", home: home) ?? watchDirectories
    maxDepth = try section.integer("max_depth", in: 1...64) ?? maxDepth
    followsSymlinks = try section.boolean("follow_symlinks") ?? followsSymlinks
  }
}

extension ProtectionPolicy {
  /// Reads what the section `safety` says of protection.
  mutating func read(_ section: YAMLMapping, home: String?) throws(SettingsError) {
    maximumResources = try section.integer("max_resources", in: 1...1_000_000) ?? maximumResources
    guard let protected = try section.mapping("protected") else { return }
    try protected.allow(["paths", "tags"])
    paths = withoutLinks(try protected.absolutePaths("paths", home: home) ?? paths)
    for tag in try protected.strings("tags") ?? [] {
      guard !tag.isBlank else { throw protected.bad("tags", tag, "words") }
      if !tags.contains(tag) { tags.append(tag) }
    }
  }
}

/// The paths, and where they lead by symbolic links: projects are known by that path.
private func withoutLinks(_ paths: [String]) -> [String] {
  var all = paths
  for path in paths {
    let real = realPath(path)
    if !all.contains(where: { $0.utf8.elementsEqual(real.utf8) }) { all.append(real) }
  }
  return all
}

/// The path with its links resolved, as far as it leads to something.
private func realPath(_ path: String) -> String {
  if let real = resolvedPath(path) { return real }
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex else { return path }
  let above = realPath(String(path[..<slash]))
  return (above == "/" ? "" : above) + path[slash...]
}

extension YAMLMapping {
  /// Paths, each once, with `~` expanded and without a slash at the end.
  fileprivate func absolutePaths(_ key: String, home: String?) throws(SettingsError) -> [String]? {
    guard let texts = try strings(key) else { return nil }
    var paths: [String] = []
    for text in texts {
      var path = text
      if text == "~" || text.hasPrefix("~/") {
        guard let home else { throw bad(key, text, "absolute paths, since no home directory is known") }
        path = home + text.dropFirst()
      }
      guard path.utf8.first == UInt8(ascii: "/"), !path.utf8.contains(0) else {
        throw bad(key, text, "absolute paths, or such as ~/projects")
      }
      // Neither the walk nor the watch, nor what is protected, knows `..` or two names of one place.
      let steps = path.split(separator: "/").filter { $0 != "." }
      guard !steps.contains("..") else { throw bad(key, text, "paths without “..”") }
      path = "/" + steps.joined(separator: "/")
      if !paths.contains(path) { paths.append(path) }
    }
    return paths
  }

  /// Lines of a gitignore file.
  func patterns(_ key: String) throws(SettingsError) -> [String]? {
    let texts = try strings(key)
    for text in texts ?? [] where text.isEmpty || text.contains(where: \.isNewline) || text.utf8.contains(0) {
      throw bad(key, text, "patterns as in .gitignore, one each")
    }
    return texts
  }
}
