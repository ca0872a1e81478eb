import Deadlines

/// The earliest of many deadlines, each of which may move or go at any time.
///
/// A heap whose outdated entries stay until they come up, so every step costs the logarithm of the number of
/// deadlines, on average over many steps.
struct DeadlineQueue {
  private struct Entry {
    var deadline: Timestamp
    var id: Project.ID
  }

  private var heap: [Entry] = []
  private var current: [Project.ID: Timestamp] = [:]

  /// The earliest deadline, nil if there is none.
  var earliest: Timestamp? { heap.first?.deadline }

  /// How many entries are kept, the outdated ones included.
  var size: Int { heap.count }

  /// Sets, moves or with nil removes the deadline of a project.
  mutating func set(_ deadline: Timestamp?, for id: Project.ID) {
    guard current[id] != deadline else { return }
    current[id] = deadline
    if let deadline {
      heap.append(Entry(deadline: deadline, id: id))
      rise(from: heap.count - 1)
    }
    if heap.count > 2 * current.count + 16 { rebuild() }
    while let first = heap.first, current[first.id] != first.deadline { dropFirst() }
  }

  private mutating func rebuild() {
    // Sorted is a valid heap.
    heap = current.map { Entry(deadline: $0.value, id: $0.key) }.sorted { $0.deadline < $1.deadline }
  }

  private mutating func dropFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var index = 0
    while true {
      let children = [2 * index + 1, 2 * index + 2].filter { $0 < heap.count }
      guard let least = children.min(by: { heap[$0].deadline < heap[$1].deadline }),
        heap[least].deadline < heap[index].deadline
      else { return }
      heap.swapAt(index, least)
      index = least
    }
  }

  private mutating func rise(from start: Int) {
    var index = start
    while index > 0, heap[index].deadline < heap[(index - 1) / 2].deadline {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }
}
