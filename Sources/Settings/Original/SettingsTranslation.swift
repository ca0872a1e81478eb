import Yams

/// The original's `killall.yaml` as our settings: what can be taken, and what cannot.
public struct SettingsTranslation: Hashable, Sendable {
  /// A key of the original that was not taken.
  public struct LeftOut: Hashable, Sendable {
    /// Why a key was not taken.
    public enum Reason: Hashable, Sendable {
      /// Nothing here corresponds to it.
      case noMeaning
      /// Our settings have no such key in this version.
      case notYet
      /// Notifications that are switched off would keep everything from being destroyed.
      case warningsAreNeeded
      /// Our settings do not accept the value; the text is their error.
      case notAccepted(String)
    }

    /// The key, with the keys above it: `ui.theme`.
    public var key: String
    /// Why.
    public var reason: Reason
  }

  /// The text of our `config.yaml`; nil if no key of the original can be taken.
  public var text: String?
  /// The keys of the original that were taken.
  public var taken: [String] = []
  /// Those that were not.
  public var leftOut: [LeftOut] = []
  /// Names of the variables that the original gave every command, sorted, without those of its defaults.
  public var variables: [String] = []

  /// Translates the text of a `killall.yaml` in either of the original's forms; `file` is what errors call it.
  ///
  /// Every key is tried with our own reader, so what is written is never refused when a daemon starts.
  ///
  /// - Throws: `SettingsError` if the text is no YAML mapping.
  public init(original text: String, file: String) throws(SettingsError) {
    guard text.utf8.count <= Settings.sizeLimit else {
      throw SettingsError(.tooLarge(limit: Settings.sizeLimit), file: file)
    }
    let root = try YAMLText(text, file: file).root()
    guard let root, root.scalar?.string.isEmpty != true else { return }
    guard case .mapping = root else { throw SettingsError(.notMapping, file: file) }
    variables = globalVariables(in: root)
    var settings = Node.Mapping([("version", "1")])
    let leaves = leaves(of: root).filter { $0.0 != "version" }
    // Where it says that nothing is tried again, how often does not count.
    for (key, value) in leaves.filter({ $0.0 != onlyOnce }) + leaves.filter({ $0.0 == onlyOnce }) {
      take(key, value, of: file, into: &settings)
    }
    guard !taken.isEmpty else { return }
    self.text = serialized(settings)
  }

  private mutating func take(_ key: String, _ value: Node, of file: String, into settings: inout Node.Mapping)
  {
    guard let translate = translations[key], let (place, node) = translate(value) else {
      return leftOut.append(LeftOut(key: key, reason: .noMeaning))
    }
    if place == ["notifications", "enabled"], node.bool == false {
      return leftOut.append(LeftOut(key: key, reason: .warningsAreNeeded))
    }
    var candidate = settings
    set(node, at: place[...], in: &candidate)
    guard let text = serialized(candidate) else {
      return leftOut.append(LeftOut(key: key, reason: .noMeaning))
    }
    do {
      _ = try Settings(yaml: text, file: "config.yaml", home: "/")
      settings = candidate
      taken.append(key)
    } catch {
      if case .unknownKey = error.problem {
        leftOut.append(LeftOut(key: key, reason: .notYet))
      } else {
        // The place in the text that was tried would mean nothing to anybody.
        let place = SettingsError(
          error.problem, file: file, line: value.mark?.line, column: value.mark?.column)
        leftOut.append(LeftOut(key: key, reason: .notAccepted(place.description)))
      }
    }
  }
}

private let onlyOnce = "execution.retry.enabled"

private func serialized(_ mapping: Node.Mapping) -> String? {
  try? Yams.serialize(node: .mapping(mapping))
}

private func set(_ node: Node, at place: ArraySlice<String>, in mapping: inout Node.Mapping) {
  guard let first = place.first else { return }
  guard place.count > 1 else {
    if var both = mapping[Node(first)]?.mapping, let more = node.mapping {
      for (key, value) in more { both[key] = value }
      mapping[Node(first)] = .mapping(both)
    } else {
      mapping[Node(first)] = node
    }
    return
  }
  var inner = mapping[Node(first)]?.mapping ?? Node.Mapping([])
  set(node, at: place.dropFirst(), in: &inner)
  mapping[Node(first)] = .mapping(inner)
}

/// Every value of the document that is no mapping, with its keys joined by dots; an environment stays whole.
private func leaves(of node: Node, under key: String = "") -> [(String, Node)] {
  guard case .mapping(let mapping) = node, !mapping.isEmpty, !key.hasSuffix(".environment"),
    !key.hasSuffix(".environment_variables")
  else {
    return [(key, node)]
  }
  return mapping.flatMap { name, value in
    let name = name.scalar?.string ?? "?"
    return leaves(of: value, under: key.isEmpty ? name : "\(key).\(name)")
  }
}

/// What the original sets by itself, to what its own environment holds.
let defaultVariables: Set<String> = ["PATH", "HOME", "USER"]

private func globalVariables(in root: Node) -> [String] {
  let sections = ["execution", "executor"].compactMap { root[$0] }
  let environments = sections.flatMap { section in
    ["environment", "environment_variables"].compactMap { section[$0]?.mapping }
  }
  let names = environments.flatMap { $0.keys.map { $0.scalar?.string ?? "?" } }
  return Set(names).subtracting(defaultVariables).sorted()
}
