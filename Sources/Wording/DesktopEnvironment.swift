/// The desktop that a session runs, by `XDG_CURRENT_DESKTOP`, as far as it matters for what is to be installed there.
public enum DesktopEnvironment: Hashable, Sendable {
  case gnome
  case plasma
  case xfce
  case lxqt
  case mate
  case cinnamon
  /// Sway, Hyprland and others that bring neither notifications nor a tray.
  case wlroots
  /// None that is known here, or none at all.
  case other

  /// Reads the variable, a list parted by colons whose first known name counts.
  public init(_ currentDesktop: String?) {
    let names = (currentDesktop ?? "").lowercased().split(separator: ":")
    self = names.lazy.compactMap { Self.known[String($0)] }.first ?? .other
  }

  private static let known: [String: DesktopEnvironment] = [
    "gnome": .gnome, "gnome-classic": .gnome, "ubuntu": .gnome, "unity": .gnome, "kde": .plasma,
    "xfce": .xfce, "lxqt": .lxqt, "mate": .mate, "x-cinnamon": .cinnamon, "cinnamon": .cinnamon,
    "sway": .wlroots, "hyprland": .wlroots, "river": .wlroots, "wayfire": .wlroots, "labwc": .wlroots,
    "niri": .wlroots, "wlroots": .wlroots,
  ]

  /// How to get a notification server here, as a sentence without a full stop.
  var notificationRemedy: String {
    switch self {
    case .gnome: "GNOME Shell shows notifications itself: log out and in again"
    case .plasma: "Plasma shows notifications itself: systemctl --user restart plasma-plasmashell"
    case .cinnamon: "Cinnamon shows notifications itself: log out and in again"
    case .xfce: "install the package xfce4-notifyd"
    case .lxqt: "install the package lxqt-notificationd, then log out and in again"
    case .mate: "install the package mate-notification-daemon"
    case .wlroots: "install mako (mako-notifier), dunst or swaync, and start it with the session"
    case .other:
      "install a notification server, such as the package dunst; on a machine without a desktop set "
        + "notifications.required: false, and deadlines destroy without a warning"
    }
  }

  /// How to get a place for tray icons here, as a sentence without a full stop.
  var trayRemedy: String {
    switch self {
    case .gnome:
      "install gnome-shell-extension-appindicator, log out and in again, and switch it on in Extensions"
    case .plasma: "add the widget System Tray to a panel"
    case .xfce: "add the item Status Tray Plugin to the panel (xfce4-panel 4.16 or newer)"
    case .lxqt: "add the widget Status Notifier Plugin to the panel"
    case .mate: "add the applet Notification Area to the panel (mate-panel 1.24 or newer)"
    case .cinnamon: "add the applet XApp Status to the panel"
    case .wlroots: "start waybar with the module tray"
    case .other:
      "start a panel that shows StatusNotifierItem icons, such as xfce4-panel, lxqt-panel or waybar"
    }
  }
}
