import Testing

@testable import Daemon

@Suite struct TeardownScopeTests {
  /// What systemd-escape prints for the same.
  @Test(arguments: [
    ("20260131T235959.123456789Z-0a1b2c3d", #"20260131T235959.123456789Z\x2d0a1b2c3d"#),
    (".a/b c\n", #"\x2ea-b\x20c\x0a"#), ("ä_:", #"\xc3\xa4_:"#), ("", ""),
  ])
  func namesAreEscaped(folder: String, escaped: String) {
    #expect(TeardownScope(process: 2, folder: folder).unit == "killall-tofu-\(escaped).scope")
  }
}
