import Deadlines
import Discovery
import Foundation
import Settings
import Wording

extension Checkup {
  /// What a look at the settings brought.
  struct SettingsLook: Sendable {
    /// What a daemon started now would go by.
    var settings = Settings()
    var findings: [Finding] = []
    /// The text of the file; nil where there is none that makes sense.
    var text: String?
    /// The text that a daemon read last.
    var lastGood: String?
  }

  /// Reads the settings as the daemon would; unlike it, remembers nothing.
  func lookAtSettings() async -> SettingsLook {
    guard let places else { return SettingsLook() }
    let look = await onDisk { Self.read(places) }
    return look ?? SettingsLook(findings: [.silence("file", within: Self.limitWords)])
  }

  private static func read(_ places: Places) -> SettingsLook {
    var look = SettingsLook(lastGood: LastGoodSettings(folder: places.state).text)
    let shown = places.settings.abbreviated(home: places.home)
    do throws(SettingsError) {
      look.settings = try Settings(contentsOf: places.settings, home: places.home)
      look.text = FileManager.default.contents(atPath: places.settings).map {
        String(decoding: $0, as: UTF8.self)
      }
      look.findings = [.settings(look.text == nil ? .absent : .sound, at: shown)]
    } catch {
      let former = look.lastGood.flatMap {
        try? Settings(yaml: $0, file: places.settings, home: places.home)
      }
      look.settings = former ?? Settings()
      if former == nil { look.settings.policy.settingsTrouble = error.description }
      let why = error.description.abbreviated(home: places.home)
      look.findings = [.settings(.broken(why, hasLastGood: former != nil), at: shown)]
    }
    do throws(SettingsError) {
      _ = try IgnoreRules(look.settings, ignoreFile: places.ignore)
    } catch {
      look.findings.append(.ignoreFile(error.description.abbreviated(home: places.home)))
    }
    return look
  }

  /// Whether the daemon goes by the file as it is now: it keeps the text of the last one that it could use.
  func inUse(_ look: SettingsLook, _ scene: Scene) -> [Finding] {
    guard let daemon = scene.daemon, let text = look.text else { return [] }
    return [.settingsInUse(text == look.lastGood, by: daemon)]
  }
}
