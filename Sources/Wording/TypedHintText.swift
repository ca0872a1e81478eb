public import Deadlines

// What to type where a notification server draws no buttons: a line below the text.

extension Project {
  /// How to stop its running teardown.
  public var stopHint: String { tr("Stop it: killall-tofu cancel \(shellName)") }

  /// How to try its failed teardown once more.
  public var retryHint: String { tr("Try again: killall-tofu destroy \(shellName)") }

  /// How to see more of it.
  public var lookHint: String { tr("Look: killall-tofu show \(shellName)") }

  /// How to put its next attempt off, or to give it up.
  public func waitingHint(_ offers: [ExtensionOffer]) -> String {
    let giveUp = tr("Give up: killall-tofu cancel \(shellName)")
    return offers.isEmpty ? giveUp : "\(keepHint(offers)). \(giveUp)"
  }
}
