public import Deadlines

/// What is said where the project that a person means is not plain.
public enum ReferenceText {
  /// Several projects fit; each on a line of its own with its number, name, path and state.
  public static func ambiguous(_ reference: String, _ candidates: [Project], home: String?) -> String {
    let rows = candidates.map { project in
      [
        "\(project.id.number)", project.shownName.fitted(to: 24),
        project.path.oneLine.abbreviated(home: home), project.stateWords,
      ]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    let lines = rows.map { row in
      // The last one is no column that others are lined up with.
      "\n  " + (zip(row, widths).map { $0.padded(to: $1) } + row.suffix(1)).joined(separator: "  ")
    }
    return "\(reference.quoted) fits \(candidates.count) projects; name one by its number or its path:"
      + lines.joined()
  }

  /// No project fits; those that come near are named.
  public static func unknown(_ reference: String, among projects: [Project], home: String?) -> String {
    let near = reference.contains("/") ? nearPath(reference, projects) : nearName(reference, projects)
    guard !near.isEmpty else {
      return "no project is known as \(reference.quoted); see killall-tofu list --all"
    }
    let names = near.map { named($0, home: home) }.joined(separator: ", or ")
    return "no project is known as \(reference.quoted); did you mean \(names)?"
  }

  /// None is registered for the current directory; the one around it is named, if there is one.
  public static func unknownHere(_ directory: String, among projects: [Project], home: String?) -> String {
    let place = directory.oneLine.abbreviated(home: home).quoted
    let around = projects.filter { directory.hasPrefix($0.path == "/" ? "/" : $0.path + "/") }
      .max { $0.path.utf8.count < $1.path.utf8.count }
    let way = around.map { "the one around it is \(named($0, home: home))" } ?? "see killall-tofu list --all"
    return "no project is known as \(place), the current directory; \(way)"
  }

  /// Another project has the same name already.
  public static func sharesName(_ project: Project) -> String {
    "Another project is called \(project.shownName.quoted) as well; its number, \(project.id.number), tells this one "
      + "apart."
  }

  private static func named(_ project: Project, home: String?) -> String {
    "\(project.shownName.quoted) (id \(project.id.number), \(project.path.oneLine.abbreviated(home: home).fitted(to: 60)))"
  }

  /// Names that differ by a slip or two, or only in how they are written, the nearest first.
  private static func nearName(_ reference: String, _ projects: [Project]) -> [Project] {
    let wanted = String(reference.prefix(longest)).lowercased()
    return nearest(projects) { project in
      let name = String(project.name.prefix(longest)).lowercased()
      if name.hasPrefix(wanted), wanted.count >= 3 { return 0 }
      let distance = wanted.editDistance(to: name)
      return distance <= max(1, min(wanted.count, name.count) / 3) ? distance : nil
    }
  }

  /// Paths that differ by a slip or two, and else those whose last part is the same.
  private static func nearPath(_ reference: String, _ projects: [Project]) -> [Project] {
    let wanted = String(reference.suffix(longest))
    let last = wanted.split(separator: "/").last
    return nearest(projects) { project in
      let path = String(project.path.suffix(longest))
      let distance = wanted.editDistance(to: path)
      if distance <= 3 { return distance }
      return last != nil && path.split(separator: "/").last == last ? 4 : nil
    }
  }

  /// Longer ones are compared by that many characters: what they cost grows with both lengths.
  private static let longest = 120

  private static func nearest(_ projects: [Project], _ distance: (Project) -> Int?) -> [Project] {
    let found = projects.compactMap { project in distance(project).map { ($0, project) } }
    return found.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.prefix(3).map(\.1)
  }
}

extension Project {
  /// Where it stands, in a word or two.
  fileprivate var stateWords: String {
    let words = holdLabel.map { "held: \($0)" } ?? status.rawValue
    return isRemoved ? "\(words), removed" : words
  }
}
