/// Projects in the order in which they want to be looked at: a binary heap that knows where each one stands.
///
/// Setting, moving and removing one costs O(log n); finding the next costs O(1).
struct Agenda: Sendable {
  private struct Item {
    var at: Timestamp
    var id: Project.ID

    static func < (left: Item, right: Item) -> Bool {
      (left.at, left.id) < (right.at, right.id)
    }
  }

  private var heap: [Item] = []
  private var places: [Project.ID: Int] = [:]

  /// How many projects are on it.
  var count: Int { heap.count }

  /// The earliest time any of them wants to be looked at.
  var earliest: Timestamp? { heap.first?.at }

  /// Whether the project is on it.
  func contains(_ id: Project.ID) -> Bool {
    places[id] != nil
  }

  /// When the project wants to be looked at; nil if it is not on.
  func time(of id: Project.ID) -> Timestamp? {
    places[id].map { heap[$0].at }
  }

  /// Puts the project down for `at`, in place of what stood there for it.
  mutating func set(_ id: Project.ID, at: Timestamp) {
    if let place = places[id] {
      heap[place].at = at
      siftUp(place)
      if let place = places[id] { siftDown(place) }
    } else {
      heap.append(Item(at: at, id: id))
      places[id] = heap.count - 1
      siftUp(heap.count - 1)
    }
  }

  /// Takes the project off; does nothing if it is not on.
  mutating func remove(_ id: Project.ID) {
    guard let place = places.removeValue(forKey: id) else { return }
    let last = heap.removeLast()
    guard place < heap.count else { return }
    heap[place] = last
    places[last.id] = place
    siftUp(place)
    if let place = places[last.id] { siftDown(place) }
  }

  /// Those that want to be looked at until `limit`, in no order; costs O(k) for k of them.
  func ids(upTo limit: Timestamp) -> [Project.ID] {
    var found: [Project.ID] = []
    var places = [0]
    while let place = places.popLast() {
      guard place < heap.count, heap[place].at <= limit else { continue }
      found.append(heap[place].id)
      places += [2 * place + 1, 2 * place + 2]
    }
    return found
  }

  /// Takes off and returns the earliest one, if it stands at or before `limit`.
  mutating func popFirst(upTo limit: Timestamp) -> Project.ID? {
    guard let first = heap.first, first.at <= limit else { return nil }
    remove(first.id)
    return first.id
  }

  private mutating func siftUp(_ start: Int) {
    var place = start
    while place > 0 {
      let parent = (place - 1) / 2
      guard heap[place] < heap[parent] else { return }
      swap(place, parent)
      place = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child] < heap[least] {
        least = child
      }
      guard least != place else { return }
      swap(place, least)
      place = least
    }
  }

  private mutating func swap(_ one: Int, _ other: Int) {
    heap.swapAt(one, other)
    places[heap[one].id] = one
    places[heap[other].id] = other
  }
}
