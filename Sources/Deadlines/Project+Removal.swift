// Removing only hides: the row, its history and its number stay, and whoever makes the project active again brings it back.

extension Project {
  /// Whether lists, the bus and completion leave it out.
  ///
  /// Never while it is active: what costs money is always shown.
  public var isRemoved: Bool { removedAt != nil && !status.isActive }

  /// Hides the project; one that is hidden stays hidden since when it was.
  ///
  /// - Throws: `Refusal.staleGeneration` if `offered` is no longer current, or `.wrongState` while it is active.
  public mutating func remove(offered: Generation? = nil, at now: Moment) throws(Refusal) {
    try check(offered)
    guard !status.isActive else { throw .wrongState(status, action: "remove") }
    removedAt = removedAt ?? now.wall
  }
}
