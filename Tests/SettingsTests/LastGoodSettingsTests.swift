import Deadlines
import Foundation
import RealParts
import Settings
import Testing

@Suite struct LastGoodSettingsTests {
  private let folder: TestFolder
  private let lastGood: LastGoodSettings
  private let path: String
  private let sound = "version: 1\nadvanced: {max_concurrent: 7}\nscanner: {watch_dirs: [~/p]}\n"

  init() throws {
    folder = try TestFolder("settings")
    lastGood = LastGoodSettings(folder: folder.path("state/killall-tofu"))
    path = folder.path("config.yaml")
  }

  private func load() -> LoadedSettings { Settings.load(from: path, home: "/home/ana", lastGood: lastGood) }

  private func write(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

  @Test func aSoundFileIsRemembered() throws {
    try write(sound)
    let loaded = load()
    #expect(loaded.error == nil && loaded.settings.policy.maximumConcurrent == 7)
    #expect(loaded.settings.scanner.watchDirectories == ["/home/ana/p"])
    #expect(lastGood.text == sound)
    let attributes = try FileManager.default.attributesOfItem(atPath: lastGood.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try folder.names == ["config.yaml", "state"])
  }

  @Test(arguments: [
    "version: 2\n", "a: [", "safety: {minimum_notice: soon}", "\u{0}", "version: 1\nsafty: {}",
  ])
  func aBrokenOneLeavesWhatItGaveLast(text: String) throws {
    try write(sound)
    _ = load()
    try write(text)
    let loaded = load()
    #expect(loaded.settings.policy.maximumConcurrent == 7 && loaded.settings.policy.settingsTrouble == nil)
    #expect(loaded.settings.scanner.watchDirectories == ["/home/ana/p"])
    #expect(loaded.error?.file == path)
    #expect(lastGood.text == sound)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  /// Nobody knows what it was to protect.
  @Test func aBrokenOneThatNeverWorkedHoldsEverything() throws {
    try write("version: 1\nsafty: {}")
    let loaded = load()
    let error = try #require(loaded.error)
    #expect(loaded.settings.policy.settingsTrouble == error.description)
    #expect(error.description.contains("did you mean “safety”?"))
    var expected = Settings()
    expected.policy.settingsTrouble = error.description
    #expect(loaded.settings == expected && lastGood.text == nil)
    #expect(try folder.names == ["config.yaml"])
  }

  @Test func whatWasRememberedCanBeBrokenAsWell() throws {
    try lastGood.remember("version: 9\n")
    try write("nonsense")
    #expect(load().settings.policy.settingsTrouble != nil)
  }

  /// A folder that is not mounted yet looks the same.
  @Test func noFileMeansDefaultsAndForgetsNothing() throws {
    #expect(load() == LoadedSettings(settings: Settings()))
    try write(sound)
    _ = load()
    try FileManager.default.removeItem(atPath: path)
    #expect(load() == LoadedSettings(settings: Settings()))
    #expect(lastGood.text == sound)
  }

  @Test func whatCannotBeReadIsBroken() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(load().settings.policy.settingsTrouble != nil && load().error != nil)
  }

  @Test func rememberingReplacesAsAWhole() throws {
    try lastGood.remember("a")
    try lastGood.remember("b")
    #expect(lastGood.text == "b")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("state/killall-tofu")).count == 1)
    #expect(throws: NewFileError.self) {
      try LastGoodSettings(folder: "/proc/nowhere").remember("a")
    }
  }
}
