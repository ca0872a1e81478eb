/// What all projects together are like at one moment, for whoever has room for one sign only.
public struct Situation: Hashable, Sendable {
  /// What the sign says.
  public enum Sign: Hashable, Sendable {
    /// No project is active.
    case idle
    /// This much is left until the next one is destroyed; nil where none has a deadline that counts.
    case calm(Gauge?)
    /// Something is held or has failed, and waits for its user.
    case attention
  }

  /// What the sign says now.
  public var sign: Sign
  /// The project that is destroyed next, as far as that is known.
  public var next: Project.ID?
  /// When that is.
  public var due: Timestamp?
  /// How many projects are active.
  public var active: Int
  /// How many of them wait for their user.
  public var waiting: Int
  /// How many teardowns run.
  public var running: Int
  /// When the sign says something else although nothing happens; nil for never.
  public var changesAt: Timestamp?

  /// Looks at the projects as they are at `now`.
  public init(of projects: some Sequence<Project>, at now: Moment, policy: Policy) {
    (active, waiting, running) = (0, 0, 0)
    var nearest: (due: Timestamp, project: Project)?
    var asked: Timestamp?
    for project in projects where project.status.isActive {
      active += 1
      if project.isRunning { running += 1 }
      if project.waitsForUser(at: now) {
        waiting += 1
      } else if let deadline = project.deadline, project.isLeftAlone, deadline > now.wall {
        asked = min(asked ?? deadline, deadline)
      }
      guard !project.isLeftAlone, let due = project.due(at: now, policy: policy) else { continue }
      if nearest.map({ (due, project.id) < ($0.due, $0.project.id) }) ?? true { nearest = (due, project) }
    }
    next = nearest?.project.id
    due = nearest?.due
    let left = nearest.map { (time: $0.due - now.wall, lifetime: $0.project.lifetime ?? .zero) }
    if active == 0 {
      sign = .idle
    } else if waiting > 0 {
      sign = .attention
    } else {
      sign = .calm(left.map { Gauge(left: $0.time, lifetime: $0.lifetime) })
    }
    let steady = left.flatMap { Gauge.steady(left: $0.time, lifetime: $0.lifetime) }
    // While it calls for attention the ring is not to be seen.
    let change = sign == .attention ? nil : steady.map { now.wall + $0 }
    changesAt = [change, asked].compactMap { $0 }.min()
  }
}

extension Project {
  /// Whether it goes on costing money until its user does something.
  ///
  /// What its user protected, or does not want to be asked about, is as it should be until its deadline has come.
  public func waitsForUser(at now: Moment) -> Bool {
    switch status {
    case .failed: true
    case .held: !isLeftAlone || deadline.map { $0 <= now.wall } ?? false
    case .scheduled, .destroying, .destroyed, .cancelled: false
    }
  }

  /// Whether it is held because its user wants it to be, so that its deadline destroys nothing.
  fileprivate var isLeftAlone: Bool {
    guard status == .held else { return false }
    return holdReason == .protected || holdReason == .untrusted && file?.consent == .denied
  }
}
