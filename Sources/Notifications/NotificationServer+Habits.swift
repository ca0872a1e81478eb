// What servers do that their capabilities do not tell; each was seen on the version named.

extension NotificationServer {
  /// Whether a click on the popup is offered as one more button, beside those that do something.
  ///
  /// xfce4-notifyd 0.7.3 draws it first in the row; lxqt-notificationd 1.2.0 turns four buttons into a list.
  var drawsDefaultAction: Bool {
    name == "Xfce Notify Daemon" || name == "lxqt-notificationd"
  }

  /// Whether a popup takes the place of one of the same application and tag; dunst 1.9.0, whose own hint that is.
  var stacksByTag: Bool { name == "dunst" }

  /// Whether a click beside the only button presses that, so that another one has to be there for it.
  ///
  /// lxqt-notificationd 1.2.0; what was to be dismissed is done otherwise.
  var pressesTheOnlyButton: Bool { name == "lxqt-notificationd" }

  /// Whether its buttons are so narrow that two words are cut; lxqt-notificationd 1.2.0, beside an icon.
  var hasNarrowButtons: Bool { name == "lxqt-notificationd" }

  /// Whether a popup that was to pass, made one that never does and then changed again, ends the server.
  ///
  /// lxqt-notificationd 1.2.0 uses a timer that it has deleted; the progress of a teardown is such a popup.
  var crashesOnNever: Bool { name == "lxqt-notificationd" }

  /// Whether a gauge takes the place of text and buttons; xfce4-notifyd 0.7.3.
  var drawsNothingBesideProgress: Bool { name == "Xfce Notify Daemon" }

  /// Whether it takes buttons but draws none, so that the text has to name the command as well.
  ///
  /// dunst 1.9.0 and mako 1.7.1 offer them in a menu that is opened by a key or click of the user's own choice.
  var hidesActions: Bool {
    name == "dunst" || name == "mako"
  }
}
