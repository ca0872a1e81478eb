import Foundation

/// What the daemon costs at its start, and what it costs to ask it or the command line.
struct ControlReport: Encodable, Sendable {
  /// Two ways to do a thing, turn by turn.
  struct Pair: Encodable, Sendable {
    /// Ours, in milliseconds.
    var own: Tail
    /// The same without promises, in milliseconds.
    var floor: Tail
    /// Ours in terms of the other, turn by turn.
    var ratio: Spread

    init?(_ own: [Double], _ floor: [Double]) {
      guard let ownTail = Tail(own), let floorTail = Tail(floor),
        let ratio = Spread(zip(own, floor).map { $0 / $1 })
      else { return nil }
      self.own = ownTail
      self.floor = floorTail
      self.ratio = ratio
    }
  }

  /// The starts of one daemon; memory is that of the median start.
  struct Starts: Encodable, Sendable {
    /// Milliseconds to the name.
    var named: Spread
    /// Milliseconds until all projects were listed.
    var listed: Spread
    /// How many were listed; the least of all starts.
    var count: Int
    /// In MiB, at rest.
    var memory: ProcessMemory
    /// In MiB, after all were listed.
    var memoryListed: ProcessMemory

    init?(_ starts: [DaemonStart]) {
      guard let named = Spread(starts.map(\.named)), let listed = Spread(starts.map(\.listed)),
        let count = starts.map(\.count).min()
      else { return nil }
      self.named = named
      self.listed = listed
      self.count = count
      let middle = starts.sorted { $0.memory.proportional < $1.memory.proportional }[starts.count / 2]
      memory = middle.memory
      memoryListed = middle.memoryListed
    }
  }

  let name = LiveLine.control.rawValue
  var extensions: Pair
  var list: Pair
  var full: Starts
  var empty: Starts
  /// Active projects at the starts.
  var farProjects: Int
  /// Active projects otherwise.
  var projects: Int
  /// Whether every promise is kept.
  var isMet: Bool

  /// Nil where nothing was measured.
  init?(_ result: ControlMeasurement.Result, _ measurement: ControlMeasurement) {
    guard let extensions = Pair(result.extensions, result.commits),
      let list = Pair(result.lists, result.queries), let full = Starts(result.full),
      let empty = Starts(result.empty)
    else { return nil }
    self.extensions = extensions
    self.list = list
    self.full = full
    self.empty = empty
    farProjects = measurement.farProjects
    projects = measurement.projects
    isMet =
      full.named.median <= Goal.start && full.memory.proportional <= Goal.memory && full.count == farProjects
  }
}
