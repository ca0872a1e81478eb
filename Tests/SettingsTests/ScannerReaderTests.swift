import Deadlines
import Foundation
import RealParts
import Settings
import Testing

@Suite struct ScannerReaderTests {
  private func read(_ text: String, home: String? = "/home/ana") throws(SettingsError) -> Settings {
    try Settings(yaml: "version: 1\n" + text, file: "config.yaml", home: home)
  }

  @Test func everyKey() throws {
    let settings = try read(
      """
      scanner:
        watch_dirs: [~, ~/projects, /srv/stacks/, /srv//./stacks, "/srv/a b"]
        max_depth: 3
        follow_symlinks: true
      ignore: {patterns: ["*.bak", "!keep.bak", "/build/", "\\\\#x"]}
      safety:
        protected: {paths: [~/prod, /, /srv/live/], tags: [live, prod, live]}
        max_resources: 50
      """)
    #expect(
      settings.scanner
        == ScannerSettings(
          watchDirectories: ["/home/ana", "/home/ana/projects", "/srv/stacks", "/srv/a b"], maxDepth: 3,
          followsSymlinks: true))
    #expect(settings.ignorePatterns == ["*.bak", "!keep.bak", "/build/", "\\#x"])
    #expect(
      settings.policy.protection
        == ProtectionPolicy(
          paths: ["/home/ana/prod", "/", "/srv/live"], tags: ["live", "prod"], maximumResources: 50))
  }

  @Test func nothingIsWatchedUnlessTheFileSaysSo() throws {
    let settings = try read("scanner: {}\nignore:\nsafety: {protected: {}}")
    #expect(settings == Settings())
    #expect(settings.scanner == ScannerSettings(watchDirectories: [], maxDepth: 10, followsSymlinks: false))
    #expect(settings.ignorePatterns.isEmpty && settings.policy.protection == ProtectionPolicy())
  }

  @Test(arguments: [
    ("scanner: {watch_dirs: [projects]}", "2:23: “watch_dirs” is “projects”; expected absolute paths"),
    ("scanner: {watch_dirs: [./projects]}", "“./projects”"),
    ("scanner: {watch_dirs: [~ana/projects]}", "“~ana/projects”"),
    ("scanner: {watch_dirs: [/srv/../etc]}", "“/srv/../etc”; expected paths without “..”"),
    ("scanner: {watch_dirs: ['']}", "“watch_dirs” is “”"),
    ("scanner: {watch_dirs: [\"/a\\0\"]}", "“watch_dirs” is “/a\u{FFFD}”"),
    ("scanner: {watch_dirs: ~/projects}", "“watch_dirs” is “~/projects”; expected a list"),
    ("scanner: {max_depth: 0}", "“0”; expected a number from 1 to 64"), ("scanner: {max_depth: 65}", "“65”"),
    ("scanner: {follow_symlinks: sometimes}", "expected true or false"),
    ("scanner: {interval: 30}", "unknown key “interval”"),
    ("scanner: {watch_dir: []}", "did you mean “watch_dirs”?"),
    ("scaner: {}", "did you mean “scanner”?"), ("scanner: [a]", "a mapping of keys"),
    ("ignore: [a]", "a mapping of keys"), ("ignore: {patterns: a}", "expected a list"),
    ("ignore: {patterns: ['']}", "expected patterns"),
    ("ignore: {patterns: [\"a\\nb\"]}", "expected patterns as in .gitignore"),
    ("ignore: {ignore_file: x}", "unknown key “ignore_file”"),
    ("safety: {protected: [prod]}", "a mapping of keys"),
    ("safety: {protected: {tag: [a]}}", "did you mean “tags”?"),
    ("safety: {protected: {paths: [prod]}}", "“paths” is “prod”"),
    ("safety: {protected: {tags: [' ']}}", "“tags” is “ ”"),
    ("safety: {max_resources: 0}", "“0”; expected a number from 1"),
    ("safety: {max_resources: none}", "“none”"),
    ("safety: {max_resource: 5}", "did you mean “max_resources”?"),
    ("notifications: &n {}\nsafety: *n", "2:16: anchors"), ("safety: !!map {}", "2:9: tags"),
    ("safety: {}\n---\nsafety: {}", "more documents than one"),
  ])
  func saysWhatIsWrongAndWhere(text: String, part: String) {
    do {
      _ = try read(text)
      Issue.record("accepted: \(text)")
    } catch {
      #expect(error.description.contains(part), "\(error.description)")
    }
  }

  @Test func withoutAHomeTildesAreRefused() throws {
    #expect(throws: SettingsError.self) { try read("scanner: {watch_dirs: [~/projects]}", home: nil) }
    #expect(try read("scanner: {watch_dirs: [/srv]}", home: nil).scanner.watchDirectories == ["/srv"])
  }

  @Test func nestingIsBoundedHereAsWell() {
    let text = "safety: " + String(repeating: "[", count: 30_000)
    #expect(throws: SettingsError.self) { try read(text) }
  }
}

@Suite struct ProtectedPathsTests {
  /// Projects are known by the path that their directory has without links.
  @Test func pathsByLinksProtectWhatTheyLeadTo() throws {
    let folder = try TestFolder("links")
    try FileManager.default.createDirectory(
      atPath: folder.path("real/inner"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: folder.path("real"))
    let text =
      "version: 1\nsafety: {protected: {paths: ['\(folder.path)/link/inner', '\(folder.path)/link/later']}}"
    let settings = try Settings(yaml: text, file: "config.yaml")
    for name in ["link/inner", "real/inner", "real/later"] {
      #expect(settings.policy.protection.paths.contains(folder.path(name)), "\(name)")
    }
  }
}
