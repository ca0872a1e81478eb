/// Finds project files below a directory, in one pass.
///
/// It stays in the file system of the directory it begins at, and enters no ignored one.
public struct TreeWalk: Hashable, Sendable {
  /// What is left alone, relative to where a walk begins.
  public var rules: IgnoreRules
  /// How deep to look; where a walk begins, the depth is 0.
  public var maxDepth: Int
  /// Whether directories behind symbolic links are entered, each real directory once.
  public var followsSymlinks: Bool

  /// Describes walks.
  public init(rules: IgnoreRules = IgnoreRules(), maxDepth: Int = 10, followsSymlinks: Bool = false) {
    self.rules = rules
    self.maxDepth = maxDepth
    self.followsSymlinks = followsSymlinks
  }

  /// What a walk saw.
  public struct Sighting: Hashable, Sendable {
    /// The directories with an entry named `.killall.yaml` of whatever kind, sorted; absolute and without any symbolic
    /// link.
    public var places: [String] = []
    /// How many entries of directories were seen.
    public var entries = 0
    /// How many directories were looked into; a watch over the tree needs one watch for each.
    public var directories = 0
    /// What could not be seen, in the order in which the walk came there.
    public var unseen: [Unseen] = []
  }

  /// A directory that a walk could not look into.
  public struct Unseen: Hashable, Sendable {
    /// Its path.
    public var path: String
    /// What the system said.
    public var why: String
  }

  /// Walks through the directory at `root`, which may be a symbolic link to one; blocks as long as that takes.
  public func find(in root: String) -> Sighting {
    var walker = Walker(self, visitor: SightingVisitor())
    _ = walker.run(at: root)
    var sighting = walker.visitor.sighting
    sighting.entries = walker.entries
    sighting.places.sort()
    return sighting
  }
}

/// Notes what a walk comes by.
private struct SightingVisitor: WalkVisitor {
  var sighting = TreeWalk.Sighting()

  mutating func enter(_ directory: borrowing OpenDirectory, _ step: WalkStep<Void>) -> Void? {
    sighting.directories += 1
    return ()
  }

  mutating func found(in place: Void, _ directory: borrowing OpenDirectory) {
    // A directory that was removed meanwhile has no path.
    if let path = directory.path { sighting.places.append(path) }
  }

  mutating func cannotSee(_ path: String, _ failure: SystemFailure, below place: Void?) {
    sighting.unseen.append(TreeWalk.Unseen(path: path, why: failure.text))
  }
}
