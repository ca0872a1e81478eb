/// What the settings protect from deadlines.
public struct ProtectionPolicy: Hashable, Sendable {
  /// Absolute paths: every project at or below one of them is protected.
  public var paths: [String]
  /// Every project with one of these tags is protected.
  public var tags: [String]
  /// The most resources that a deadline may destroy; nil for any number.
  public var maximumResources: Int?

  /// Puts together what is protected; without anything, names alone protect.
  public init(paths: [String] = [], tags: [String] = [], maximumResources: Int? = nil) {
    self.paths = paths
    self.tags = tags
    self.maximumResources = maximumResources
  }
}

/// Why a project is never destroyed by a deadline.
public enum Protection: Hashable, Sendable {
  /// Its own file says so.
  case file
  /// It lies at or below this path of the settings.
  case path(String)
  /// It bears this tag of the settings.
  case tag(String)
  /// Its name holds this word.
  case name(String)
  /// So many resources would go, and the settings allow fewer.
  case resources(Int, limit: Int)
  /// How many resources would go cannot be told, and the settings set a limit.
  case uncounted(limit: Int)
}

extension Project {
  /// Why no deadline destroys it; nil if one may.
  public func protection(under policy: ProtectionPolicy) -> Protection? {
    if isProtected { return .file }
    if let path = policy.paths.first(where: { path.lies(at: $0) }) { return .path(path) }
    if let tag = tags.first(where: policy.tags.contains) { return .tag(tag) }
    if let word = name.words.first(where: { protectedWords.contains($0.lowercased()) }) { return .name(word) }
    switch (policy.maximumResources, resourceCount) {
    case (let limit?, .known(let count)) where count > limit: return .resources(count, limit: limit)
    case (let limit?, .unknown): return .uncounted(limit: limit)
    default: return nil
    }
  }
}

private let protectedWords: Set<String> = ["prod", "production"]

extension String {
  /// Whether it is the path `root`, or one below it.
  fileprivate func lies(at root: String) -> Bool {
    let root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    // As a text as well: what only looks like the path is protected, too.
    return lies(in: root) || self == root || hasPrefix(root + "/")
  }

  /// Its words: letters in a row, where a capital after a small letter begins another.
  fileprivate var words: [String] {
    var words: [String] = []
    var isAfterSmall = false
    var isInWord = false
    for character in self {
      if character.isLetter {
        if !isInWord || (isAfterSmall && character.isUppercase) { words.append("") }
        words[words.count - 1].append(character)
      }
      isInWord = character.isLetter
      isAfterSmall = character.isLowercase
    }
    return words
  }
}
