public import Deadlines

// What is offered to extend a project, on a button or to be typed.

extension ExtensionOffer {
  /// What the button says that extends one project.
  public var label: String {
    isToLimit
      ? tr("Extend to the limit, \(duration.label)", in: "button") : ButtonText.extend(by: duration)
  }

  /// The same for a narrow button.
  public var shortLabel: String { "+\(duration.label)" }

  /// The duration as it is typed, exact: `1h30m`.
  var typed: String {
    var rest = duration.wholeSeconds
    var text = ""
    for (letter, seconds) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] as [(String, Int64)]
    where rest >= seconds {
      text += "\(rest / seconds)\(letter)"
      rest %= seconds
    }
    return text.isEmpty ? "1s" : text
  }

  /// What the button says that extends several projects at once.
  ///
  /// - Parameters:
  ///   - count: how many it extends.
  ///   - total: how many the notification names.
  public func label(forAll count: Int, of total: Int) -> String {
    count == total
      ? ButtonText.extendAll(by: duration)
      : tr("Extend \(count) of \(total), \(duration.label)", in: "button")
  }
}

extension Project {
  /// What to type to keep it, as a line; where it cannot be extended, only giving up the teardown is left.
  func keepHint(_ offers: [ExtensionOffer]?) -> String {
    let offer = offers.map { $0.first { $0.duration >= .hours(1) } ?? $0.last } ?? nil
    guard offers == nil || offer != nil else { return tr("Keep it with: killall-tofu cancel \(shellName)") }
    return tr("Keep it with: killall-tofu extend \(shellName) \(offer?.typed ?? "1h")")
  }

  /// Why no extension is offered, as a line; nil where some are, or the settings know no limit.
  public func limitWords(_ offers: [ExtensionOffer], policy: Policy) -> String? {
    guard offers.isEmpty, let limit = policy.maximumLifetime else { return nil }
    return tr("It cannot be extended: the settings let no project live longer than \(limit.words).")
  }
}
