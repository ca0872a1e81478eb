import Deadlines

/// What a button of a summary means: which projects, each at which generation, and what to do with them.
///
/// Like ``ActionKey`` it travels through the notification server, so it is read strictly.
struct TogetherKey: Hashable {
  enum Wish: Hashable {
    /// Move all deadlines away.
    case extend(by: Duration)
    /// Show each warning by itself.
    case show
  }

  struct Member: Hashable {
    var project: Project.ID
    var generation: Generation
  }

  var members: [Member]
  var wish: Wish

  init(_ warnings: [Deadlines.Warning], _ wish: Wish) {
    members = warnings.map { Member(project: $0.project.id, generation: $0.project.generation) }
    self.wish = wish
  }

  /// Reads a key back; nil if it is not one of ours.
  init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0] == "all" else { return nil }
    switch (parts[2], parts.count) {
    case ("show", 3): wish = .show
    case ("extend", 4):
      guard let seconds = Int64(parts[3]), seconds > 0 else { return nil }
      wish = .extend(by: .seconds(seconds))
    default: return nil
    }
    members = []
    for member in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
      let numbers = member.split(separator: ".", omittingEmptySubsequences: false)
      guard numbers.count == 2, let project = Int64(numbers[0]), let generation = Int64(numbers[1]) else {
        return nil
      }
      members.append(Member(project: Project.ID(project), generation: Generation(generation)))
    }
  }

  /// The key as it is handed to the notification server.
  var text: String {
    let named = members.map { "\($0.project.number).\($0.generation.number)" }.joined(separator: ",")
    switch wish {
    case .extend(let duration): return "all/\(named)/extend/\(duration.wholeSeconds)"
    case .show: return "all/\(named)/show"
    }
  }
}
