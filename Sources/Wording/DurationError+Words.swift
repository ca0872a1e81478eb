public import Deadlines

extension DurationError {
  /// What is wrong with the duration `text`, with examples of what is understood.
  ///
  /// - Parameter limit: the longest that is taken there.
  public func words(about text: String, upTo limit: Duration = Duration.timeoutRange.upperBound) -> String {
    "\(problem(in: text, upTo: limit))\(tr("; write for example 30s, 15 min, 2 hours or 1h30m"))"
  }

  private func problem(in text: String, upTo limit: Duration) -> String {
    let value = text.quoted
    switch self {
    case .empty: return tr("the duration is empty")
    case .missingUnit(let number): return tr("the duration \(value) names no unit after \(number)")
    case .unknownUnit(let unit): return tr("the duration \(value) has the unknown unit \(unit.quoted)")
    case .unreadable(let rest): return tr("the duration \(value) cannot be read at \(rest.quoted)")
    case .outOfRange: return tr("the duration \(value) is not between 1 second and \(limit.words)")
    }
  }
}
