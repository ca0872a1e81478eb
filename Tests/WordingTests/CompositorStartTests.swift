import Testing
import Wording

@Suite struct CompositorStartTests {
  @Test(arguments: [
    ("sway", "~/.config/sway/config", "exec '/opt/a b/kt' daemon"),
    ("Hyprland", "~/.config/hypr/hyprland.conf", "exec-once = '/opt/a b/kt' daemon"),
    ("labwc:wlroots", "~/.config/labwc/autostart", "'/opt/a b/kt' daemon &"),
    ("x:i3", "~/.config/i3/config", "exec --no-startup-id '/opt/a b/kt' daemon"),
  ])
  func `Each has its file and its line`(desktop: String, file: String, line: String) throws {
    let start = try #require(CompositorStart(currentDesktop: desktop, readsEntries: false))
    #expect(start.file == file)
    #expect(start.line(program: "/opt/a b/kt") == line)
    #expect(CompositorStart(currentDesktop: desktop, readsEntries: true) == nil)
  }

  @Test func `River's line is a word of a shell in a word of a shell`() throws {
    let start = try #require(CompositorStart(currentDesktop: "river", readsEntries: false))
    #expect(start.line(program: "/usr/bin/kt") == "riverctl spawn '/usr/bin/kt daemon'")
  }

  @Test(arguments: ["GNOME", "KDE", "XFCE", "ubuntu:GNOME", "", nil])
  func `A desktop reads entries`(desktop: String?) {
    #expect(CompositorStart(currentDesktop: desktop, readsEntries: false) == nil)
  }
}
