import Yams

extension SettingsError.Problem {
  static let anchors = notUnderstood("anchors (&name) and aliases (*name)", instead: "write the values out")
  static let tags = notUnderstood("tags (!name)", instead: "leave them out")
  static let complexKey = notUnderstood("keys after “?”", instead: "write “key: value”")
  static let tooDeep = notUnderstood("values that are nested so deeply", instead: "nothing here needs that")
  static let manyDocuments = notUnderstood("more documents than one", instead: "keep the first")
}

extension SettingsError {
  /// What the parser says, which never quotes values.
  init(_ error: YamlError, file: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let known: Problem? =
        if problem.contains("undefined alias") {
          .anchors
        } else if problem.contains("another document") {
          .manyDocuments
        } else {
          nil
        }
      self.init(known ?? .syntax(problem), file: file, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        .duplicateKey(duplicates.first ?? ""), file: file, line: context.mark.line,
        column: context.mark.column)
    case .reader(let problem, _, _, _): self.init(.syntax(problem), file: file)
    default: self.init(.syntax("\(error)".firstLine), file: file)
    }
  }
}
