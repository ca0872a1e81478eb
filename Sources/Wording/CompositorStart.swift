/// A compositor or window manager that reads no autostart entries, and what it reads instead.
public struct CompositorStart: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// The file in which it is told what to start.
  public var file: String
  private var before: String
  private var after: String
  private var isQuoted: Bool

  /// Reads `XDG_CURRENT_DESKTOP`, a list parted by colons whose first known name counts; nil for a desktop that reads
  /// entries, or that is not known.
  ///
  /// - Parameter readsEntries: whether there is a program that reads them in its stead, such as dex.
  public init?(currentDesktop: String?, readsEntries: Bool) {
    let names = (currentDesktop ?? "").lowercased().split(separator: ":").map(String.init)
    guard !readsEntries, let known = names.lazy.compactMap({ Self.known[$0] }).first else { return nil }
    self = known
  }

  /// The line that starts the daemon with it.
  public func line(program: String) -> String {
    let command = isQuoted ? "\(program.shellWord) daemon".shellWord : "\(program.shellWord) daemon"
    return before + command + after
  }

  private init(_ name: String, _ file: String, _ before: String, _ after: String = "", isQuoted: Bool = false)
  {
    (self.name, self.file, self.before, self.after, self.isQuoted) = (name, file, before, after, isQuoted)
  }

  private static let known: [String: CompositorStart] = [
    "sway": CompositorStart("Sway", "~/.config/sway/config", "exec "),
    "hyprland": CompositorStart("Hyprland", "~/.config/hypr/hyprland.conf", "exec-once = "),
    "river": CompositorStart("River", "~/.config/river/init", "riverctl spawn ", isQuoted: true),
    "wayfire": CompositorStart("Wayfire", "~/.config/wayfire.ini, under [autostart]", "killall_tofu = "),
    "labwc": CompositorStart("labwc", "~/.config/labwc/autostart", "", " &"),
    "i3": CompositorStart("i3", "~/.config/i3/config", "exec --no-startup-id "),
    "bspwm": CompositorStart("bspwm", "~/.config/bspwm/bspwmrc", "", " &"),
  ]
}
