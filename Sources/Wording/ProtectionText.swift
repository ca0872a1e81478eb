public import Deadlines

extension Protection {
  /// Why no deadline destroys a project, as a sentence without a full stop.
  public func words(home: String?) -> String {
    switch self {
    case .file: tr("its .killall.yaml protects it")
    case .path(let path):
      tr("it lies in \(path.oneLine.abbreviated(home: home).cutInTheMiddle(80)), which the settings protect")
    case .tag(let tag): tr("it bears the tag \(tag.quoted), which the settings protect")
    case .name(let word): tr("its name holds the word \(word.quoted)")
    case .resources(let count, let limit):
      tr(
        count, one: "\(count) resource would go, and safety.max_resources in the settings allows \(limit)",
        many: "\(count) resources would go, and safety.max_resources in the settings allows \(limit)")
    case .uncounted(let limit):
      tr("how many resources would go is not known, and safety.max_resources in the settings allows \(limit)")
    }
  }
}

extension Project {
  /// Why no deadline destroys it, as a sentence without a full stop; nil if one may.
  public func protectedWords(under policy: Policy, home: String?) -> String? {
    protection(under: policy.protection)?.words(home: home)
      ?? (holdReason == .protected ? HoldReason.protected.words : nil)
  }

  /// The one way to tear it down, as a sentence.
  public var protectedWayOn: String {
    tr("Only you destroy it, by typing its name: killall-tofu destroy \(shellName)")
  }
}
