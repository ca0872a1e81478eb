public import Deadlines

extension Project {
  /// Why something was not done to it, as a sentence with a way out; where its file or its row is behind that, with what
  /// is wrong there.
  public func words(of refusal: Refusal, home: String?) -> String {
    guard case .guardNotMet(let unmet) = refusal, let bar = words(of: unmet, home: home) else {
      return refusal.words(about: self)
    }
    return tr("\(shownName.quoted) is not destroyed: \(bar)")
  }

  private func words(of unmet: Guard, home: String?) -> String? {
    switch unmet {
    case .sound: flaw.map { "\($0.words). \(wayOut(of: $0, home: home))" }
    case .allowed: "\(untrustedWords). \(untrustedWayOn(home: home))"
    case .unprotected: "\(HoldReason.protected.words). \(protectedWayOn)"
    default: nil
    }
  }
}
