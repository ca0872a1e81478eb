public import Deadlines

/// What can be told of a teardown before it begins: how much goes, and what it may lack.
public struct Briefing: Hashable, Sendable {
  /// What goes; nil where nothing of the kind is known of.
  public var resources: ResourceCount?
  /// Variables that were set when the project was registered, and that the daemon lacks.
  public var lackingVariables: [String]
  /// The program that the command runs, where the daemon cannot find it.
  public var missingProgram: String?

  /// Puts together what can be told; without anything, nothing is.
  public init(resources: ResourceCount? = nil, lackingVariables: [String] = [], missingProgram: String? = nil)
  {
    self.resources = resources
    self.lackingVariables = lackingVariables
    self.missingProgram = missingProgram
  }

  /// The lines of a notification, each with the newline before it; empty where there is nothing to tell.
  func lines(isFirst: Bool) -> String {
    var lines: [String] = []
    if let resources { lines.append(resources.words + ".") }
    // Said once: whoever reads it can do something about it then.
    if isFirst, let shortfall { lines.append(tr("Careful: \(shortfall).")) }
    return lines.map { "\n" + $0 }.joined()
  }

  /// What the daemon lacks for the teardown, as a sentence without a full stop; nil if nothing is known to be missing.
  public var shortfall: String? {
    var words: [String] = []
    if let missingProgram {
      words.append(tr("the daemon does not find the program \(missingProgram.quoted)"))
    }
    if !lackingVariables.isEmpty {
      let named = lackingVariables.named(5)
      words.append(
        tr(
          lackingVariables.count, one: "the daemon lacks \(named), which was set when the project was added",
          many: "the daemon lacks \(named), which were set when the project was added"))
    }
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }
}

extension ResourceCount {
  /// What goes, as a sentence without a full stop.
  public var words: String {
    switch self {
    case .known(0): tr("Its state holds no resources")
    case .known(let count): tr(count, one: "\(count) resource goes", many: "\(count) resources go")
    case .unknown: tr("How many resources go is not known")
    }
  }
}
