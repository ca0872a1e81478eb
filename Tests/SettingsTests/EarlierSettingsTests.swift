import Deadlines
import Foundation
import RealParts
import Settings
import Testing

/// Settings as earlier versions described and kept them.
@Suite struct EarlierSettingsTests {
  /// The README's block of each version that had other keys than the one before, and what it then meant.
  private static let published = [
    """
    version: 1
    notifications:
      enabled: true
      required: true                   # false on machines without a desktop: destroys without a warning
      warning_times: [60, 15, 5, 1]    # minutes before the deadline
      extend_choices: [15m, 1h, 1d]    # the first two become buttons
    safety:
      minimum_notice: 5m
    advanced:
      max_concurrent: 3

    """,
    "database:\n  retention: {executions: 90, events: 30}   # days, for killall-tofu purge\n",
    "limits:\n  maximum_lifetime: 30d            # in all, extensions included; no limit if left out\n",
    """
    execution:
      command_timeout: 30m             # without output; then you are asked
      environment: {}                  # variables for every command
      retry: {max_attempts: 3, delay: 30s}
      mask: []                         # names of further secret variables, as in VAULT_*

    """,
  ]

  @Test("are read, and mean what they meant", arguments: 1...4)
  func areRead(version: Int) throws {
    let text = Self.published.prefix(version).joined()
    let settings = try Settings(yaml: text, file: "config.yaml")
    var expected = Settings()
    if version >= 3 { expected.policy.maximumLifetime = .days(30) }
    #expect(settings == expected)
  }

  /// A text that an earlier version remembered decides while the file itself makes no sense.
  @Test("are gone by where an earlier version remembered them")
  func lastGood() throws {
    let folder = try TestFolder("settings")
    let text = "version: 1\nadvanced:\n  max_concurrent: 7\n"
    try Data(text.utf8).write(to: URL(filePath: folder.path("last-good-config.yaml")))
    try Data("version: 2\n".utf8).write(to: URL(filePath: folder.path("config.yaml")))
    let loaded = Settings.load(
      from: folder.path("config.yaml"), home: nil, lastGood: LastGoodSettings(folder: folder.path))
    #expect(loaded.settings.policy.maximumConcurrent == 7)
    #expect(loaded.error?.description.contains("version 2 is not understood by this program") == true)
  }
}
